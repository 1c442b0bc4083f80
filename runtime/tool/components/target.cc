#include "tool/components/target.h"

#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "tool/components/lookup.h"
#include "tool/output/suggestion.h"

namespace noodles::tool {
namespace {

constexpr std::string_view kDocument = "document";

// Calls `function.operator()<Identifier>()` for each kind of target, and ends
// with the first call that returns true.
template <class Function>
void FindKind(const Function& function) {
  [&]<class... Ids>(std::type_identity<std::variant<Ids...>>) {
    (function.template operator()<Ids>() || ...);
  }(std::type_identity<decltype(InvokeIDType::target)>());
}

std::vector<std::string> KindWords() {
  std::vector<std::string> words;
  FindKind([&]<class Identifier>() {
    words.push_back(KindWord(Identifier::kKind));
    return false;
  });
  return words;
}

template <class Identifier>
std::string TextOf(const Mirror& mirror, Identifier id) {
  const auto component = mirror.Find(id);
  const std::string_view name =
      component ? Mirror::NameOf(*component) : std::string_view();
  std::string text = KindWord(Identifier::kKind) + ":";
  if (!name.empty()) return text.append(name);
  return text + std::to_string(id.slot) + "/" + std::to_string(id.gen);
}

template <class Component>
void AppendTargets(const Mirror& mirror, TargetsByMethod& targets) {
  for (const auto& [id, component] : mirror.All<Component>()) {
    for (const MethodID method : component->methods_list) {
      targets[method].push_back(TextOf(mirror, id));
    }
  }
}

}  // namespace

std::string CheckTarget(const std::string& text) {
  if (text == kDocument) return "";
  std::vector<std::string> words = KindWords();
  std::string expected;
  for (const std::string& word : words) {
    const bool is_kind = text.starts_with(word + ":");
    if (is_kind && text.size() > word.size() + 1) return "";
    if (!expected.empty()) expected += ", ";
    expected += word + ":NAME";
  }
  words.emplace_back(kDocument);
  const std::optional<std::string> closest =
      Closest(text.substr(0, text.find(':')), words);
  return "must be " + expected + " or document, found " + text +
         (closest ? "; did you mean \"" + *closest + "\"?" : "");
}

absl::StatusOr<std::optional<InvokeIDType>> FindTarget(
    const Mirror& mirror, const std::string& text) {
  std::optional<InvokeIDType> target;
  if (text == kDocument) return target;
  const size_t colon = text.find(':');
  const std::string kind = text.substr(0, colon);
  absl::Status status = InvalidArgument("the target " + CheckTarget(text));
  FindKind([&]<class Identifier>() {
    if (kind != KindWord(Identifier::kKind) || colon == std::string::npos) {
      return false;
    }
    using Component = typename ComponentOf<Identifier::kKind>::Type;
    const auto id = FindComponent<Component>(mirror, text.substr(colon + 1));
    status = id.status();
    if (id.ok()) target = InvokeIDType{*id};
    return true;
  });
  if (!status.ok()) return status;
  return target;
}

std::string TargetText(const Mirror& mirror,
                       const std::optional<InvokeIDType>& target) {
  if (!target) return std::string(kDocument);
  return std::visit([&mirror](const auto& id) { return TextOf(mirror, id); },
                    target->target);
}

TargetsByMethod AllTargets(const Mirror& mirror) {
  TargetsByMethod targets;
  for (const MethodID method : mirror.methods()) {
    targets[method].emplace_back(kDocument);
  }
  FindKind([&]<class Identifier>() {
    AppendTargets<typename ComponentOf<Identifier::kKind>::Type>(mirror,
                                                                 targets);
    return false;
  });
  return targets;
}

}  // namespace noodles::tool
