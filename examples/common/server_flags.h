// The options of a server, from the command line and the environment, for all
// example programs.
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
// Each flag can also be set by an environment variable, for example
// `--asset-port` by NOODLES_ASSET_PORT; the flag takes precedence. `--help`
// lists all flags.
//
// Thread-safety: one thread.
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
  // With the page that shows the scene among the routes, unless --no-viewer is
  // set.
  noodles::ServerOptions server{};
  noodles::LogOutputOptions log{};
  std::string token{};  // of --token; empty: none
};

// Adds all flags to the command line of a program. `flags` holds the default
// values and must outlive `app`.
void AddServerFlags(CLI::App& app, ServerFlags& flags);

// Parses the command line and sets up the log. Returns the exit code if the
// program must end immediately: after --help, and after an error, which has
// been printed.
std::optional<int> ParseFlags(CLI::App& app, int count, char** arguments,
                              const ServerFlags& flags);

// The same for a program without its own flags.
std::optional<int> ParseFlags(const std::string& description, int count,
                              char** arguments, ServerFlags& flags);

// The URL for clients on this machine, after the server has been bound to
// `port`.
std::string UrlOf(const noodles::ServerOptions& options, uint16_t port);

// The URL of the page that shows the scene; empty where none is served. With
// the token if `with_token` is set: the page then connects without asking.
std::string PageUrlOf(const ServerFlags& flags, uint16_t port, bool with_token);

// Prints where the scene can be seen, if the page is served, and where clients
// connect: for the program's first output, once the server runs. The token is
// printed to terminals only, because other output is often kept and read by
// others.
void PrintUrls(const ServerFlags& flags, uint16_t port);

// Resumes the document of an earlier run (--journal) and empties it: for
// programs that make their scene anew at each start. No identifier of an
// earlier run is given again. To be called before the first change.
absl::Status StartAnew(noodles::Server& server);

// Prints the URLs, and serves until Ctrl-C. If `prepared` is an error,
// prints the error instead. Returns the exit code of the program.
int Serve(noodles::Server& server, const ServerFlags& flags,
          absl::Status prepared = absl::OkStatus());

}  // namespace examples

#endif  // EXAMPLES_COMMON_SERVER_FLAGS_H_
