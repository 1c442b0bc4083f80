#include "common/server_flags.h"

#include <noodles/viewer.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <cstdint>
#include <iostream>
#include <map>
#include <string_view>
#include <type_traits>
#include <utility>

namespace examples {
namespace {

using noodles::AssetService;
using noodles::LogFormat;
using noodles::LogSeverity;
using noodles::SlowClientPolicy;

constexpr int kUsageError = 2;

// The environment variable of a flag: NOODLES_ASSET_PORT for "--asset-port".
std::string EnvironmentName(std::string flag) {
  flag.erase(0, 2);
  std::transform(flag.begin(), flag.end(), flag.begin(), [](unsigned char c) {
    return c == '-' ? '_' : static_cast<char>(std::toupper(c));
  });
  return "NOODLES_" + flag;
}

// The word for the value of a flag in --help: its unit or its kind. Empty:
// the name of its C++ type is good enough.
std::string ValueName(std::string_view flag) {
  if (flag.ends_with("-bytes")) return "BYTES";
  if (flag == "--journal") return "DIRECTORY";
  if (flag.starts_with("--max-") || flag.ends_with("-threads")) return "NUMBER";
  if (flag.ends_with("-file") || flag.ends_with("-log") ||
      flag.starts_with("--tls-")) {
    return "FILE";
  }
  if (flag.ends_with("address")) return "ADDRESS";
  if (flag.ends_with("port")) return "PORT";
  return "";
}

template <class Value>
CLI::Option* AddOption(CLI::App& app, const std::string& flag, Value& value,
                       const std::string& help) {
  CLI::Option* const option = app.add_option(flag, value, help)
                                  ->envname(EnvironmentName(flag))
                                  ->capture_default_str();
  const std::string name = ValueName(flag);
  return name.empty() ? option : option->type_name(name);
}

void AddSwitch(CLI::App& app, const std::string& flag, bool& value,
               const std::string& help) {
  app.add_flag(flag, value, help)->envname(EnvironmentName(flag));
}

// Adds a flag for a duration in whole seconds or milliseconds.
template <class Duration>
void AddTime(CLI::App& app, const std::string& flag, Duration& value,
             const std::string& help) {
  constexpr int64_t kMost = 1'000'000'000;
  constexpr bool kIsSeconds = std::is_same_v<Duration, std::chrono::seconds>;
  app.add_option_function<int64_t>(
         flag, [&value](int64_t count) { value = Duration(count); }, help)
      ->envname(EnvironmentName(flag))
      ->check(CLI::Range(int64_t{0}, kMost).description(""))
      ->type_name(kIsSeconds ? "SECONDS" : "MILLISECONDS")
      ->default_str(std::to_string(value.count()));
}

// Adds a flag for an enumeration, whose values have names on the command line.
template <class Value>
void AddChoice(CLI::App& app, const std::string& flag, Value& value,
               const std::map<std::string, Value>& names,
               const std::string& help) {
  std::string list;
  for (const auto& [name, named] : names) {
    list.append(list.empty() ? "" : "|").append(name);
  }
  CLI::CheckedTransformer transformer(names);
  transformer.description("");
  app.add_option(flag, value, help)
      ->envname(EnvironmentName(flag))
      ->transform(transformer)
      ->type_name(list);
}

void AddNetworkFlags(CLI::App& app, noodles::ServerOptions& server) {
  AddOption(app, "--port", server.port, "The websocket port; 0: any free one");
  AddOption(app, "--address", server.address,
            "The address to listen on; empty: all");
  AddOption(app, "--network-threads", server.network_threads,
            "Threads that read and write the network")
      ->check(CLI::Range(1, 1024));
  AddTime(app, "--keepalive-idle", server.keepalive_idle,
          "Time without traffic after which TCP checks whether a client is "
          "still there; 0: never");
  AddTime(app, "--ping-interval", server.ping_interval,
          "Time between websocket pings to each client; 0: no pings");
  AddSwitch(app, "--compress", server.deflate.is_on,
            "Compress messages for clients that offer it");
}

// Adds the flags for access: allowed origins, token, time limits.
void AddAccessFlags(CLI::App& app, ServerFlags& flags) {
  noodles::AccessOptions& access = flags.server.access;
  AddOption(app, "--allowed-origin", access.allowed_origins,
            "A web page's origin that may connect, with commas between "
            "several; self: the page of this server; all by default")
      ->delimiter(',')
      ->allow_extra_args(false);
  const std::string name = "--token";
  app.add_option_function<std::string>(
         name,
         [&access, &flags](const std::string& token) {
           flags.token = token;
           access.authorize_connection =
               [token](const noodles::HttpRequest& request, std::string_view) {
                 const bool is_right = request.BearerToken() == token ||
                                       request.SubprotocolToken() == token ||
                                       request.QueryParameter("token") == token;
                 return is_right ? absl::OkStatus()
                                 : absl::UnauthenticatedError(
                                       "the token is missing or wrong");
               };
         },
         "What clients must send to connect, as a bearer token, as the "
         "subprotocol noodles.token.BASE64URL or as ?token=; none by default")
      ->envname(EnvironmentName(name))
      ->check([](const std::string& token) {
        // An empty token would match clients that send no token.
        return std::string(token.empty() ? "must not be empty" : "");
      });
  AddSwitch(app, "--protect-http", access.authorize_http,
            "Ask for the token before assets and /metrics, too");
  AddTime(app, "--introduction-timeout", access.introduction_timeout,
          "Within which a client must introduce itself; 0: any time");
}

// Adds the flags for the limits on clients.
void AddLimitFlags(CLI::App& app, noodles::ServerOptions& server) {
  noodles::AccessOptions& access = server.access;
  AddOption(
      app, "--max-clients", server.max_clients,
      "Clients at a time that have introduced themselves; more are refused");
  AddOption(app, "--max-clients-per-address", access.max_clients_per_address,
            "Clients of one address that have introduced themselves");
  AddOption(app, "--max-connections-per-address",
            access.max_connections_per_address,
            "Other TCP connections of one address at a time");
  AddOption(app, "--max-message-bytes", server.max_message_bytes,
            "Bytes of one message from a client");
  AddOption(app, "--max-unfinished-bytes", server.max_unfinished_bytes,
            "Bytes of the messages of all clients that have not fully arrived");
  AddTime(app, "--message-time-limit", server.message_time_limit,
          "Within which a message must arrive, or grow; 0: any time");
  AddOption(app, "--max-invalid-messages", access.max_invalid_messages,
            "Messages without use after which a client is closed");
  AddOption(app, "--max-client-name-bytes", server.max_client_name_bytes,
            "Bytes of a client's name");
  AddOption(app, "--max-queue-bytes", server.max_queue_bytes,
            "Bytes that may wait for one client");
  AddChoice<SlowClientPolicy>(
      app, "--slow-clients", server.slow_clients,
      {{"resynchronize", SlowClientPolicy::kResynchronize},
       {"drop", SlowClientPolicy::kDrop}},
      "What happens to a client for which more waits: resynchronize, the "
      "default, sends it the present state; drop closes its connection");
  AddOption(app, "--max-components", server.document.max_components,
            "Components of the document");
  AddOption(app, "--max-total-bytes", server.document.max_total_bytes,
            "Bytes of the document's components");
  AddTime(app, "--stop-limit", server.stop_limit,
          "Time that the server waits at its end for clients to receive what "
          "is queued for them");
}

// `flags.server` serves the page, unless the flag says no.
void AddPageFlag(CLI::App& app, ServerFlags& flags) {
  flags.server.http_routes = {noodles::ViewerRoute()};
  const std::string name = "--no-viewer";
  app.add_flag_function(
         name,
         [&flags](int64_t count) {
           if (count > 0) flags.server.http_routes.clear();
         },
         "Do not serve the page that shows the scene in a browser")
      ->envname(EnvironmentName(name));
}

// Adds the flags for the limits on calls and their replies.
void AddCallLimitFlags(CLI::App& app, noodles::ServerOptions& server) {
  AddOption(app, "--max-calls-per-second", server.access.max_calls_per_second,
            "Calls of one client in a second; 0: any number");
  AddOption(app, "--max-waiting-calls", server.max_waiting_calls,
            "Calls of one client that wait for their answer");
  AddOption(app, "--max-waiting-call-bytes", server.max_waiting_call_bytes,
            "Bytes of the arguments of these calls");
  AddOption(app, "--max-calls-in-flight", server.max_calls_in_flight,
            "Calls of all clients that wait for their answer");
  AddOption(app, "--max-call-bytes-in-flight", server.max_call_bytes_in_flight,
            "Bytes of the arguments of these calls");
  AddOption(app, "--max-waiting-reply-bytes", server.max_waiting_reply_bytes,
            "Bytes of replies that may wait for one client");
  AddOption(app, "--max-reply-bytes-in-flight",
            server.max_reply_bytes_in_flight,
            "Bytes of replies that may wait for all clients");
  AddTime(app, "--method-time-limit", server.method_time_limit,
          "How long a method may take to answer; 0: any time");
}

void AddTlsFlags(CLI::App& app, noodles::ServerOptions& server) {
  CLI::Option* const certificate =
      AddOption(app, "--tls-certificate", server.tls.certificate_file,
                "A PEM file with the certificate; needs --tls-key, and all "
                "ports then use TLS (wss://)");
  CLI::Option* const key = AddOption(app, "--tls-key", server.tls.key_file,
                                     "A PEM file with its private key");
  certificate->needs(key);
  key->needs(certificate);
  AddTime(app, "--tls-check-interval", server.tls.file_check_interval,
          "Time between two checks of these files for changes; 0: never");
}

// Parses "off", "websocket" (assets on the websocket's port only) or a port
// number.
bool ParseAssetPort(const std::string& text, noodles::AssetOptions& assets) {
  if (text == "off" || text == "websocket") {
    assets.service =
        text == "off" ? AssetService::kOff : AssetService::kWebsocketPort;
    return true;
  }
  uint16_t port = 0;
  if (!CLI::detail::lexical_cast(text, port)) return false;
  assets.service = AssetService::kOwnPort;
  assets.port = port;
  return true;
}

void AddAssetFlags(CLI::App& app, noodles::AssetOptions& assets) {
  const std::string name = "--asset-port";
  app.add_option(
         name,
         [&assets](const CLI::results_t& values) {
           return ParseAssetPort(values.back(), assets);
         },
         "The port of large buffers and files over HTTP; 0: any free one; "
         "websocket, the default: that of the websockets; off: none")
      ->envname(EnvironmentName(name))
      ->type_name("PORT");
  AddOption(app, "--promote-bytes", assets.promote_bytes,
            "Buffers with more bytes go over HTTP");
  AddOption(app, "--public-host", assets.public_host,
            "The host in URLs of assets; without it, the one by which each "
            "client came");
  AddOption(app, "--public-url", assets.public_url,
            "What URLs of assets begin with, instead of scheme, host and port");
  AddOption(app, "--trusted-proxy", assets.trusted_proxies,
            "An address, or a network such as 10.0.0.0/8, whose Forwarded and "
            "X-Forwarded-... tell by which host clients came, with commas "
            "between several")
      ->delimiter(',')
      ->allow_extra_args(false);
  AddTime(app, "--grace-period", assets.grace_period,
          "How long the URL of a buffer stays valid after the buffer has gone");
}

void AddJournalFlags(CLI::App& app, noodles::PersistenceOptions& persistence) {
  AddOption(
      app, "--journal", persistence.directory,
      "A directory that keeps the document between the runs; without it, "
      "nothing is kept. Programs that make their scene anew at each start "
      "keep its identifiers apart from those of earlier runs");
  AddChoice<noodles::DiskSync>(
      app, "--journal-sync", persistence.sync,
      {{"each", noodles::DiskSync::kEachTransaction},
       {"interval", noodles::DiskSync::kInterval},
       {"never", noodles::DiskSync::kNever}},
      "When changes are forced to the disk: each before clients get it, all "
      "at an interval, the default, or when the system likes to");
  AddTime(app, "--journal-sync-interval", persistence.sync_interval,
          "For --journal-sync interval; 0: as often as possible");
  AddOption(app, "--journal-compact-bytes", persistence.compact_bytes,
            "A snapshot takes the place of a journal of more bytes");
}

void AddOperationFlags(CLI::App& app, noodles::ServerOptions& server) {
  AddSwitch(app, "--metrics", server.serve_metrics,
            "Serve the counters below /metrics, for Prometheus");
  AddOption(app, "--message-log", server.message_log.file,
            "A file that gets every message as a line of JSON");
  AddOption(app, "--advertise", server.advertised_name,
            "Announces the server to the local network by this name");
}

void AddLogFlags(CLI::App& app, noodles::LogOutputOptions& log) {
  AddChoice<LogSeverity>(app, "--log-level", log.threshold,
                         {{"debug", LogSeverity::kDebug},
                          {"info", LogSeverity::kInfo},
                          {"warning", LogSeverity::kWarning},
                          {"error", LogSeverity::kError}},
                         "The least severity that is logged; info by default");
  AddChoice<LogFormat>(
      app, "--log-format", log.format,
      {{"text", LogFormat::kText}, {"json", LogFormat::kJsonLines}},
      "The form of log lines: text, the default, or JSON");
  AddOption(app, "--log-file", log.file,
            "A file that gets the log, in addition to "
            "stderr");
}

// The text of --help behind the flags.
std::string Footer(const CLI::App& app, const std::string& path) {
  std::string program = path.substr(path.rfind('/') + 1);
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() && option->get_required()) {
      program += " " + option->get_name(true);
    }
  }
  return "Every flag can also be set by its environment variable, shown as "
         "(Env:NAME).\n"
         "\nExamples:\n  " +
         program +
         "\n      Serves at the default port until Ctrl-C.\n  NOODLES_PORT=0 " +
         program +
         " --log-level debug\n      Serves at any free port, which the first "
         "line of output names.\n"
         "\nTo look at it: open the page that the first line of output names, "
         "noodles inspect\nws://localhost:50000, or any NOODLES client.\n"
         "\nExit codes:\n"
         "  0  ended by Ctrl-C or SIGTERM\n"
         "  1  it cannot serve, for example because the port is in use\n"
         "  2  the command line is wrong";
}

// The host for clients on this machine: "localhost", unless the server listens
// on another address alone.
std::string HostOf(const noodles::ServerOptions& options) {
  const std::string& address = options.address;
  const bool is_local = address.empty() || address == "localhost" ||
                        address == "0.0.0.0" || address == "::" ||
                        address == "127.0.0.1" || address == "::1";
  if (is_local) return "localhost";
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

// The text as a part of a URL (RFC 3986, section 2.1).
std::string PercentEncoded(const std::string& text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  constexpr unsigned kHalf = 4;
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 ||
        std::string_view("-._~").find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += kDigits[byte >> kHalf];
      encoded += kDigits[byte & 0xf];
    }
  }
  return encoded;
}

// The text of an error, with flags in the place of the options that it names.
std::string NameFlags(const absl::Status& status) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4>
      kFlags = {{{"ServerOptions::persistence", "--journal"},
                 {"ServerOptions::port", "--port"},
                 {"ServerOptions::assets.port, or .service for none",
                  "--asset-port PORT, or --asset-port off"},
                 {"ServerOptions::assets.port", "--asset-port"}}};
  std::string text = status.ToString();
  for (const auto& [option, flag] : kFlags) {
    const size_t at = text.find(option);
    if (at != std::string::npos) text.replace(at, option.size(), flag);
  }
  return text;
}

}  // namespace

void AddServerFlags(CLI::App& app, ServerFlags& flags) {
  AddNetworkFlags(app, flags.server);
  AddPageFlag(app, flags);
  AddAccessFlags(app, flags);
  AddLimitFlags(app, flags.server);
  AddCallLimitFlags(app, flags.server);
  AddTlsFlags(app, flags.server);
  AddAssetFlags(app, flags.server.assets);
  AddJournalFlags(app, flags.server.persistence);
  AddOperationFlags(app, flags.server);
  AddLogFlags(app, flags.log);
}

std::optional<int> ParseFlags(CLI::App& app, int count, char** arguments,
                              const ServerFlags& flags) {
  app.footer(Footer(app, count > 0 ? arguments[0] : "server"));
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageError;
  }
  if (absl::Status status = SetLogOutput(flags.log); !status.ok()) {
    std::cerr << status << "\n";
    return kUsageError;
  }
  return std::nullopt;
}

std::optional<int> ParseFlags(const std::string& description, int count,
                              char** arguments, ServerFlags& flags) {
  CLI::App app(description);
  AddServerFlags(app, flags);
  return ParseFlags(app, count, arguments, flags);
}

std::string UrlOf(const noodles::ServerOptions& options, uint16_t port) {
  return (options.tls.is_on() ? "wss://" : "ws://") + HostOf(options) + ":" +
         std::to_string(port);
}

std::string PageUrlOf(const ServerFlags& flags, uint16_t port,
                      bool with_token) {
  if (!noodles::HasViewer() || flags.server.http_routes.empty()) return "";
  // http of ws, and https of wss.
  constexpr size_t kWs = 2;
  std::string url = "http" + UrlOf(flags.server, port).substr(kWs) + "/";
  if (with_token && !flags.token.empty()) {
    url += "#token=" + PercentEncoded(flags.token);
  }
  return url;
}

void PrintUrls(const ServerFlags& flags, uint16_t port) {
  const bool is_terminal = ::isatty(STDOUT_FILENO) != 0;
  const std::string page = PageUrlOf(flags, port, is_terminal);
  if (!page.empty()) {
    std::cout << "open " << page << " in a browser to see the scene";
    if (!flags.token.empty() && !is_terminal) {
      std::cout << "; the token goes behind it, as #token=TOKEN";
    }
    std::cout << "\n";
  }
  std::cout << "listening on " << UrlOf(flags.server, port) << std::endl;
}

absl::Status StartAnew(noodles::Server& server) {
  const absl::StatusOr<bool> resumed = server.Resume();
  if (resumed.ok() && *resumed) server.document().Reset();
  return resumed.status();
}

int Serve(noodles::Server& server, const ServerFlags& flags,
          absl::Status prepared) {
  if (prepared.ok()) {
    prepared = server.Run([&] { PrintUrls(flags, server.port()); });
  }
  if (!prepared.ok()) std::cerr << NameFlags(prepared) << "\n";
  return prepared.ok() ? 0 : 1;
}

}  // namespace examples
