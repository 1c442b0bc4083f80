// noodles inspect: prints the scene, and follows changes of the scene.
#include <noodles/json.h>
#include <noodles/protocol/fingerprint.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <iostream>
#include <map>
#include <vector>

#include "tool/commands/commands.h"
#include "tool/components/component_text.h"
#include "tool/components/lookup.h"
#include "tool/connections/connection.h"
#include "tool/output/change_feed.h"
#include "tool/output/shown_value.h"
#include "tool/output/text_columns.h"

namespace noodles::tool {
namespace {

struct InspectOptions {
  Connection connection;
  bool watch = false;
  double seconds = 0;
  ChangeFeedOptions feed;
};

// ---- JSON

// An object with a list of components for each kind, each component as it is
// encoded.
Any SceneOf(const Mirror& mirror) {
  Any::Map scene;
  for (const ComponentKind kind : kComponentKinds) {
    Any::Array all;
    for (const auto& [ref, component] : mirror.AllOf(kind)) {
      all.push_back(ToAny(ref, component.get()));
    }
    scene.emplace_back(ToString(kind), std::move(all));
  }
  return scene;
}

// ---- Lines

std::string Title(const Output& output, ComponentRef ref,
                  const void* component) {
  const std::string title = output.Bold(IdText(ref));
  const std::string name = NameOf(ref, component);
  return name.empty() ? title : title + " \"" + Printable(name) + "\"";
}

// The title of a component that another one refers to.
std::string TargetTitle(const Output& output, const Mirror& mirror,
                        ComponentRef ref) {
  const std::shared_ptr<const void> component = mirror.FindRef(ref);
  if (component) return Title(output, ref, component.get());
  return output.Bold(IdText(ref)) + output.Bad(" (not there)");
}

// "-> Geometry 0/0 "box", ...": the references of a component, or "".
std::string ReferencesText(const Output& output, const Mirror& mirror,
                           ComponentRef ref, const void* component) {
  std::string line;
  const char* separator = "-> ";
  for (const Reference& reference : ReferencesOf(ref, component)) {
    if (reference.member == "parent") continue;
    line += separator + TargetTitle(output, mirror, reference.target);
    separator = ", ";
  }
  return line;
}

// The identifier, the name, the size, and the references of a component.
std::string LineOf(const Output& output, const Mirror& mirror, ComponentRef ref,
                   const void* component) {
  std::string line = Title(output, ref, component);
  const std::string size = SizeOf(ref, component);
  if (!size.empty()) line += "  " + output.Faint(size);
  const std::string references = ReferencesText(output, mirror, ref, component);
  return references.empty() ? line : line + "  " + references;
}

// Prints all components of a kind, with the parts of LineOf in columns.
void PrintKind(const Output& output, const Mirror& mirror, ComponentKind kind) {
  TextColumns columns({{}, {}, {}, {}});
  std::vector<std::vector<std::string>> rows;
  for (const auto& [ref, component] : mirror.AllOf(kind)) {
    const std::string name = NameOf(ref, component.get());
    const std::string size = SizeOf(ref, component.get());
    rows.push_back({output.Bold(IdText(ref)),
                    name.empty() ? "" : "\"" + Printable(name) + "\"",
                    size.empty() ? "" : output.Faint(size),
                    ReferencesText(output, mirror, ref, component.get())});
    columns.Measure(rows.back());
  }
  for (const auto& row : rows) output.ShortLine("  " + columns.Row(row));
}

using Entry = std::pair<EntityID, std::shared_ptr<const Entity>>;

// Prints entities below their parents. An entity whose parent does not exist is
// printed at the top level. Entities in a cycle of parents are only counted.
void PrintEntities(const Output& output, const Mirror& mirror) {
  std::map<EntityID, std::vector<Entry>> children;
  std::vector<std::pair<size_t, Entry>> open;
  const std::vector<Entry> all = mirror.All<Entity>();
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
    output.ShortLine(std::string(2 * depth + 2, ' ') +
                     LineOf(output, mirror, entry.first, entry.second.get()));
    std::vector<Entry>& below = children[entry.first];
    for (auto child = below.rbegin(); child != below.rend(); ++child) {
      open.emplace_back(depth + 1, *child);
    }
  }
  if (printed < all.size()) {
    output.Line(output.Bad("  " + std::to_string(all.size() - printed) +
                           " entities are their own ancestors"));
  }
}

void PrintText(const Output& output, const Mirror& mirror) {
  output.Line(output.Faint("specification " +
                           std::string(kNoodlesProtocolFingerprint) +
                           " (of this tool)"));
  for (const ComponentKind kind : kComponentKinds) {
    const size_t count = mirror.count(kind);
    if (count == 0) continue;
    output.Line(std::string(ToString(kind)) + " (" + std::to_string(count) +
                ")");
    if (kind == ComponentKind::kEntity) {
      PrintEntities(output, mirror);
    } else {
      PrintKind(output, mirror, kind);
    }
  }
}

// ---- Changes

// The members that an update has set, with their new values, and those that it
// has removed.
struct Difference {
  Any::Map changed;
  Any::Array removed;
};

Difference Compare(const Any& before, const Any& after) {
  Difference difference;
  for (const auto& [key, value] : *after.AsMap()) {
    const Any* const old = before.Find(*key.AsText());
    if (old == nullptr || !(*old == value)) {
      difference.changed.emplace_back(key, value);
    }
  }
  for (const auto& [key, value] : *before.AsMap()) {
    if (after.Find(*key.AsText()) == nullptr) {
      difference.removed.push_back(key);
    }
  }
  return difference;
}

void TellJson(const Output& output, const MirrorChange& change) {
  const ComponentRef ref = change.ref;
  Any::Map line = {{"change", ""},
                   {"kind", ToString(ref.kind)},
                   {"id", Any::Array{ref.slot, ref.gen}}};
  if (change.type == ChangeType::kCreated) {
    line[0].second = "created";
    line.emplace_back("component", ToAny(ref, change.after.get()));
  } else if (change.type == ChangeType::kRemoved) {
    line[0].second = "removed";
    line.emplace_back("name", NameOf(ref, change.before.get()));
  } else {
    line[0].second = "updated";
    line.emplace_back("name", NameOf(ref, change.after.get()));
    Difference difference = Compare(ToAny(ref, change.before.get()),
                                    ToAny(ref, change.after.get()));
    line.emplace_back("members", std::move(difference.changed));
    line.emplace_back("removed_members", std::move(difference.removed));
  }
  output.Json(std::move(line));
}

std::string ChangeText(const Output& output, const Mirror& mirror,
                       const MirrorChange& change) {
  if (change.type == ChangeType::kCreated) {
    return output.Good("created ") +
           LineOf(output, mirror, change.ref, change.after.get());
  }
  if (change.type == ChangeType::kRemoved) {
    return output.Bad("removed ") + output.Bold(IdText(change.ref)) + " \"" +
           Printable(NameOf(change.ref, change.before.get())) + "\"";
  }
  std::string line = "updated " + Title(output, change.ref, change.after.get());
  const Difference difference = Compare(ToAny(change.ref, change.before.get()),
                                        ToAny(change.ref, change.after.get()));
  for (const auto& [key, value] : difference.changed) {
    line += "  " + std::string(*key.AsText()) + "=" + ShownValue(value);
  }
  for (const Any& key : difference.removed) {
    line += "  " + std::string(*key.AsText()) + " removed";
  }
  return line;
}

// Changes of one component of one type are summarized together.
std::string FeedKey(const MirrorChange& change) {
  return std::to_string(static_cast<int>(change.type)) + IdText(change.ref);
}

// Prints the scene when it is complete, and then each change. All of it happens
// on the client's thread, so that no change is missed.
void Watch(const Output& output, ChangeFeed& feed, Client& client) {
  const auto is_shown = std::make_shared<bool>(false);
  client.OnReady([&output, &client, is_shown] {
    if (std::exchange(*is_shown, true)) return;
    if (output.is_json) {
      output.Json(Any::Map{{"change", "snapshot"},
                           {"specification", kNoodlesProtocolFingerprint},
                           {"scene", SceneOf(client.mirror())}});
    } else {
      PrintText(output, client.mirror());
    }
  });
  client.OnChange([&, is_shown](const MirrorChange& change) {
    if (!*is_shown) return;
    if (output.is_json) {
      TellJson(output, change);
      return;
    }
    if (change.type == ChangeType::kCreated) {
      // Made now: at the end of a second, its targets may be gone.
      feed.Add(FeedKey(change), [line = ChangeText(output, client.mirror(),
                                                   change)] { return line; });
      return;
    }
    feed.Add(FeedKey(change), [&output, &client, change] {
      return ChangeText(output, client.mirror(), change);
    });
  });
  client.OnReset([&output, &feed, is_shown] {
    if (!*is_shown) return;
    if (output.is_json) {
      output.Json(Any::Map{{"change", "reset"}});
    } else {
      feed.Drain();
      output.Line(output.Bad("reset: everything is removed"));
    }
  });
}

// Prints on stderr what the client could not read or had to tolerate, up to a
// number: a server can send any number of such messages. The destructor prints
// how many more there were.
class OddMessages {
 public:
  explicit OddMessages(const Output& output) : output_(output) {}
  ~OddMessages() {
    if (count_ <= kMaxShown) return;
    output_.Warn("and " + std::to_string(count_ - kMaxShown) +
                 " more that are odd or cannot be read");
  }
  OddMessages(const OddMessages&) = delete;
  OddMessages& operator=(const OddMessages&) = delete;

  void Watch(Client& client) {
    client.OnOddity([this](const std::string& what) {
      if (++count_ <= kMaxShown) output_.Warn("the server sent: " + what);
    });
  }

 private:
  static constexpr size_t kMaxShown = 20;

  const Output& output_;
  std::atomic<size_t> count_ = 0;
};

int WatchUntilEnd(const Output& output, const InspectOptions& options) {
  HoldBackInterrupts();
  // Outlives the client, whose thread uses it.
  ChangeFeed feed(output, options.feed);
  OddMessages odd(output);
  const Joined joined = Join(options.connection, output, [&](Client& prepared) {
    odd.Watch(prepared);
    Watch(output, feed, prepared);
  });
  if (!joined.client) return joined.exit_code;
  const int code =
      WaitForEnd(*joined.client, output,
                 {.seconds = options.seconds, .tick = [&] { feed.Tick(); }});
  joined.client->Disconnect();
  feed.Drain();
  return code;
}

int Inspect(const Output& output, const InspectOptions& options) {
  if (options.watch) return WatchUntilEnd(output, options);
  // Before the client, whose thread calls it.
  OddMessages odd(output);
  const Joined joined = Join(options.connection, output,
                             [&odd](Client& client) { odd.Watch(client); });
  if (!joined.client) return joined.exit_code;
  if (output.is_json) {
    output.Json(SceneOf(joined.client->mirror()));
  } else {
    PrintText(output, joined.client->mirror());
  }
  return kSuccess;
}

}  // namespace

void AddInspect(Tool& tool) {
  const auto options = std::make_shared<InspectOptions>();
  CLI::App& command = tool.AddCommand(
      "inspect", "Prints the scene, with names, sizes and references",
      {.details =
           "Each line is a component: its kind and identifier (slot and "
           "generation), its name, its size, and behind -> the components that "
           "it refers to. Entities stand below their parents. The first line "
           "is the fingerprint of the specification that this tool was built "
           "with: a server with another logs another. With --watch, "
           "each later change is a line, until Ctrl-C.",
       .examples = {{"noodles inspect ws://localhost:50000 --watch",
                     "Prints the scene of a server on this machine, then each "
                     "change."},
                    {"noodles inspect ws://localhost:50000 --json",
                     "Writes every member of every component, for scripts."}}},
      [&tool, options] { return Inspect(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
  CLI::Option* const watch = command.add_flag(
      "--watch", options->watch, "Prints each later change, until Ctrl-C");
  AddSecondsOption(command, options->seconds)->needs(watch);
  AddFeedOptions(command, options->feed)->needs(watch);
}

}  // namespace noodles::tool
