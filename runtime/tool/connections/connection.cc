#include "tool/connections/connection.h"

#include <signal.h>

#include <CLI/CLI.hpp>

#include "noodles/base/status.h"
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
  command.add_option("url", connection.url, "Its address, ws://HOST:PORT")
      ->required()
      ->type_name("URL");
  command.add_option("--token", connection.token, "Is sent as a bearer token")
      ->type_name("TOKEN");
  command
      .add_option("--header", connection.headers,
                  "Is sent with the request that connects, as \"NAME: VALUE\"")
      ->type_name("HEADER")
      ->expected(1)
      ->take_all();
  command
      .add_option("--trust", connection.trusted_file,
                  "Certificates (PEM) that are trusted for wss://")
      ->type_name("FILE");
  command
      .add_option("--timeout", connection.timeout_seconds,
                  "Seconds that joining, and each call, may take")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 1e6))
      ->capture_default_str();
  command.add_flag("--retry", connection.retries,
                   "Tries again, for as long as --timeout allows, while the "
                   "server cannot be reached");
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
    return {nullptr, output.Fail(kUsage, StatusMessage(status))};
  }
  status = WaitUntilReady(*client, connection.timeout());
  if (status.ok()) return {std::move(client), kSuccess};
  const bool is_interrupted = status.code() == absl::StatusCode::kCancelled;
  return {nullptr, output.Fail(is_interrupted ? kInterrupted : kNoConnection,
                               StatusMessage(status))};
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

int WaitForInterrupt(const Client& client, const Output& output) {
  while (client.state() != ConnectionState::kClosed) {
    if (WasInterrupted(std::chrono::milliseconds(100))) return kSuccess;
  }
  const absl::Status error = client.last_error();
  return output.Fail(kNoConnection, error.ok()
                                        ? "the server ended the connection"
                                        : StatusMessage(error));
}

}  // namespace noodles::tool
