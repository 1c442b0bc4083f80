// The options of a server from the command line and the environment, the same
// for all example programs.
//
//   int main(int count, char** arguments) {
//     examples::ServerFlags flags;
//     if (auto code = examples::ParseFlags("Serves a pump", count, arguments,
//                                          flags)) {
//       return *code;
//     }
//     noodles::Server server(flags.server);
//     ...
//     return examples::Serve(server, flags);
//   }
//
// Every flag has a variable in the environment, `--asset-port` for example
// NOODLES_ASSET_PORT; the flag wins. `--help` lists them all.
//
// Thread-safety: none.
#ifndef EXAMPLES_COMMON_SERVER_FLAGS_H_
#define EXAMPLES_COMMON_SERVER_FLAGS_H_

#include <noodles/logging/log_output.h>
#include <noodles/server.h>

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"

namespace CLI {
class App;
}

namespace examples {

struct ServerFlags {
  noodles::ServerOptions server{};
  noodles::LogOutputOptions log{};
};

// Adds all flags to a program's own. `flags` holds the defaults and must
// outlive `app`.
void AddServerFlags(CLI::App& app, ServerFlags& flags);

// Parses a program's command line and sets up its log. Returns its exit code
// where it shall end at once: after --help, and after a mistake, which has been
// shown.
std::optional<int> ParseFlags(CLI::App& app, int count, char** arguments,
                              const ServerFlags& flags);

// The same for a program without flags of its own.
std::optional<int> ParseFlags(const std::string& description, int count,
                              char** arguments, ServerFlags& flags);

// What programs on this machine connect to, once the server has this port.
std::string UrlOf(const noodles::ServerOptions& options, uint16_t port);

// Serves until Ctrl-C, and says where to connect. Returns the program's exit
// code; what failed, also what was `prepared` before, has been shown.
int Serve(noodles::Server& server, const ServerFlags& flags,
          absl::Status prepared = absl::OkStatus());

}  // namespace examples

#endif  // EXAMPLES_COMMON_SERVER_FLAGS_H_
