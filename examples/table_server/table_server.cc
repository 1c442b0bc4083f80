// A table that all clients see and may change. The server adds a measurement
// every second.
//
//   table_server [--port N] ...    (--help lists all options)
//
// With --journal DIRECTORY, the rows are there again after a restart, however
// the program ended.
#include <noodles/server.h>

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdint>
#include <iostream>
#include <memory>
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

  // Brings back the document of an earlier run, if --journal is given.
  const absl::StatusOr<bool> resumed = server.Resume();
  if (!resumed.ok()) return examples::Serve(server, flags, resumed.status());

  std::shared_ptr<noodles::DataTable> table;
  // One transaction: the table with its first row is kept as a whole.
  const absl::Status status = server.document().Transact([&] {
    // A table has typed columns and holds the rows. Clients receive them when
    // they subscribe, and after that each change.
    auto opened = noodles::DataTable::Open(
        server, {.name = "measurements"},
        {{"source", noodles::TableColumnType::kText},
         {"second", noodles::TableColumnType::kInteger},
         {"temperature", noodles::TableColumnType::kReal}});
    if (!opened.ok()) return opened.status();
    table = *opened;
    if (*resumed) return absl::OkStatus();
    // Each row has a key, which identifies it in updates and removals.
    const auto keys = table->Insert({{"by hand", 0, 21.5}});
    if (!keys.ok()) return keys.status();
    return table->SetSelection({.name = "by hand", .rows = *keys});
  });
  if (!status.ok()) return examples::Serve(server, flags, status);

  // Any thread may change the table.
  const std::jthread measuring(
      [&table](const std::stop_token& stop) { Measure(stop, *table); });

  return examples::Serve(server, flags);
}
