#include "bench/linguine_codec.h"

#include <utility>

namespace noodles::bench {

namespace {

template <class Message>
void AppendAll(cbor::Writer& writer, const std::vector<Message>& messages) {
  for (const Message& message : messages) AppendMessage(writer, message);
}

bool ReadComponent(cbor::FrameReader& frame, Scene& scene) {
  cbor::Reader& reader = frame.content();
  switch (frame.number()) {
    case MessageTraits<MsgBufferCreate>::kNumber:
      return Read(reader, scene.buffers.emplace_back());
    case MessageTraits<MsgBufferViewCreate>::kNumber:
      return Read(reader, scene.views.emplace_back());
    case MessageTraits<MsgMaterialCreate>::kNumber:
      return Read(reader, scene.materials.emplace_back());
    case MessageTraits<MsgGeometryCreate>::kNumber:
      return Read(reader, scene.geometries.emplace_back());
    case MessageTraits<MsgEntityCreate>::kNumber:
      return Read(reader, scene.entities.emplace_back());
    default:
      return false;
  }
}

bool ReadRows(cbor::Reader& reader, FlatTable& table) {
  cbor::Reader::Sequence rows;
  if (!reader.EnterArray(rows)) return false;
  table.columns = 4;
  table.cells.reserve(reader.ReserveHint(rows, 1 + table.columns) *
                      table.columns);
  while (reader.More(rows)) {
    const size_t cells = table.cells.size();
    if (!cbor::ReadElements(reader, table.cells) ||
        table.cells.size() - cells != table.columns) {
      return false;
    }
  }
  return reader.Leave(rows);
}

bool ReadSignalData(cbor::Reader& reader, FlatTable& table) {
  cbor::Reader::Sequence data;
  return reader.EnterArray(data) && reader.More(data) &&
         cbor::Read(reader, table.keys) && reader.More(data) &&
         ReadRows(reader, table) && !reader.More(data) && reader.Leave(data);
}

bool ReadSignalMember(cbor::Reader& reader, FlatTable& table) {
  std::string_view key;
  if (!reader.ReadTextView(key)) return false;
  if (key == "id") return Read(reader, table.id);
  if (key == "signal_data") return ReadSignalData(reader, table);
  if (key != "context") return reader.Skip();
  InvokeIDType context;
  if (!Read(reader, context)) return false;
  const auto* target = std::get_if<TableID>(&context.target);
  if (target != nullptr) table.table = *target;
  return target != nullptr;
}

class SceneHandler : public ServerMessageHandlerBase {
 public:
  explicit SceneHandler(Scene& scene) : scene_(scene) {}
  void OnBufferCreate(MsgBufferCreate&& message) override {
    scene_.buffers.push_back(std::move(message));
  }
  void OnBufferViewCreate(MsgBufferViewCreate&& message) override {
    scene_.views.push_back(std::move(message));
  }
  void OnMaterialCreate(MsgMaterialCreate&& message) override {
    scene_.materials.push_back(std::move(message));
  }
  void OnGeometryCreate(MsgGeometryCreate&& message) override {
    scene_.geometries.push_back(std::move(message));
  }
  void OnEntityCreate(MsgEntityCreate&& message) override {
    scene_.entities.push_back(std::move(message));
  }

 private:
  Scene& scene_;
};

}  // namespace

std::span<const uint8_t> LinguineCodec::Encode(const Scene& scene) {
  writer_.Clear();
  writer_.WriteArrayHead(2 * scene.size());
  AppendAll(writer_, scene.buffers);
  AppendAll(writer_, scene.views);
  AppendAll(writer_, scene.materials);
  AppendAll(writer_, scene.geometries);
  AppendAll(writer_, scene.entities);
  return writer_.view();
}

bool LinguineCodec::Decode(const Bytes& frame, Scene& scene) {
  cbor::FrameReader reader(frame, {});
  while (reader.Next()) {
    if (!ReadComponent(reader, scene)) return false;
  }
  return !reader.TakeError();
}

bool LinguineCodec::Decode(const Bytes& frame, FlatTable& table) {
  cbor::FrameReader reader(frame, {});
  if (!reader.Next()) return false;
  cbor::Reader::Sequence members;
  if (!reader.content().EnterMap(members)) return false;
  while (reader.content().More(members)) {
    if (!ReadSignalMember(reader.content(), table)) return false;
  }
  return reader.content().Leave(members) && !reader.Next() &&
         !reader.TakeError();
}

bool DispatchInto(const Bytes& frame, Scene& scene) {
  SceneHandler handler(scene);
  return !Dispatch(frame, handler);
}

}  // namespace noodles::bench
