#include "tool/checks/validator.h"

#include <noodles/codec.h>

#include <string>

#include "tool/checks/form_check.h"
#include "tool/checks/wire_check.h"

namespace noodles::tool {
namespace {

// Penne and Rigatoni refuse larger messages.
constexpr size_t kMaxFrameBytes = size_t{1} << 20;

// Checks each message: the content as sent, and the decoded message.
class MessageChecker final : public ServerMessageHandler {
 public:
  // `items` is the array of the frame; null if the frame cannot be read as a
  // whole.
  MessageChecker(const Any& items, SceneChecker& scene, FindingList& findings)
      : items_(items), scene_(scene), findings_(findings) {}

  size_t messages() const { return next_; }

#define CLI_CHECK_COMPONENT(Name)                               \
  void On##Name##Create(Msg##Name##Create&& message) override { \
    const Any& sent = Begin(message);                           \
    scene_.Create<Name>(std::move(message), sent);              \
  }                                                             \
  void On##Name##Delete(Msg##Name##Delete&& message) override { \
    Begin(message);                                             \
    scene_.Delete(message.id);                                  \
  }
#define CLI_CHECK_UPDATE(Name)                                  \
  void On##Name##Update(Msg##Name##Update&& message) override { \
    scene_.Update<Name>(message, Begin(message));               \
  }
  CLI_CHECK_COMPONENT(Method)
  CLI_CHECK_COMPONENT(Signal)
  CLI_CHECK_COMPONENT(Entity)
  CLI_CHECK_COMPONENT(Plot)
  CLI_CHECK_COMPONENT(Buffer)
  CLI_CHECK_COMPONENT(BufferView)
  CLI_CHECK_COMPONENT(Material)
  CLI_CHECK_COMPONENT(Image)
  CLI_CHECK_COMPONENT(Texture)
  CLI_CHECK_COMPONENT(Sampler)
  CLI_CHECK_COMPONENT(Light)
  CLI_CHECK_COMPONENT(Geometry)
  CLI_CHECK_COMPONENT(Table)
  CLI_CHECK_COMPONENT(Physics)
  CLI_CHECK_UPDATE(Entity)
  CLI_CHECK_UPDATE(Plot)
  CLI_CHECK_UPDATE(Material)
  CLI_CHECK_UPDATE(Light)
  CLI_CHECK_UPDATE(Table)
#undef CLI_CHECK_COMPONENT
#undef CLI_CHECK_UPDATE

  void OnDocumentUpdate(MsgDocumentUpdate&& message) override {
    Begin(message);
    scene_.UpdateDocument(message);
  }
  void OnDocumentReset(MsgDocumentReset&& message) override {
    Begin(message);
    scene_.Reset();
  }
  void OnSignalInvoke(MsgSignalInvoke&& message) override {
    Begin(message);
    scene_.Invoke(message);
  }
  void OnMethodReply(MsgMethodReply&& message) override {
    Begin(message);
    scene_.Reply(message);
  }
  void OnDocumentInitialized(MsgDocumentInitialized&& message) override {
    Begin(message);
    scene_.Initialize();
  }
  void OnUnknownMessage(uint64_t number, const Bytes&) override {
    findings_.GoToMessage(next_++, number, "");
    findings_.Add("", "unknown message " + std::to_string(number),
                  kStrictClients);
  }
  void OnInvalidMessage(uint64_t number,
                        const cbor::DecodeError& error) override {
    findings_.GoToMessage(next_++, number, MessageName(number));
    findings_.Add("", error.ToString(), kStrictClients);
  }

 private:
  // Advances to the next message, checks its form, and returns its content as
  // sent.
  template <class Message>
  const Any& Begin(const Message& message) {
    using Traits = MessageTraits<Message>;
    const size_t index = next_++;
    findings_.GoToMessage(index, Traits::kNumber, Traits::kName);
    const Any& sent = items_[2 * index + 1];
    const absl::StatusOr<Any> canonical = Decode<Any>(Encode(message));
    if (items_.is_array() && canonical.ok()) {
      CheckForm(sent, *canonical, findings_);
    }
    return sent;
  }

  const Any& items_;
  SceneChecker& scene_;
  FindingList& findings_;
  size_t next_ = 0;
};

std::string_view BrokenBy(cbor::DecodeErrorCode code) {
  return code == cbor::DecodeErrorCode::kTrailingBytes
             ? kColabrodoAndNoodlesPlusPlus
             : kStrictClients;
}

// The array of the frame, without trailing bytes; null if it cannot be read.
Any ItemsOf(const Bytes& frame) {
  cbor::Reader reader(frame);
  Any items;
  return cbor::Read(reader, items) ? items : Any();
}

}  // namespace

void Validator::CheckFrame(const Bytes& frame) {
  findings_.GoToFrame(frames_);
  if (frame.size() > kMaxFrameBytes) {
    findings_.Add("", std::to_string(frame.size()) + " bytes, more than 1 MiB",
                  "Penne, Rigatoni");
  }
  CheckWire(frame, findings_);
  findings_.GoToFrame(frames_);
  const Any items = ItemsOf(frame);
  if (items.is_array() && items.size() == 0) {
    findings_.Add("", "a frame without messages", kStrictClients);
  }
  CheckPhysicsFrame(items);
  MessageChecker checker(items, scene_, findings_);
  const auto error = Dispatch(frame, checker);
  if (error) {
    findings_.GoToFrame(frames_);
    findings_.Add("", error->ToString(), BrokenBy(error->code));
  }
  messages_ += checker.messages();
  ++frames_;
}

// Clients without support for physics drop the rest of the frame after such a
// message.
void Validator::CheckPhysicsFrame(const Any& items) {
  bool has_physics = false;
  bool has_others = false;
  for (size_t i = 0; i < items.size(); i += 2) {
    const uint64_t number = items[i].AsUint().value_or(0);
    const bool is_physics = number == 36 || number == 37;
    has_physics = has_physics || is_physics;
    has_others = has_others || !is_physics;
  }
  if (has_physics && has_others) {
    findings_.Add("", "physics stands beside other messages",
                  "clients without physics");
  }
}

void Validator::CheckEnd() {
  if (scene_.is_initialized()) return;
  findings_.GoToFrame(frames_);
  findings_.Add("", "the document is never said to be complete (message 35)",
                kPenne);
}

}  // namespace noodles::tool
