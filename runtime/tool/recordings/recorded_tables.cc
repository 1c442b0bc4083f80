#include "tool/recordings/recorded_tables.h"

#include <noodles/codec.h>

#include <utility>
#include <variant>

#include "noodles/interfaces/names.h"

namespace noodles::tool {
namespace {

class SubscribeFinder final : public ServerMessageHandlerBase {
 public:
  explicit SubscribeFinder(std::set<MethodID>& found) : found_(found) {}
  void OnMethodCreate(MsgMethodCreate&& message) override {
    if (message.content.name == TableMethodNames::kSubscribe) {
      found_.insert(message.id);
    }
  }

 private:
  std::set<MethodID>& found_;
};

// Keeps the signals of one table, each as a frame.
class SignalFinder final : public ServerMessageHandlerBase {
 public:
  SignalFinder(TableID table, std::vector<Bytes>& found)
      : table_(table), found_(found) {}
  void OnSignalInvoke(MsgSignalInvoke&& message) override {
    if (!message.context) return;
    const auto* target = std::get_if<TableID>(&message.context->target);
    if (target == nullptr || *target != table_) return;
    found_.push_back(EncodeFrame(message));
  }

 private:
  const TableID table_;
  std::vector<Bytes>& found_;
};

}  // namespace

RecordedTables::RecordedTables(const Recording& recording)
    : recording_(recording) {
  if (recording_.tables.empty()) return;
  SubscribeFinder finder(subscribe_);
  for (const RecordedFrame& frame : recording_.frames) {
    // Frames that are not well-formed name no methods.
    static_cast<void>(Dispatch(frame.frame, finder));
  }
}

std::vector<Bytes> RecordedTables::Answer(const MsgInvokeMethod& call,
                                          size_t sent_frames) const {
  if (!call.context || !call.invoke_id || !subscribe_.contains(call.method)) {
    return {};
  }
  const auto* id = std::get_if<TableID>(&call.context->target);
  const RecordedTable* table = id != nullptr ? Find(*id, sent_frames) : nullptr;
  if (table == nullptr) return {};
  cbor::Reader reader(table->content, LimitsOfRecording());
  Any content;
  if (!Read(reader, content)) return {};
  MsgMethodReply reply;
  reply.invoke_id = *call.invoke_id;
  reply.outcome = std::move(content);
  std::vector<Bytes> frames;
  frames.push_back(EncodeFrame(reply));
  SignalFinder finder(*id, frames);
  for (size_t i = table->frames_before; i < sent_frames; ++i) {
    static_cast<void>(Dispatch(recording_.frames[i].frame, finder));
  }
  return frames;
}

// The rows of that time, else the first ones.
const RecordedTable* RecordedTables::Find(TableID id,
                                          size_t sent_frames) const {
  const RecordedTable* found = nullptr;
  for (const RecordedTable& table : recording_.tables) {
    if (table.table != id) continue;
    if (found == nullptr || table.frames_before <= sent_frames) found = &table;
  }
  return found;
}

}  // namespace noodles::tool
