#include "command.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

namespace cli {
namespace {

std::string MessageOf(const absl::Status& status) {
  const auto message = status.message();
  return std::string(message.data(), message.size());
}

sigset_t Interrupts() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

}  // namespace

std::unique_ptr<noodles::Client> Join(const Connection& connection) {
  noodles::ClientOptions options;
  options.name = "noodles command line";
  options.token = connection.token;
  options.connect_timeout = connection.timeout();
  options.call_timeout = connection.timeout();
  auto client = std::make_unique<noodles::Client>(options);
  absl::Status status = client->Connect(connection.url);
  if (status.ok()) status = client->WaitUntilReady(connection.timeout());
  if (status.ok()) return client;
  std::cerr << "noodles: " << MessageOf(status) << "\n";
  return nullptr;
}

int Fail(ExitCode code, std::string_view what) {
  std::cerr << "noodles: " << what << "\n";
  return code;
}

int Fail(const absl::Status& status) {
  const bool is_lost = status.code() == absl::StatusCode::kUnavailable ||
                       status.code() == absl::StatusCode::kDeadlineExceeded;
  return Fail(is_lost ? kNoConnection : kFailed, MessageOf(status));
}

void BlockInterrupts() {
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

bool WaitForInterrupt(const noodles::Client& client) {
  while (client.state() != noodles::ConnectionState::kClosed) {
    if (WasInterrupted(std::chrono::milliseconds(100))) return true;
  }
  return false;
}

absl::StatusOr<noodles::Bytes> ReadFile(const std::string& path) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return absl::NotFoundError("cannot read " + path);
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string content{std::istreambuf_iterator<char>(in),
                      std::istreambuf_iterator<char>()};
  return noodles::Bytes::Adopt(std::move(content));
}

absl::Status WriteFile(const std::string& path, std::string_view content) {
  std::ofstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::ostream& out = path == "-" ? std::cout : file;
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.flush();
  if (!out) return absl::DataLossError("cannot write " + path);
  return absl::OkStatus();
}

std::string Bold(std::string_view text) {
  static const bool is_terminal =
      ::isatty(STDOUT_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  if (!is_terminal) return std::string(text);
  return "\x1b[1m" + std::string(text) + "\x1b[0m";
}

}  // namespace cli
