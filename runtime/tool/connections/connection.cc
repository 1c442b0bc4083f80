#include "tool/connections/connection.h"

#include <signal.h>

#include <CLI/CLI.hpp>

#include "noodles/base/status.h"
#include "tool/command_line/checks.h"
#include "tool/output/files.h"

namespace noodles::tool {
namespace {

// From one attempt of --retry to the next.
constexpr std::chrono::milliseconds kFirstRetry{250};
constexpr std::chrono::milliseconds kLongestRetry{2'000};

sigset_t Interrupts() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

std::string Trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return std::string(
      text.substr(first, text.find_last_not_of(" \t") + 1 - first));
}

// The address of the websocket of a page.
std::string SocketUrl(std::string url) {
  if (url.starts_with("http://")) return url.replace(0, 4, "ws");
  if (url.starts_with("https://")) return url.replace(0, 5, "wss");
  return url;
}

// Waits until the snapshot is complete. Ctrl-C ends the wait with Cancelled.
absl::Status WaitUntilReady(Client& client, std::chrono::milliseconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (true) {
    const absl::Status status =
        client.WaitUntilReady(std::chrono::milliseconds(50));
    if (status.code() != absl::StatusCode::kDeadlineExceeded ||
        client.state() == ConnectionState::kClosed) {
      return status;
    }
    if (WasInterrupted(std::chrono::milliseconds(0))) {
      return Cancelled("interrupted");
    }
    if (std::chrono::steady_clock::now() >= end) {
      const absl::Status last = client.last_error();
      std::string text = client.state() == ConnectionState::kJoining
                             ? "the server did not send its whole scene in time"
                             : "the server did not answer in time";
      if (!last.ok()) text.append("; ").append(StatusMessage(last));
      return DeadlineExceeded(text);
    }
  }
}

bool Mentions(const absl::Status& status, std::string_view words) {
  return StatusMessage(status).find(words) != std::string_view::npos;
}

// What the close code of a connection means, see RFC 6455, section 7.4.1.
std::string EndHint(const absl::Status& status) {
  if (Mentions(status, ", 1000)") || Mentions(status, ", 1001)")) {
    return "the server has stopped, or it has closed this connection";
  }
  if (Mentions(status, ", 1006)")) {
    return "the server or the network has failed: there was no close frame";
  }
  if (Mentions(status, ", 1008)")) return "the server refuses this client";
  if (Mentions(status, ", 1009)"))
    return "a message was too large for the other side";
  return "";
}

// What the user can try if a connection fails; "" if there is no advice.
std::string ConnectionHint(const absl::Status& status,
                           const Connection& connection) {
  if (Mentions(status, "Connection refused")) {
    return "no program listens there: is the server running, and is this its "
           "port?";
  }
  if (Mentions(status, "no address for")) {
    return "the name of the host is unknown here: is it spelled right?";
  }
  if (Mentions(status, "answers 404") || Mentions(status, "answers 426")) {
    return "a web server listens there: is this the port of the websockets, "
           "and not that of the assets?";
  }
  if (Mentions(status, "401") || Mentions(status, "403")) {
    return connection.token.empty()
               ? "the server may ask for a token (--token) or for an allowed "
                 "origin (--header \"Origin: URL\")"
               : "the server does not accept this --token";
  }
  if (status.code() == absl::StatusCode::kDeadlineExceeded) {
    return "--timeout allows more time";
  }
  return "";
}

}  // namespace

absl::StatusOr<ClientOptions> ClientOptionsOf(const Connection& connection) {
  ClientOptions options;
  options.name = "noodles command line";
  options.token = connection.token;
  options.connect_timeout = connection.timeout();
  options.call_timeout = connection.timeout();
  options.reconnect.retries_first = connection.retries;
  options.reconnect.first_delay = kFirstRetry;
  options.reconnect.longest_delay = kLongestRetry;
  for (const std::string& header : connection.headers) {
    const size_t colon = header.find(':');
    if (colon == std::string::npos || colon == 0) {
      return InvalidArgument("the header \"" + header +
                             "\" is not NAME: VALUE");
    }
    options.headers.emplace_back(header.substr(0, colon),
                                 Trimmed(header.substr(colon + 1)));
  }
  if (!connection.trusted_file.empty()) {
    const absl::StatusOr<Bytes> pem = ReadFile(connection.trusted_file);
    if (!pem.ok()) return pem.status();
    options.tls.trusted_pem = std::string(pem->text());
  }
  return options;
}

void AddConnectionOptions(CLI::App& command, Connection& connection) {
  const std::string group = "Connection options";
  command
      .add_option("url", connection.url,
                  "The server's address: ws://HOST:PORT, or wss://HOST:PORT "
                  "for TLS; that of its page, http:// or https://, is taken, "
                  "too")
      ->required()
      ->transform(SocketUrl)
      ->type_name("URL");
  command
      .add_option("--token", connection.token,
                  "The bearer token that the server asks for")
      ->type_name("TOKEN")
      ->group(group);
  command
      .add_option("--header", connection.headers,
                  "A header of the HTTP request that connects, as "
                  "\"NAME: VALUE\"; may be given several times")
      ->type_name("HEADER")
      ->expected(1)
      ->take_all()
      ->group(group);
  command
      .add_option("--trust", connection.trusted_file,
                  "A PEM file with the certificates that are trusted for "
                  "wss://; without it, those of the system")
      ->type_name("FILE")
      ->group(group);
  command
      .add_option("--timeout", connection.timeout_seconds,
                  "Time limit for joining, and for each call")
      ->type_name("SECONDS")
      ->check(NumberBetween(0.001, 1e6))
      ->capture_default_str()
      ->group(group);
  command
      .add_flag("--retry", connection.retries,
                "Try again, for as long as --timeout allows, while the server "
                "cannot be reached")
      ->group(group);
}

Joined Join(const Connection& connection, const Output& output,
            const std::function<void(Client&)>& prepare) {
  const absl::StatusOr<ClientOptions> options = ClientOptionsOf(connection);
  if (!options.ok()) {
    const bool is_usage =
        options.status().code() == absl::StatusCode::kInvalidArgument;
    return {nullptr, output.Fail(is_usage ? kUsage : kBadInput,
                                 StatusMessage(options.status()))};
  }
  auto client = std::make_unique<Client>(*options);
  if (prepare) prepare(*client);
  absl::Status status = client->Connect(connection.url);
  if (!status.ok()) {
    return {nullptr, output.Fail(kUsage, StatusMessage(status),
                                 "an address looks like ws://localhost:50000")};
  }
  status = WaitUntilReady(*client, connection.timeout());
  if (status.ok()) return {std::move(client), kSuccess};
  return {nullptr, FailToJoin(status, connection, output)};
}

int FailToJoin(const absl::Status& status, const Connection& connection,
               const Output& output) {
  const bool is_interrupted = status.code() == absl::StatusCode::kCancelled;
  return output.Fail(is_interrupted ? kInterrupted : kNoConnection,
                     StatusMessage(status), ConnectionHint(status, connection));
}

void HoldBackInterrupts() {
  const sigset_t signals = Interrupts();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

bool WasInterrupted(std::chrono::milliseconds limit) {
  const sigset_t signals = Interrupts();
  timespec time = {};
  time.tv_sec = limit.count() / 1000;
  time.tv_nsec = (limit.count() % 1000) * 1'000'000;
  return sigtimedwait(&signals, nullptr, &time) > 0;
}

CLI::Option* AddSecondsOption(CLI::App& command, double& seconds) {
  return command
      .add_option("--seconds", seconds, "Ends after this time; 0: never")
      ->type_name("SECONDS")
      ->check(NumberBetween(0, 1e9))
      ->capture_default_str();
}

int WaitForEnd(const Client& client, const Output& output,
               const WaitOptions& options) {
  const auto start = std::chrono::steady_clock::now();
  while (client.state() != ConnectionState::kClosed) {
    if (WasInterrupted(std::chrono::milliseconds(50)) || !output.is_open()) {
      return kSuccess;
    }
    if (options.tick) options.tick();
    if (options.is_done && options.is_done()) return kSuccess;
    const std::chrono::duration<double> passed =
        std::chrono::steady_clock::now() - start;
    if (options.seconds > 0 && passed.count() >= options.seconds) {
      return kSuccess;
    }
  }
  if (options.is_done && options.is_done()) return kSuccess;
  return FailAtEnd(client, output);
}

int FailAtEnd(const Client& client, const Output& output) {
  const absl::Status error = client.last_error();
  return output.Fail(
      kNoConnection,
      error.ok() ? "the server has ended the connection" : StatusMessage(error),
      EndHint(error));
}

}  // namespace noodles::tool
