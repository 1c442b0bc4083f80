#include "tool/recordings/recorded_scene.h"

#include <noodles/codec.h>

#include <cstdint>
#include <sstream>
#include <utility>

#include "tool/recordings/rewrite_frame.h"

namespace noodles::tool {
namespace {

constexpr uint64_t kInitializedNumber =
    MessageTraits<MsgDocumentInitialized>::kNumber;

// The frame without MsgDocumentInitialized.
Bytes WithoutInitialized(const Bytes& frame) {
  return RewriteFrame(frame, [](uint64_t number, const Bytes&, cbor::Writer&) {
    return number == kInitializedNumber ? Rewriting::kLeftOut
                                        : Rewriting::kKept;
  });
}

}  // namespace

Bytes SceneAt(const Recording& recording,
              std::optional<std::chrono::microseconds> time) {
  constexpr std::chrono::microseconds kStart{0};
  std::ostringstream stream;
  RecordingWriter writer(stream);
  if (recording.expects_assets) writer.ExpectAssets();
  for (const auto& [key, content] : recording.assets) {
    writer.WriteAsset(kStart, LocationOfKey(key), content);
  }
  auto table = recording.tables.begin();
  const auto write_tables = [&] {
    for (; table != recording.tables.end() &&
           table->frames_before <= writer.frames();
         ++table) {
      if (time && table->time > *time) continue;
      RecordedTable at_start = *table;
      at_start.time = kStart;
      writer.WriteTable(at_start);
    }
  };
  for (const RecordedFrame& frame : recording.frames) {
    write_tables();
    if (time && frame.time > *time) break;
    writer.Write(kStart, WithoutInitialized(frame.frame));
  }
  write_tables();
  writer.Write(kStart, EncodeFrame(MsgDocumentInitialized()));
  return Bytes::Adopt(std::move(stream).str());
}

}  // namespace noodles::tool
