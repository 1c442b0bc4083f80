#include "transport/raw_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace noodles::transport_internal {

RawServer::RawServer(Answer answer, bool is_silent)
    : answer_(std::move(answer)), is_silent_(is_silent) {
  listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (listener_ < 0 || ::bind(listener_, plain, size) != 0 ||
      ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, plain, &size) != 0) {
    throw std::runtime_error("no port for a raw server");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Run(); });
}

RawServer::~RawServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
  for (const int connection : open_) ::close(connection);
}

std::string RawServer::Url(const std::string& scheme,
                           const std::string& target) const {
  return scheme + "://127.0.0.1:" + std::to_string(port_) + target;
}

std::vector<std::string> RawServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void RawServer::ResetAll() {
  std::vector<int> open;
  // The client may have its answer before the connection is in the list.
  while (open.empty()) {
    const std::lock_guard lock(mutex_);
    open.swap(open_);
  }
  for (const int connection : open) {
    const linger reset = {.l_onoff = 1, .l_linger = 0};
    ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset));
    ::close(connection);
  }
}

void RawServer::Run() {
  for (;;) {
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    Serve(connection);
    if (is_silent_) {
      const std::lock_guard lock(mutex_);
      open_.push_back(connection);
    } else {
      ::close(connection);
    }
  }
}

void RawServer::Serve(int connection) {
  std::string request;
  char buffer[4096];
  while (request.find("\r\n\r\n") == std::string::npos) {
    const ssize_t count = ::recv(connection, buffer, sizeof(buffer), 0);
    if (count <= 0) return;
    request.append(buffer, static_cast<size_t>(count));
  }
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  const std::string answer = answer_(request);
  size_t sent = 0;
  while (sent < answer.size()) {
    const ssize_t count = ::send(connection, answer.data() + sent,
                                 answer.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return;
    sent += static_cast<size_t>(count);
  }
}

}  // namespace noodles::transport_internal
