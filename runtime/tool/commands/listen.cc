// noodles listen: prints signals as they arrive.
#include <noodles/interfaces/names.h>
#include <noodles/json.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "noodles/base/status.h"
#include "tool/command_line/checks.h"
#include "tool/commands/commands.h"
#include "tool/components/lookup.h"
#include "tool/components/target.h"
#include "tool/connections/connection.h"
#include "tool/output/change_feed.h"
#include "tool/output/failed_call.h"
#include "tool/output/shown_value.h"
#include "tool/output/suggestion.h"

namespace noodles::tool {
namespace {

using SystemClock = std::chrono::system_clock;

struct ListenOptions {
  Connection connection;
  std::vector<std::string> names;
  std::string on;
  uint64_t count = 0;
  double seconds = 0;
  ChangeFeedOptions feed;
};

// Local time of day: "14:03:59.250".
std::string TimeText(SystemClock::time_point time) {
  const std::time_t seconds = SystemClock::to_time_t(time);
  const auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(
          time.time_since_epoch())
          .count() %
      1000;
  std::tm local = {};
  ::localtime_r(&seconds, &local);
  std::array<char, 16> text{};
  const size_t size =
      std::strftime(text.data(), text.size(), "%H:%M:%S", &local);
  const std::string digits = std::to_string(1000 + milliseconds);
  return std::string(text.data(), size) + "." + digits.substr(1);
}

// Prints the signals that pass the filters. Called on the client's thread.
class Listener {
 public:
  Listener(const Output& output, const ListenOptions& options,
           const Client& client)
      : output_(output),
        options_(options),
        client_(client),
        feed_(output, options.feed) {}

  // Signals are printed from now on. nullopt: on any target.
  void Start(std::optional<std::optional<InvokeIDType>> target) {
    target_ = target;
    is_started_ = true;
  }

  void Hear(const SignalEvent& event) {
    if (!is_started_ || is_done() || !Passes(event)) return;
    ++heard_;
    const SystemClock::time_point time = SystemClock::now();
    if (output_.is_json) {
      PrintJson(event, time);
      return;
    }
    const std::string target = TargetText(client_.mirror(), event.target);
    feed_.Add(event.name + " " + target, [this, event, target, time] {
      std::string line = output_.Faint(TimeText(time)) + " " +
                         output_.Bold(NameOf(event)) + " on " +
                         Printable(target);
      for (const Any& argument : event.arguments) {
        line += "  " + ShownValue(argument);
      }
      return line;
    });
  }

  void Tick() { feed_.Tick(); }
  void Drain() { feed_.Drain(); }
  uint64_t heard() const { return heard_; }
  bool is_done() const {
    return options_.count > 0 && heard_ >= options_.count;
  }

 private:
  static std::string NameOf(const SignalEvent& event) {
    return event.name.empty() ? "Signal " + std::to_string(event.id.slot) +
                                    "/" + std::to_string(event.id.gen)
                              : event.name;
  }

  bool Passes(const SignalEvent& event) const {
    const auto& names = options_.names;
    const bool has_name = names.empty() || std::find(names.begin(), names.end(),
                                                     event.name) != names.end();
    return has_name && (!target_ || *target_ == event.target);
  }

  void PrintJson(const SignalEvent& event, SystemClock::time_point time) {
    const std::chrono::duration<double> since_1970 = time.time_since_epoch();
    output_.Json(Any::Map{{"time", since_1970.count()},
                          {"signal", event.name},
                          {"id", Any::Array{event.id.slot, event.id.gen}},
                          {"on", TargetText(client_.mirror(), event.target)},
                          {"arguments", Any::Array(event.arguments)}});
  }

  const Output& output_;
  const ListenOptions& options_;
  const Client& client_;
  ChangeFeed feed_;
  std::atomic<bool> is_started_ = false;
  std::atomic<uint64_t> heard_ = 0;
  // Set before is_started_.
  std::optional<std::optional<InvokeIDType>> target_;
};

// Tells of filters that no signal of the server passes yet.
void NoteUnknownNames(const Output& output, const ListenOptions& options,
                      const Mirror& mirror) {
  std::vector<std::string> known;
  for (const auto& [id, signal] : mirror.All<Signal>()) {
    known.push_back(signal->name);
  }
  for (const std::string& name : options.names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    output.Note("note: the server has no signal \"" + name + "\" yet" +
                Printable(DidYouMean(name, known)));
  }
}

// The signals of a table are sent to clients that have subscribed.
absl::Status SubscribeTo(Client& client, TableID table) {
  CallOptions call;
  call.target = InvokeIDType{table};
  return client.Call(TableMethodNames::kSubscribe, {}, call).get().status();
}

void NoteTables(const Output& output, const ListenOptions& options,
                const Mirror& mirror) {
  if (!options.on.empty() || mirror.count(ComponentKind::kTable) == 0) return;
  output.Note(
      "note: the signals of a table are sent to subscribers only; "
      "--on table:NAME subscribes");
}

// Waits for the end and prints what is left.
int HearUntilEnd(const Output& output, const ListenOptions& options,
                 Client& client, Listener& listener) {
  const int code = WaitForEnd(client, output,
                              {.seconds = options.seconds,
                               .is_done = [&] { return listener.is_done(); },
                               .tick = [&] { listener.Tick(); }});
  client.Disconnect();
  listener.Drain();
  return code;
}

int Listen(const Output& output, const ListenOptions& options) {
  HoldBackInterrupts();
  std::unique_ptr<Listener> listener;  // outlives the client, which uses it
  const Joined joined = Join(options.connection, output, [&](Client& client) {
    listener = std::make_unique<Listener>(output, options, client);
    client.OnSignal("", [hearing = listener.get()](const SignalEvent& event) {
      hearing->Hear(event);
    });
  });
  if (!joined.client) return joined.exit_code;
  const Mirror& mirror = joined.client->mirror();
  if (options.on.empty()) {
    listener->Start(std::nullopt);
  } else {
    const auto target = FindTarget(mirror, options.on);
    if (!target.ok()) return output.Fail(target.status());
    listener->Start(*target);
    const TableID* const table =
        *target ? std::get_if<TableID>(&(*target)->target) : nullptr;
    if (table != nullptr) {
      const absl::Status status = SubscribeTo(*joined.client, *table);
      if (!status.ok()) return FailCall(output, status);
    }
  }
  NoteUnknownNames(output, options, mirror);
  NoteTables(output, options, mirror);
  output.Announce("listening; Ctrl-C ends it");
  return HearUntilEnd(output, options, *joined.client, *listener);
}

}  // namespace

void AddListen(Tool& tool) {
  const auto options = std::make_shared<ListenOptions>();
  CLI::App& command = tool.AddCommand(
      "listen", "Prints signals as they arrive, until Ctrl-C",
      {.details =
           "Each line is a signal: the time of its arrival, its name, the "
           "component that it is on, and its arguments. With --json, each line "
           "is an object. The end of the server ends the command with exit "
           "code 3.",
       .examples = {{"noodles listen ws://localhost:50000 --on table:points",
                     "Subscribes to the table and prints its signals."},
                    {"noodles listen ws://localhost:50000 --name "
                     "lamp::changed --count 1 --json",
                     "Waits for one signal of this name, and prints it as "
                     "JSON."}}},
      [&tool, options] { return Listen(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
  command
      .add_option("--name", options->names,
                  "Prints only signals of this name; may be given several "
                  "times")
      ->type_name("SIGNAL")
      ->expected(1)
      ->take_all();
  command
      .add_option("--on", options->on,
                  "Prints only signals on this component: entity:NAME, "
                  "table:NAME or plot:NAME, or with an identifier, entity:3/0; "
                  "or on the document: document. Subscribes to a table")
      ->type_name("TARGET")
      ->check(CheckTarget);
  command
      .add_option("--count", options->count,
                  "Ends after this number of signals; 0: never")
      ->type_name("NUMBER")
      ->check(IntegerBetween(0, 1e15))
      ->capture_default_str();
  AddSecondsOption(command, options->seconds);
  AddFeedOptions(command, options->feed);
}

}  // namespace noodles::tool
