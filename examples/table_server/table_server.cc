// A table that all clients see and may change. The server adds a measurement
// every second.
//
//   table_server [--port N] ...    (--help lists all options)
#include <noodles/server.h>

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <stop_token>
#include <thread>

#include "common/server_flags.h"

namespace {

// Adds a row each second until a stop is requested.
void Measure(const std::stop_token& stop, noodles::DataTable& table) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  for (int64_t second = 1;; ++second) {
    const bool is_over =
        stopped.wait_for(lock, stop, std::chrono::seconds(1),
                         [&stop] { return stop.stop_requested(); });
    if (is_over) return;
    const double celsius = 20 + 5 * std::sin(static_cast<double>(second) / 10);
    const auto keys = table.Insert({{"sensor", second, celsius}});
    if (!keys.ok()) std::cerr << keys.status() << "\n";
  }
}

}  // namespace

int main(int count, char** arguments) {
  examples::ServerFlags flags;
  if (const auto exit_code =
          examples::ParseFlags("Serves a table of measurements, which clients "
                               "can subscribe to and edit.",
                               count, arguments, flags)) {
    return *exit_code;
  }
  noodles::Server server(flags.server);

  // A table has typed columns and holds the rows. Clients receive them when
  // they subscribe, and after that each change.
  const auto table = noodles::DataTable::Create(
                         server, {.name = "measurements"},
                         {{"source", noodles::TableColumnType::kText},
                          {"second", noodles::TableColumnType::kInteger},
                          {"temperature", noodles::TableColumnType::kReal}})
                         .value();

  // Each row has a key, which identifies it in updates and removals.
  const auto keys = table->Insert({{"by hand", 0, 21.5}}).value();
  table->SetSelection({.name = "by hand", .rows = keys}).IgnoreError();

  // Any thread may change the table.
  const std::jthread measuring(
      [&table](const std::stop_token& stop) { Measure(stop, *table); });

  return examples::Serve(server, flags);
}
