// noodles relay: serves the document of another server to any number of
// viewers.
#include <noodles/relay.h>
#include <noodles/viewer.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>

#include "noodles/base/status.h"
#include "tool/command_line/checks.h"
#include "tool/commands/commands.h"
#include "tool/connections/connection.h"

namespace noodles::tool {
namespace {

// The most that a limit of bytes or of things can be.
constexpr double kMostOfALimit = 1e15;

struct RelayFlags {
  Connection origin;
  ServerOptions server;
  std::string viewer_token;
  bool copies_assets = false;
  size_t max_copied_bytes = RelayOptions().max_copied_bytes;
  bool has_page = true;
};

void RequireToken(AccessOptions& access, const std::string& token) {
  access.authorize_connection = [token](const HttpRequest& request,
                                        std::string_view) {
    return request.Token() == token
               ? absl::OkStatus()
               : Unauthenticated("the token is missing or wrong");
  };
}

void Announce(const Output& output, const RelayFlags& flags, uint16_t port) {
  const bool has_tls = flags.server.tls.is_on();
  const std::string place = "://localhost:" + std::to_string(port);
  const std::string url = (has_tls ? "wss" : "ws") + place;
  const std::string page = (has_tls ? "https" : "http") + place + "/";
  const bool has_page = flags.has_page && HasViewer();
  if (output.is_json) {
    Any::Map map{{"url", url}, {"origin", flags.origin.url}};
    if (has_page) map.emplace_back("page", page);
    output.Json(std::move(map));
    return;
  }
  if (has_page) {
    output.Line("open " + page + " in a browser to see the scene");
  }
  output.Line("relaying " + flags.origin.url);
  output.Line("listening on " + url);
}

int RunRelay(const Output& output, const RelayFlags& flags) {
  absl::StatusOr<ClientOptions> client = ClientOptionsOf(flags.origin);
  if (!client.ok()) {
    const bool is_usage = absl::IsInvalidArgument(client.status());
    return output.Fail(is_usage ? kUsage : kBadInput,
                       StatusMessage(client.status()));
  }
  client->name = "noodles relay";
  RelayOptions options;
  options.origin = flags.origin.url;
  options.client = *std::move(client);
  options.server = flags.server;
  options.server.method_time_limit = flags.origin.timeout();
  options.join_timeout = flags.origin.timeout();
  options.copies_assets = flags.copies_assets;
  options.max_copied_bytes = flags.max_copied_bytes;
  if (flags.has_page) options.server.http_routes = {ViewerRoute()};
  if (!flags.viewer_token.empty()) {
    RequireToken(options.server.access, flags.viewer_token);
  }
  Relay relay(std::move(options));
  const absl::Status status =
      relay.Run([&] { Announce(output, flags, relay.port()); });
  if (status.ok()) return kSuccess;
  if (relay.counters().joins == 0) {
    if (absl::IsInvalidArgument(status)) {
      return output.Fail(kUsage, StatusMessage(status),
                         "an address looks like ws://localhost:50000");
    }
    return FailToJoin(status, flags.origin, output);
  }
  return output.Fail(kFailed,
                     std::string(StatusMessage(status)) +
                         (absl::IsAlreadyExists(status) ? " (--port)" : ""));
}

void AddServerOptions(CLI::App& command, RelayFlags& flags) {
  ServerOptions& server = flags.server;
  command
      .add_option("--address", server.address,
                  "The address to listen on; without it, all addresses of this "
                  "machine")
      ->type_name("ADDRESS");
  command
      .add_option("--port", server.port,
                  "The port to listen on; 0: any free one")
      ->type_name("PORT")
      ->check(IntegerBetween(0, 65535))
      ->capture_default_str();
  command
      .add_option("--viewer-token", flags.viewer_token,
                  "What viewers must send to connect: as a bearer token, as "
                  "the subprotocol noodles.token.BASE64URL, or as ?token=")
      ->type_name("TOKEN");
  command
      .add_option("--network-threads", server.network_threads,
                  "Threads that read and write the network")
      ->type_name("NUMBER")
      ->check(IntegerBetween(1, 1024))
      ->capture_default_str();
  CLI::Option* const certificate =
      command
          .add_option("--tls-certificate", server.tls.certificate_file,
                      "A PEM file with the certificate of the relay; needs "
                      "--tls-key, and viewers then connect to wss://")
          ->type_name("FILE");
  CLI::Option* const key =
      command
          .add_option("--tls-key", server.tls.key_file,
                      "A PEM file with the private key of the certificate")
          ->type_name("FILE");
  certificate->needs(key);
  key->needs(certificate);
  command.add_flag_callback(
      "--no-viewer", [&flags] { flags.has_page = false; },
      "Do not serve the page that shows the scene in a browser");
  command.add_flag("--copy-assets", flags.copies_assets,
                   "Fetch the buffers and images that the server serves over "
                   "HTTP from its own host, and serve them from here; without "
                   "it, viewers fetch them from the server");
  command.add_flag("--metrics", server.serve_metrics,
                   "Serve counters below /metrics, for Prometheus");
}

void AddLimits(CLI::App& command, RelayFlags& flags) {
  ServerOptions& server = flags.server;
  const auto add = [&command](const std::string& name, auto& value,
                              const std::string& help) {
    command.add_option(name, value, help)
        ->type_name("NUMBER")
        ->check(NumberBetween(0, kMostOfALimit))
        ->capture_default_str()
        ->group("Limits");
  };
  add("--max-clients", server.max_clients,
      "Viewers that have joined; more are refused");
  add("--max-clients-per-address", server.access.max_clients_per_address,
      "Viewers of one address, such as a proxy; more are refused");
  add("--max-connections-per-address",
      server.access.max_connections_per_address,
      "Connections of one address that have not joined");
  add("--max-pending-connections", server.access.max_pending_connections,
      "Connections of all addresses that have not joined");
  add("--max-calls-per-second", server.access.max_calls_per_second,
      "Calls of one viewer in a second, over time; 0: any number");
  add("--max-waiting-calls", server.max_waiting_calls,
      "Calls of one viewer that wait for an answer; more are refused");
  add("--max-queue-bytes", server.max_queue_bytes,
      "Bytes that wait for one viewer; beyond, the viewer gets the document "
      "anew once it reads again");
  add("--max-components", server.document.max_components,
      "Components of the document; more are held back");
  add("--max-total-bytes", server.document.max_total_bytes,
      "Bytes of all components; those beyond are held back");
  add("--max-copied-bytes", flags.max_copied_bytes,
      "Bytes of all contents of --copy-assets; those beyond stay at the "
      "server");
}

}  // namespace

void AddRelay(Tool& tool) {
  const auto flags = std::make_shared<RelayFlags>();
  CLI::App& command = tool.AddCommand(
      "relay", "Serves what another server shows, until Ctrl-C",
      {.details =
           "Joins the server once, and serves its document to any number of "
           "viewers, with calls, signals and tables. The server sees one "
           "client, whatever the viewers do. A relay can stand before a "
           "relay. A page at the same port shows the scene in a browser.\n"
           "While the server is gone, viewers keep the document, calls fail, "
           "and the relay connects again by itself; viewers then get the "
           "difference. --timeout also limits each call of a viewer.",
       .examples =
           {{"noodles relay ws://simulation:50000",
             "Serves the scene of another machine at ws://localhost:50000."},
            {"noodles relay ws://localhost:50000 --port 50010 --viewer-token "
             "secret",
             "Stands before a server of this machine, and asks viewers for a "
             "token."}}},
      [&tool, flags] { return RunRelay(tool.output(), *flags); });
  AddConnectionOptions(command, flags->origin);
  AddServerOptions(command, *flags);
  AddLimits(command, *flags);
}

}  // namespace noodles::tool
