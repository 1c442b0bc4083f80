#include "tool/recordings/recorded_scene.h"

#include <noodles/codec.h>

#include <cstdint>
#include <sstream>
#include <utility>

namespace noodles::tool {
namespace {

constexpr uint64_t kInitializedNumber =
    MessageTraits<MsgDocumentInitialized>::kNumber;

// The frame without MsgDocumentInitialized.
Bytes WithoutInitialized(const Bytes& frame) {
  cbor::Writer messages;
  uint64_t count = 0;
  bool is_changed = false;
  cbor::FrameReader reader(frame, LimitsOfRecording());
  while (reader.Next()) {
    const uint64_t number = reader.number();
    const std::optional<Bytes> content = reader.SkipContent();
    if (!content) break;
    if (number == kInitializedNumber) {
      is_changed = true;
      continue;
    }
    ++count;
    messages.WriteUint(number);
    messages.WriteEncoded(content->span());
  }
  if (!is_changed || reader.TakeError()) return frame;
  cbor::Writer shortened;
  shortened.WriteArrayHead(2 * count);
  shortened.WriteEncoded(messages.Take().span());
  return shortened.Take();
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
  for (const RecordedFrame& frame : recording.frames) {
    if (time && frame.time > *time) break;
    writer.Write(kStart, WithoutInitialized(frame.frame));
  }
  writer.Write(kStart, EncodeFrame(MsgDocumentInitialized()));
  return Bytes::Adopt(std::move(stream).str());
}

}  // namespace noodles::tool
