#include "findings.h"

#include <utility>

namespace cli {
namespace {

using noodles::Any;

// Penne and Rigatoni refuse larger messages.
constexpr size_t kMaxFrameBytes = 1024 * 1024;

constexpr const char* kNoodlesPlusPlus = "NoodlesPlusPlus";
constexpr const char* kEveryone = "every strict client";

std::string_view KindName(const Any& value) {
  if (value.is_null()) return "null";
  if (value.is_integer()) return "an integer";
  if (value.is_float()) return "a float";
  if (value.is_tag()) return "a tag";
  if (value.is_text()) return "a text";
  if (value.is_map()) return "a map";
  if (value.is_array()) return "an array";
  return "another value";
}

}  // namespace

// Looks at each message as it was sent beside what was understood of it.
class MessageChecker final : public noodles::ServerMessageHandler {
 public:
  MessageChecker(Validator& validator, const Any& frame)
      : validator_(validator), frame_(frame) {}

#define CLI_CHECK(Name) \
  void On##Name(noodles::Msg##Name&& message) override { Check(message); }
#define CLI_CHECK_CREATE(Name)                                                 \
  void On##Name##Create(noodles::Msg##Name##Create&& message) override {       \
    Check(message);                                                            \
    CheckReferences(message.content, "Msg" #Name "Create");                    \
    validator_.Created("Msg" #Name "Create", message.id);                      \
  }                                                                            \
  void On##Name##Delete(noodles::Msg##Name##Delete&& message) override {       \
    Check(message);                                                            \
    if (validator_.alive_.erase(message.id) == 0) {                            \
      validator_.Add("Msg" #Name "Delete", ".id", "deletes what is not there", \
                     "Ramen");                                                 \
    }                                                                          \
  }
  CLI_CHECK_CREATE(Method)
  CLI_CHECK_CREATE(Signal)
  CLI_CHECK_CREATE(Entity)
  CLI_CHECK_CREATE(Plot)
  CLI_CHECK_CREATE(Buffer)
  CLI_CHECK_CREATE(BufferView)
  CLI_CHECK_CREATE(Material)
  CLI_CHECK_CREATE(Image)
  CLI_CHECK_CREATE(Texture)
  CLI_CHECK_CREATE(Sampler)
  CLI_CHECK_CREATE(Light)
  CLI_CHECK_CREATE(Geometry)
  CLI_CHECK_CREATE(Table)
  CLI_CHECK_CREATE(Physics)
  CLI_CHECK(EntityUpdate)
  CLI_CHECK(PlotUpdate)
  CLI_CHECK(MaterialUpdate)
  CLI_CHECK(LightUpdate)
  CLI_CHECK(TableUpdate)
  CLI_CHECK(DocumentUpdate)
  CLI_CHECK(DocumentReset)
  CLI_CHECK(SignalInvoke)
  CLI_CHECK(MethodReply)
#undef CLI_CHECK_CREATE
#undef CLI_CHECK

  void OnDocumentInitialized(
      noodles::MsgDocumentInitialized&& message) override {
    validator_.is_initialized_ = true;
    Check(message);
  }
  void OnUnknownMessage(uint64_t number, const noodles::Bytes&) override {
    ++index_;
    validator_.Add("", "", "unknown message " + std::to_string(number),
                   kEveryone);
  }
  void OnInvalidMessage(uint64_t number,
                        const noodles::cbor::DecodeError& error) override {
    ++index_;
    validator_.Add("message " + std::to_string(number), "", error.ToString(),
                   kEveryone);
  }

 private:
  template <class Message>
  void Check(const Message& message) {
    const Any& sent = frame_[2 * index_++ + 1];
    const absl::StatusOr<Any> canonical =
        noodles::Decode<Any>(noodles::Encode(message));
    validator_.Compare(std::string(noodles::MessageTraits<Message>::kName), "",
                       sent, *canonical);
  }

  template <class Component>
  void CheckReferences(const Component& component, const char* message) {
    std::vector<noodles::Reference> references;
    noodles::AppendReferences(component, references);
    for (const noodles::Reference& reference : references) {
      validator_.Referred(message, reference);
    }
  }

  Validator& validator_;
  const Any& frame_;
  size_t index_ = 0;
};

void Validator::Add(std::string message, std::string path, std::string what,
                    std::string breaks) {
  findings_.push_back({.frame = frame_,
                       .message = std::move(message),
                       .path = std::move(path),
                       .what = std::move(what),
                       .breaks = std::move(breaks)});
}

void Validator::CheckFrame(const noodles::Bytes& frame) {
  if (frame.size() > kMaxFrameBytes) {
    Add("", "", std::to_string(frame.size()) + " bytes, more than 1 MiB",
        "Penne");
  }
  absl::StatusOr<Any> all = noodles::Decode<Any>(frame);
  if (!all.ok()) {
    Add("", "", all.status().ToString(), kEveryone);
  } else if (all->is_tag()) {
    Add("", "", "a tag before the frame", "colabrodo, NoodlesPlusPlus");
    all = Any(all->AsTag()->content);
  }
  const Any items = all.ok() ? *std::move(all) : Any();
  MessageChecker checker(*this, items);
  if (const auto error = noodles::Dispatch(frame, checker)) {
    Add("", "", error->ToString(), kEveryone);
  }
  ++frame_;
}

void Validator::CheckEnd() {
  if (is_initialized_) return;
  Add("", "", "the document is never said to be complete (message 35)",
      "Penne");
}

void Validator::Compare(const std::string& message, const std::string& path,
                        const Any& sent, const Any& canonical) {
  if (sent.is_map() && canonical.is_map()) {
    CompareMaps(message, path, sent, canonical);
    return;
  }
  if (sent.is_array() && canonical.is_array() &&
      sent.size() == canonical.size()) {
    for (size_t i = 0; i < sent.size(); ++i) {
      Compare(message, path + "[" + std::to_string(i) + "]", sent[i],
              canonical[i]);
    }
    return;
  }
  if (sent.is_integer() && canonical.is_float()) {
    Add(message, path, "an integer where a float is meant", kNoodlesPlusPlus);
  } else if (sent.is_float() && canonical.is_integer()) {
    Add(message, path, "a float where an integer is meant",
        "colabrodo, NoodlesPlusPlus");
  } else if (sent.is_tag()) {
    Add(message, path, "a tag", "colabrodo, NoodlesPlusPlus");
  } else if (sent.kind() != canonical.kind()) {
    Add(message, path,
        std::string(KindName(sent)) + " where " +
            std::string(KindName(canonical)) + " is meant",
        kEveryone);
  }
}

void Validator::CompareMaps(const std::string& message, const std::string& path,
                            const Any& sent, const Any& canonical) {
  for (const auto& [key, value] : *canonical.AsMap()) {
    const std::string name(key.AsText().value_or(""));
    const Any* const given = sent.Find(name);
    if (given == nullptr) {
      Add(message, path + "." + name, "is left out although it has a default",
          "clients of 2023");
    } else {
      Compare(message, path + "." + name, *given, value);
    }
  }
  for (const auto& [key, value] : *sent.AsMap()) {
    const std::string name(key.AsText().value_or("?"));
    if (canonical.Find(name) != nullptr) continue;
    if (value.is_null()) {
      Add(message, path + "." + name, "null instead of nothing",
          "colabrodo, NoodlesPlusPlus");
    } else if (value.size() > 0 || (!value.is_array() && !value.is_text())) {
      Add(message, path + "." + name, "is not in the specification",
          "no known program");
    }
  }
}

void Validator::Created(const std::string& message, noodles::ComponentRef ref) {
  if (!alive_.insert(ref).second) {
    Add(message, ".id", noodles::ToString(ref) + " is created twice", "Ramen");
  } else if (ever_.contains(ref)) {
    Add(message, ".id",
        noodles::ToString(ref) + " is used again in the same generation",
        "whoever keeps identifiers");
  }
  ever_.insert(ref);
}

void Validator::Referred(const std::string& message,
                         const noodles::Reference& reference) {
  if (alive_.contains(reference.target)) return;
  Add(message, "." + std::string(reference.member),
      "names " + noodles::ToString(reference.target) + ", which is not there",
      "Explorer, Penne");
}

}  // namespace cli
