// Step 7 of the tutorial: only clients with the token get in, and nobody on the
// way can read along.
//
//   step_7_access PORT TOKEN CERTIFICATE_FILE KEY_FILE
#include <noodles/server.h>
#include <noodles/viewer.h>

#include <iostream>
#include <stop_token>
#include <string>
#include <thread>

#include "tutorial/scene.h"
#include "tutorial/simulation.h"

namespace {

using tutorial::Scene;
using tutorial::Simulation;

constexpr auto kInterval = std::chrono::milliseconds(50);

void Simulate(const std::stop_token& stop, noodles::Document& document,
              const Scene& scene, Simulation& simulation) {
  auto next = std::chrono::steady_clock::now();
  while (!stop.stop_requested()) {
    const Simulation::State state = simulation.Step();
    const absl::Status shown =
        tutorial::Show(document, scene, state.plate,
                       tutorial::Describe(state.seconds, state.plate));
    if (!shown.ok()) std::cerr << shown << std::endl;
    std::this_thread::sleep_until(next += kInterval);
  }
}

// Asks every client for the token, and every page for its origin.
void RequireToken(noodles::AccessOptions& access, const std::string& token) {
  access.authorize_connection = [token](const noodles::HttpRequest& request,
                                        std::string_view /*address*/) {
    return request.Token() == token
               ? absl::OkStatus()
               : absl::UnauthenticatedError("the token is missing or wrong");
  };
  access.authorize_http = true;  // also for files and /metrics
  access.allowed_origins = {noodles::kOwnOrigin};
}

}  // namespace

int main(int count, char** arguments) {
  // An empty token would let in clients that send none.
  if (count != 5 || *arguments[2] == '\0') {
    std::cerr << "usage: step_7_access PORT TOKEN CERTIFICATE_FILE KEY_FILE\n";
    return 2;
  }
  noodles::ServerOptions options = tutorial::OptionsOf(count, arguments);
  RequireToken(options.access, arguments[2]);
  options.tls.certificate_file = arguments[3];
  options.tls.key_file = arguments[4];

  Simulation simulation;
  noodles::Server server(options);
  simulation.Heat(0.2f, -0.1f, 80);
  const absl::StatusOr<Scene> scene =
      tutorial::MakeScene(server.document(), simulation.state().plate);
  if (!scene.ok()) {
    std::cerr << scene.status() << "\n";
    return 1;
  }
  const std::jthread thread([&](const std::stop_token& stop) {
    Simulate(stop, server.document(), *scene, simulation);
  });
  const absl::Status status = server.Run([&server] {
    std::cout << "open https://localhost:" << server.port()
              << "/#token=TOKEN with your token" << std::endl;
  });
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
