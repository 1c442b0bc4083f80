// A client's mirror for tests: applies frames and objects to whatever a client
// could not follow, such as a name used before its creation.
//
// Thread-safety: one thread at a time.
#ifndef TESTS_STATE_MIRROR_H_
#define TESTS_STATE_MIRROR_H_

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "noodles/codec.h"
#include "noodles/protocol/message_visitors.h"
#include "noodles/state/encoded_messages.h"

namespace noodles {

class TestMirror : public ServerMessageVisitor<TestMirror> {
 public:
  template <class Component>
  using Components =
      std::map<typename ComponentTraits<Component>::Identifier, Component>;

  template <class Component>
  const Components<Component>& all() const {
    return std::get<Components<Component>>(components_);
  }
  const std::vector<MethodID>& methods() const { return methods_; }
  const std::vector<SignalID>& signals() const { return signals_; }
  bool is_complete() const { return is_complete_; }
  // The numbers of the messages, in order.
  const std::vector<uint64_t>& numbers() const { return numbers_; }
  // Messages that a client could not apply.
  const std::vector<std::string>& complaints() const { return complaints_; }
  size_t frame_count() const { return frame_count_; }

  void Receive(const EncodedMessages& messages) {
    cbor::Writer writer;
    writer.WriteArrayHead(2 * messages.count);
    writer.WriteEncoded(messages.items.span());
    for (const Bytes& piece : messages.more) {
      writer.WriteEncoded(piece.span());
    }
    ReceiveFrame(writer.Take());
  }
  void ReceiveFrame(const Bytes& frame) {
    ++frame_count_;
    if (const auto error = Dispatch(frame, *this)) {
      complaints_.push_back(error->ToString());
    }
  }

  template <class Message>
  void OnMessage(Message&& message) {
    constexpr MessageRole kRole = MessageTraits<Message>::kRole;
    if constexpr (kRole == MessageRole::kCreate) {
      Create<std::decay_t<decltype(message.content)>>(std::move(message));
    } else if constexpr (kRole == MessageRole::kUpdate) {
      Update<ComponentOfId<decltype(message.id)>>(message);
    } else if constexpr (kRole == MessageRole::kDelete) {
      Delete<ComponentOfId<decltype(message.id)>>(message);
    } else {
      OnOther(message);
    }
  }
  void OnUnknownMessage(uint64_t number, const Bytes&) override {
    complaints_.push_back("unknown message " + std::to_string(number));
  }
  void OnInvalidMessage(uint64_t number,
                        const cbor::DecodeError& error) override {
    complaints_.push_back("invalid message " + std::to_string(number) + ": " +
                          error.ToString());
  }

 private:
  template <class Id>
  using ComponentOfId = typename ComponentOf<Id::kKind>::Type;

  void OnOther(const MsgDocumentUpdate& message) {
    Note(message);
    if (message.methods_list) methods_ = *message.methods_list;
    if (message.signals_list) signals_ = *message.signals_list;
    for (const MethodID id : methods_) Expect(id, "methods_list");
    for (const SignalID id : signals_) Expect(id, "signals_list");
  }
  void OnOther(const MsgDocumentInitialized& message) {
    Note(message);
    is_complete_ = true;
  }
  void OnOther(const MsgSignalInvoke& message) {
    Expect(message.id, "a signal");
    if (!message.context) return;
    std::visit([this](const auto& id) { Expect(id, "a signal's context"); },
               message.context->target);
  }
  // Of no effect on the components.
  template <class Message>
  void OnOther(const Message&) {}

  template <class Message>
  void Note(const Message&) {
    numbers_.push_back(MessageTraits<Message>::kNumber);
  }

  template <class... Kinds>
  using Everything = std::tuple<Components<Kinds>...>;

  void Expect(ComponentRef ref, std::string_view member) {
    bool found = false;
    std::apply(
        [&](const auto&... components) {
          ((found = found || Holds(components, ref)), ...);
        },
        components_);
    if (!found) {
      complaints_.push_back(std::string(member) + " names " + ToString(ref) +
                            ", which is not there");
    }
  }

  template <class Id, class Component>
  static bool Holds(const std::map<Id, Component>& components,
                    ComponentRef ref) {
    return Id::kKind == ref.kind && components.contains(Id{ref.slot, ref.gen});
  }

  template <class Component>
  Components<Component>& Mutable() {
    return std::get<Components<Component>>(components_);
  }

  template <class Component>
  void CheckReferences(const Component& component) {
    std::vector<Reference> references;
    AppendReferences(component, references);
    for (const Reference& reference : references) {
      Expect(reference.target, reference.member);
    }
  }

  template <class Component, class Message>
  void Create(Message&& message) {
    Note(message);
    CheckReferences(message.content);
    const auto taken = Mutable<Component>().lower_bound({message.id.slot, 0});
    if (taken != Mutable<Component>().end() &&
        taken->first.slot == message.id.slot) {
      complaints_.push_back(ToString(ComponentRef(message.id)) +
                            " takes a slot that is in use");
    }
    Mutable<Component>()[message.id] = std::move(message.content);
  }

  template <class Component, class Message>
  void Update(const Message& message) {
    Note(message);
    const auto found = Mutable<Component>().find(message.id);
    if (found == Mutable<Component>().end()) {
      complaints_.push_back("update of " + ToString(ComponentRef(message.id)) +
                            ", which is not there");
      return;
    }
    Apply(found->second, message.content);
    CheckReferences(found->second);
  }

  template <class Component, class Message>
  void Delete(const Message& message) {
    Note(message);
    if (Mutable<Component>().erase(message.id) == 0) {
      complaints_.push_back("delete of " + ToString(ComponentRef(message.id)) +
                            ", which is not there");
    }
  }

  AllComponents<Everything> components_;
  std::vector<MethodID> methods_;
  std::vector<SignalID> signals_;
  std::vector<uint64_t> numbers_;
  std::vector<std::string> complaints_;
  bool is_complete_ = false;
  size_t frame_count_ = 0;
};

}  // namespace noodles

#endif  // TESTS_STATE_MIRROR_H_
