#include "transport/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace noodles::transport_internal {
namespace {

[[noreturn]] void Throw(const char* what) {
  throw std::system_error(errno, std::system_category(), what);
}

FrameParserOptions ClientOptions() {
  FrameParserOptions options;
  options.role = Role::kClient;
  options.max_message_bytes = size_t{1} << 32;
  options.accept_text = true;
  return options;
}

}  // namespace

RawClient::RawClient(uint16_t port, bool over_ipv6) : parser_(ClientOptions()) {
  const int family = over_ipv6 ? AF_INET6 : AF_INET;
  socket_ = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_ < 0) Throw("socket");
  sockaddr_in ipv4 = {};
  ipv4.sin_family = AF_INET;
  ipv4.sin_port = htons(port);
  ipv4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr_in6 ipv6 = {};
  ipv6.sin6_family = AF_INET6;
  ipv6.sin6_port = htons(port);
  ipv6.sin6_addr = in6addr_loopback;
  const void* const address =
      over_ipv6 ? static_cast<const void*>(&ipv6) : &ipv4;
  const socklen_t size = over_ipv6 ? sizeof(ipv6) : sizeof(ipv4);
  if (::connect(socket_, static_cast<const sockaddr*>(address), size) != 0) {
    // The destructor does not run when the constructor throws.
    const int error = errno;
    ::close(socket_);
    errno = error;
    Throw("connect");
  }
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

RawClient::~RawClient() { ::close(socket_); }

bool RawClient::TrySend(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent =
        ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

void RawClient::Send(std::string_view bytes) {
  if (!TrySend(bytes)) Throw("send");
}

void RawClient::Send(const ByteVector& bytes) {
  Send(std::string_view(reinterpret_cast<const char*>(bytes.data()),
                        bytes.size()));
}

std::string RawClient::Receive() {
  std::string bytes(256 * 1024, '\0');
  const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
  bytes.resize(count < 0 ? 0 : static_cast<size_t>(count));
  return bytes;
}

std::string RawClient::ReceiveAll() {
  std::string all;
  for (;;) {
    const std::string some = Receive();
    if (some.empty()) return all;
    all += some;
  }
}

std::string RawClient::Upgrade() {
  Send(
      "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
      "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Sec-WebSocket-Version: 13\r\n\r\n");
  std::string answer;
  while (answer.find("\r\n\r\n") == std::string::npos) {
    const std::string some = Receive();
    if (some.empty()) return answer;
    answer += some;
  }
  const size_t end = answer.find("\r\n\r\n") + 4;
  early_ = answer.substr(end);
  return answer.substr(0, end);
}

std::vector<SeenEvent> RawClient::ReceiveFrames() {
  std::vector<SeenEvent> seen;
  while (seen.empty()) {
    std::string bytes =
        early_.empty() ? Receive() : std::exchange(early_, std::string());
    if (bytes.empty()) break;
    parser_.Feed(
        std::span(reinterpret_cast<uint8_t*>(bytes.data()), bytes.size()));
    Collect(parser_, seen);
  }
  return seen;
}

std::vector<SeenEvent> RawClient::ReceiveAllFrames() {
  std::vector<SeenEvent> all;
  for (;;) {
    const std::vector<SeenEvent> some = ReceiveFrames();
    if (some.empty()) return all;
    all.insert(all.end(), some.begin(), some.end());
  }
}

void RawClient::EndStream() { ::shutdown(socket_, SHUT_WR); }

void RawClient::Reset() {
  const linger at_once = {.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
  ::close(std::exchange(socket_, -1));
}

}  // namespace noodles::transport_internal
