#include "tool/checks/validator.h"

#include <noodles/codec.h>
#include <noodles/protocol/for_each_component.h>
#include <noodles/protocol/message_visitors.h>
#include <noodles/state/component_type.h>

#include <string>
#include <type_traits>

#include "tool/checks/form_check.h"
#include "tool/checks/wire_check.h"
#include "tool/components/lookup.h"

namespace noodles::tool {
namespace {

// Penne and Rigatoni refuse larger messages.
constexpr size_t kMaxFrameBytes = size_t{1} << 20;

// Looks at each message as it was sent beside what was understood of it.
class MessageChecker final : public ServerMessageVisitor<MessageChecker> {
 public:
  // `items` is the array of the frame; null if the frame cannot be read as a
  // whole.
  MessageChecker(const Any& items, SceneChecker& scene, FindingList& findings)
      : items_(items), scene_(scene), findings_(findings) {}

  size_t messages() const { return next_; }

  template <class Message>
  void OnMessage(Message&& message) {
    constexpr MessageRole kRole = MessageTraits<Message>::kRole;
    const Any& sent = Begin(message);
    if constexpr (kRole == MessageRole::kCreate) {
      scene_.Create(std::move(message), sent);
    } else if constexpr (kRole == MessageRole::kUpdate) {
      scene_.Update(message, sent);
    } else if constexpr (kRole == MessageRole::kDelete) {
      scene_.Delete(message.id);
    } else {
      CheckOther(message);
    }
  }

  void OnUnknownMessage(uint64_t number, const Bytes&) override {
    findings_.GoToMessage(next_++, number, "");
    findings_.Add("", "unknown message " + std::to_string(number),
                  kStrictClients);
  }
  void OnInvalidMessage(uint64_t number,
                        const cbor::DecodeError& error) override {
    findings_.GoToMessage(next_++, number, ServerMessageName(number));
    findings_.Add("", error.ToString(), kStrictClients);
  }

 private:
  void CheckOther(const MsgDocumentUpdate& message) {
    scene_.UpdateDocument(message);
  }
  void CheckOther(const MsgDocumentReset&) { scene_.Reset(); }
  void CheckOther(const MsgSignalInvoke& message) { scene_.Invoke(message); }
  void CheckOther(const MsgMethodReply& message) { scene_.Reply(message); }
  void CheckOther(const MsgDocumentInitialized&) { scene_.Initialize(); }
  // A message that the specification got later: its form alone is checked.
  template <class Message>
  void CheckOther(const Message&) {}

  // Goes to the next message and checks its form; the message as it was sent.
  template <class Message>
  const Any& Begin(const Message& message) {
    using Traits = MessageTraits<Message>;
    const size_t index = next_++;
    findings_.GoToMessage(index, Traits::kNumber, Traits::kName);
    if constexpr (Traits::kRole == MessageRole::kCreate) {
      findings_.SetComponent(IdText(message.id),
                             std::string(Mirror::NameOf(message.content)));
    } else if constexpr (Traits::kRole != MessageRole::kOther) {
      findings_.SetComponent(IdText(message.id),
                             scene_.NameOfComponent(message.id));
    }
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

// Whether messages of this number are part of the life of this component.
template <class Component>
bool IsMessageOf(uint64_t number) {
  using Traits = ComponentTraits<Component>;
  if constexpr (!std::is_void_v<typename Traits::UpdateMessage>) {
    if (number == MessageTraits<typename Traits::UpdateMessage>::kNumber) {
      return true;
    }
  }
  return number == MessageTraits<typename Traits::CreateMessage>::kNumber ||
         number == MessageTraits<typename Traits::DeleteMessage>::kNumber;
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
  CheckLateKinds(items);
  MessageChecker checker(items, scene_, findings_);
  const auto error = Dispatch(frame, checker);
  if (error) {
    findings_.GoToFrame(frames_);
    findings_.Add("", error->ToString(), BrokenBy(error->code));
  }
  messages_ += checker.messages();
  ++frames_;
}

// Clients that do not know a late kind drop the rest of the frame after such a
// message.
void Validator::CheckLateKinds(const Any& items) {
  ForEachComponent([&]<class Component>() {
    if constexpr (kIsLateKind<Component>) {
      bool has_kind = false;
      bool has_others = false;
      for (size_t i = 0; i < items.size(); i += 2) {
        const bool is_kind =
            IsMessageOf<Component>(items[i].AsUint().value_or(0));
        has_kind = has_kind || is_kind;
        has_others = has_others || !is_kind;
      }
      if (!has_kind || !has_others) return;
      const std::string name = KindWord(ComponentTraits<Component>::kKind);
      findings_.Add(
          "", "a " + name + " message shares its frame with other messages",
          "clients without " + name);
    }
  });
}

void Validator::CheckEnd() {
  if (scene_.is_initialized()) return;
  findings_.GoToFrame(frames_);
  findings_.Add("",
                "message 35 (MsgDocumentInitialized), the end of the snapshot, "
                "is missing",
                kPenne);
}

}  // namespace noodles::tool
