#include "tool/checks/recorded_assets_check.h"

#include <noodles/codec.h>
#include <noodles/protocol/message_visitors.h>

#include <string>
#include <type_traits>
#include <variant>

namespace noodles::tool {
namespace {

class AssetChecker final : public ServerMessageVisitor<AssetChecker> {
 public:
  AssetChecker(const Recording& recording, FindingList& findings)
      : recording_(recording), findings_(findings) {}

  template <class Message>
  void OnMessage(Message&& message) {
    using Plain = std::remove_cvref_t<Message>;
    const size_t index = next_++;
    uint64_t size = 0;
    if constexpr (std::is_same_v<Plain, MsgBufferCreate>) {
      size = message.content.size;
    }
    if constexpr (std::is_same_v<Plain, MsgBufferCreate> ||
                  std::is_same_v<Plain, MsgImageCreate>) {
      const auto* const location =
          std::get_if<Location>(&message.content.source);
      if (location == nullptr) return;
      using Traits = MessageTraits<Plain>;
      findings_.GoToMessage(index, Traits::kNumber, Traits::kName);
      Check(*location, size);
    }
  }
  void OnUnknownMessage(uint64_t, const Bytes&) override { ++next_; }
  void OnInvalidMessage(uint64_t, const cbor::DecodeError&) override {
    ++next_;
  }

 private:
  void Check(const Location& location, uint64_t size) {
    const auto asset = recording_.assets.find(LocationKey(location));
    if (asset == recording_.assets.end()) {
      findings_.Add("", "names an asset that the recording lacks",
                    kAllRenderers);
    } else if (asset->second.size() < size) {
      findings_.Add("",
                    "names an asset of which the recording has " +
                        std::to_string(asset->second.size()) + " bytes, not " +
                        std::to_string(size),
                    kAllRenderers);
    }
  }

  const Recording& recording_;
  FindingList& findings_;
  size_t next_ = 0;
};

}  // namespace

void CheckRecordedAssets(const Recording& recording, FindingList& findings) {
  if (!recording.expects_assets) return;
  for (size_t i = 0; i < recording.frames.size(); ++i) {
    findings.GoToFrame(i);
    AssetChecker checker(recording, findings);
    // The validator reports frames that cannot be read.
    static_cast<void>(Dispatch(recording.frames[i].frame, checker));
  }
}

}  // namespace noodles::tool
