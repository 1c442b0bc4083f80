#include "tool/components/target.h"

#include <string_view>
#include <utility>
#include <variant>

#include "tool/components/lookup.h"
#include "tool/output/suggestion.h"

namespace noodles::tool {
namespace {

constexpr std::string_view kDocument = "document";

template <class Component>
absl::StatusOr<std::optional<InvokeIDType>> Find(const Mirror& mirror,
                                                 const std::string& text) {
  const auto id = FindComponent<Component>(mirror, text);
  if (!id.ok()) return id.status();
  return std::optional(InvokeIDType{*id});
}

std::string_view KindWord(EntityID) { return "entity:"; }
std::string_view KindWord(TableID) { return "table:"; }
std::string_view KindWord(PlotID) { return "plot:"; }

template <class Identifier>
std::string TextOf(const Mirror& mirror, Identifier id) {
  const auto component = mirror.Find(id);
  const std::string_view name =
      component ? Mirror::NameOf(*component) : std::string_view();
  std::string text(KindWord(id));
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
  for (const std::string_view kind : {"entity:", "table:", "plot:"}) {
    if (text.starts_with(kind) && text.size() > kind.size()) return "";
  }
  const std::string word = text.substr(0, text.find(':'));
  const std::optional<std::string> closest =
      Closest(word, {"entity", "table", "plot", std::string(kDocument)});
  return "must be entity:NAME, table:NAME, plot:NAME or document, found " +
         text + (closest ? "; did you mean \"" + *closest + "\"?" : "");
}

absl::StatusOr<std::optional<InvokeIDType>> FindTarget(
    const Mirror& mirror, const std::string& text) {
  if (text == kDocument) return std::optional<InvokeIDType>();
  const size_t colon = text.find(':');
  const std::string kind = text.substr(0, colon);
  const std::string name = text.substr(colon + 1);
  if (kind == "entity") return Find<Entity>(mirror, name);
  if (kind == "table") return Find<Table>(mirror, name);
  return Find<Plot>(mirror, name);
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
  AppendTargets<Entity>(mirror, targets);
  AppendTargets<Table>(mirror, targets);
  AppendTargets<Plot>(mirror, targets);
  return targets;
}

}  // namespace noodles::tool
