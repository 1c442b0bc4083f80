// The program behind `./dev demo`: serves a small moving scene.
//
//   demo_server [--port N]        (0: any free port)
#include <noodles/server.h>

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string_view>
#include <thread>

#include "scene.h"

namespace {

constexpr std::string_view kUsage =
    "usage: demo_server [--port N]\n"
    "Serves a small moving scene until Ctrl-C.\n"
    "  --port N  the websocket port, 50000 by default; 0 is any free port\n"
    "  --help    this text\n";

// Moves the scene ten times a second until it is asked to stop.
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

void SayWhereToConnect(uint16_t port) {
  std::cout << "listening on ws://localhost:" << port << "\n"
            << "Join with any NOODLES client; with Penne (pip install penne):\n"
            << "  import penne\n"
            << "  with penne.Client(\"ws://localhost:" << port
            << "\") as client:\n"
            << "      print([part.name for part in client.state.values()])\n"
            << "      client.invoke_method(\"spin\", [30.0])\n"
            << std::flush;
}

std::optional<uint16_t> ParsePort(std::string_view text) {
  uint16_t port = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped_at, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc() || stopped_at != end) return std::nullopt;
  return port;
}

int Serve(uint16_t port) {
  noodles::ServerOptions options;
  options.port = port;
  noodles::Server server(options);
  demo::Scene scene(server);
  const std::jthread animation(
      [&scene](const std::stop_token& stop) { Animate(stop, scene); });
  const absl::Status status =
      server.Run([&server] { SayWhereToConnect(server.port()); });
  if (!status.ok()) std::cerr << "demo_server: " << status << "\n";
  return status.ok() ? 0 : 1;
}

}  // namespace

int main(int argument_count, char** arguments) {
  const std::string_view flag = argument_count > 1 ? arguments[1] : "";
  if (argument_count == 1) return Serve(noodles::ServerOptions().port);
  if (flag == "--help") {
    std::cout << kUsage;
    return 0;
  }
  if (flag == "--port" && argument_count == 3) {
    if (const auto port = ParsePort(arguments[2])) return Serve(*port);
  }
  std::cerr << kUsage;
  return 2;
}
