#include <noodles/json.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <vector>

#include "commands.h"

namespace cli {
namespace {

using noodles::Mirror;

template <class Component>
std::string JsonOf(typename noodles::ComponentTraits<Component>::Identifier id,
                   const Component& component) {
  typename noodles::ComponentTraits<Component>::CreateMessage message;
  message.id = id;
  message.content = component;
  return noodles::ToJson(message);
}

template <class Component>
void PrintJsonKind(const Mirror& mirror, bool& is_first) {
  constexpr auto kKind = noodles::ComponentTraits<Component>::kKind;
  std::cout << (is_first ? "" : ",") << "\n\"" << noodles::ToString(kKind)
            << "\":[";
  is_first = false;
  const char* separator = "\n";
  for (const auto& [id, component] : mirror.All<Component>()) {
    std::cout << separator << JsonOf(id, *component);
    separator = ",\n";
  }
  std::cout << "]";
}

template <class... Components>
struct JsonPrinter {
  static void Print(const Mirror& mirror) {
    bool is_first = true;
    std::cout << "{";
    (PrintJsonKind<Components>(mirror, is_first), ...);
    std::cout << "\n}\n";
  }
};

// One line: the slot, the name, and what it refers to.
template <class Component>
std::string LineOf(noodles::ComponentRef ref, const Component& component) {
  std::string line = Bold(noodles::ToString(ref));
  const std::string_view name = Mirror::NameOf(component);
  if (!name.empty()) line.append(" \"").append(name).append("\"");
  if constexpr (requires { component.size; }) {
    line += " " + std::to_string(component.size) + " bytes";
  }
  if constexpr (requires { component.length; }) {
    line += " " + std::to_string(component.length) + " bytes";
  }
  std::vector<noodles::Reference> references;
  noodles::AppendReferences(component, references);
  const char* separator = "  -> ";
  for (const noodles::Reference& reference : references) {
    if (reference.member == "parent") continue;
    line.append(separator).append(noodles::ToString(reference.target));
    separator = ", ";
  }
  return line;
}

template <class Component>
void PrintKind(const Mirror& mirror) {
  if constexpr (!std::is_same_v<Component, noodles::Entity>) {
    for (const auto& [id, component] : mirror.All<Component>()) {
      std::cout << LineOf<Component>(id, *component) << "\n";
    }
  }
}

template <class... Components>
struct LinePrinter {
  static void Print(const Mirror& mirror) {
    (PrintKind<Components>(mirror), ...);
  }
};

// Entities below their parents. Those whose parent is not there, or who are
// their own ancestors, stand at the top.
void PrintEntities(const Mirror& mirror) {
  using Entry =
      std::pair<noodles::EntityID, std::shared_ptr<const noodles::Entity>>;
  std::map<noodles::EntityID, std::vector<Entry>> children;
  std::vector<std::pair<int, Entry>> open;
  const std::vector<Entry> all = mirror.All<noodles::Entity>();
  for (const Entry& entry : all) {
    const auto parent = entry.second->parent;
    if (parent && mirror.Find(*parent)) {
      children[*parent].push_back(entry);
    } else {
      open.emplace_back(0, entry);
    }
  }
  std::reverse(open.begin(), open.end());
  size_t printed = 0;
  while (!open.empty()) {
    const auto [depth, entry] = open.back();
    open.pop_back();
    ++printed;
    std::cout << std::string(2 * static_cast<size_t>(depth), ' ')
              << LineOf<noodles::Entity>(entry.first, *entry.second) << "\n";
    std::vector<Entry>& below = children[entry.first];
    for (auto child = below.rbegin(); child != below.rend(); ++child) {
      open.emplace_back(depth + 1, *child);
    }
  }
  if (printed < all.size()) {
    std::cout << all.size() - printed << " entities are their own ancestors\n";
  }
}

std::string_view WordFor(noodles::ChangeType type) {
  switch (type) {
    case noodles::ChangeType::kCreated:
      return "created";
    case noodles::ChangeType::kUpdated:
      return "updated";
    case noodles::ChangeType::kRemoved:
      return "removed";
  }
  return "";
}

// Each change on a line of its own, as it comes.
void Watch(noodles::Client& client, bool json) {
  client.OnChange([json](const noodles::MirrorChange& change) {
    if (json) {
      std::cout << "{\"change\":\"" << WordFor(change.type) << "\",\"kind\":\""
                << noodles::ToString(change.ref.kind) << "\",\"id\":["
                << change.ref.slot << "," << change.ref.gen << "]}"
                << std::endl;
    } else {
      std::cout << WordFor(change.type) << " " << noodles::ToString(change.ref)
                << std::endl;
    }
  });
  client.OnReset([json] {
    std::cout << (json ? "{\"change\":\"reset\"}" : "reset") << std::endl;
  });
}

}  // namespace

int Inspect(const Connection& connection, bool watch) {
  const auto client = Join(connection);
  if (!client) return kNoConnection;
  if (connection.json) {
    noodles::AllComponents<JsonPrinter>::Print(client->mirror());
  } else {
    noodles::AllComponents<LinePrinter>::Print(client->mirror());
    PrintEntities(client->mirror());
  }
  std::cout << std::flush;
  if (!watch) return kSuccess;
  Watch(*client, connection.json);
  return WaitForInterrupt(*client) ? kSuccess : Fail(client->last_error());
}

int Methods(const Connection& connection) {
  const auto client = Join(connection);
  if (!client) return kNoConnection;
  for (const auto& [id, method] : client->mirror().All<noodles::Method>()) {
    if (connection.json) {
      std::cout << JsonOf<noodles::Method>(id, *method) << "\n";
      continue;
    }
    std::cout << Bold(method->name) << "(";
    const char* separator = "";
    for (const noodles::MethodArg& argument : method->arg_doc) {
      std::cout << separator << argument.name;
      if (argument.editor_hint) std::cout << ": " << *argument.editor_hint;
      separator = ", ";
    }
    std::cout << ")";
    if (method->doc) std::cout << "  " << *method->doc;
    std::cout << "\n";
  }
  return kSuccess;
}

}  // namespace cli
