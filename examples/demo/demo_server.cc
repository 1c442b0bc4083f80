// The program behind `./dev demo`: serves a scene with an imported model, a
// plot of points, and parts that move.
//
//   demo_server [--model FILE] [--port N] ...    (--help lists all options)
#include <noodles/server.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>

#include "common/server_flags.h"
#include "scene.h"

namespace {

// Advances the scene ten times a second until a stop is requested.
void Animate(const std::stop_token& stop, demo::Scene& scene) {
  constexpr std::chrono::milliseconds kStep(100);
  std::mutex mutex;
  std::condition_variable_any wake;
  std::unique_lock<std::mutex> lock(mutex);
  while (!stop.stop_requested()) {
    scene.Advance(kStep);
    wake.wait_for(lock, stop, kStep, [] { return false; });
  }
}

void SayWhereToConnect(const examples::ServerFlags& flags, uint16_t port) {
  const std::string url = examples::UrlOf(flags.server, port);
  examples::PrintUrls(flags, port);
  std::cout << "Join with any NOODLES client; with Penne (pip install penne):\n"
            << "  import penne\n"
            << "  with penne.Client(\"" << url << "\") as client:\n"
            << "      print([part.name for part in client.state.values()])\n"
            << "      client.invoke_method(\"spin\", [30.0])\n"
            << std::flush;
}

}  // namespace

int main(int argument_count, char** arguments) {
  CLI::App app("Serves a moving scene until Ctrl-C.");
  std::filesystem::path model = DEMO_MODEL;
  app.add_option("--model", model, "The mesh file in the middle of the table");
  examples::ServerFlags flags;
  examples::AddServerFlags(app, flags);
  if (const auto exit_code =
          examples::ParseFlags(app, argument_count, arguments, flags)) {
    return *exit_code;
  }
  noodles::Server server(flags.server);
  demo::Scene scene(server, model);
  const std::jthread animation(
      [&scene](const std::stop_token& stop) { Animate(stop, scene); });
  const absl::Status status =
      server.Run([&] { SayWhereToConnect(flags, server.port()); });
  if (!status.ok()) std::cerr << "demo_server: " << status << "\n";
  return status.ok() ? 0 : 1;
}
