// The program behind `./dev demo`: serves a scene that shows what NOODLES is
// for (scene.h).
//
//   demo_server [--model FILE] [--port N] ...    (--help lists all options)
#include <noodles/server.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "common/server_flags.h"
#include "scene.h"

namespace {

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
  if (absl::Status status = examples::StartAnew(server); !status.ok()) {
    return examples::Serve(server, flags, status);
  }
  const absl::StatusOr<std::unique_ptr<demo::Scene>> scene =
      demo::Scene::Create(server, model);
  absl::Status status = scene.status();
  if (status.ok()) {
    status = server.Run([&] { SayWhereToConnect(flags, server.port()); });
  }
  if (!status.ok()) std::cerr << "demo_server: " << status << "\n";
  return status.ok() ? 0 : 1;
}
