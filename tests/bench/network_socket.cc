#include "bench/network_socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "noodles/transport/websocket/frame.h"
#include "noodles/transport/websocket/frame_writer.h"
#include "noodles/transport/websocket/upgrade.h"

namespace noodles::bench {
namespace {

constexpr transport_internal::MaskKey kMask = {0x12, 0x34, 0x56, 0x78};
constexpr std::string_view kKeyField = "Sec-WebSocket-Key: ";
constexpr std::string_view kEndOfHead = "\r\n\r\n";

// Reads single bytes: the data after the head must stay in the socket.
std::string ReadHead(int socket) {
  std::string head;
  char byte = 0;
  while (!head.ends_with(kEndOfHead)) {
    if (::recv(socket, &byte, 1, 0) != 1) Fail("the handshake ended");
    head.push_back(byte);
  }
  return head;
}

void SetNoDelay(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

sockaddr_in Loopback(uint16_t port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

}  // namespace

void Fail(std::string_view what) {
  std::cerr << "network benchmark: " << what;
  if (errno != 0) std::cerr << ": " << std::strerror(errno);
  std::cerr << "\n";
  std::exit(1);
}

void RaiseFileLimit() {
  rlimit limit = {};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

int ListenOnLoopback(uint16_t& port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof(address);
  if (::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::listen(socket, SOMAXCONN) != 0 ||
      ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) !=
          0) {
    Fail("cannot listen");
  }
  port = ntohs(address.sin_port);
  return socket;
}

int ConnectToLoopback(uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = Loopback(port);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address),
                sizeof(address)) != 0) {
    Fail("cannot connect");
  }
  SetNoDelay(socket);
  return socket;
}

int AcceptWebsocket(int listening) {
  const int socket = ::accept(listening, nullptr, nullptr);
  if (socket < 0) Fail("cannot accept");
  SetNoDelay(socket);
  const std::string head = ReadHead(socket);
  const size_t start = head.find(kKeyField) + kKeyField.size();
  const std::string key = head.substr(start, head.find("\r\n", start) - start);
  SendAll(socket,
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
          "Connection: Upgrade\r\nSec-WebSocket-Accept: " +
              transport_internal::WebsocketAccept(key) +
              std::string(kEndOfHead));
  return socket;
}

int OpenWebsocket(uint16_t port) {
  const int socket = ConnectToLoopback(port);
  SendAll(socket,
          "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
          "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
  if (!ReadHead(socket).starts_with("HTTP/1.1 101")) Fail("no websocket");
  return socket;
}

size_t ReceiveSome(int socket, std::span<uint8_t> destination) {
  const ssize_t count =
      ::recv(socket, destination.data(), destination.size(), MSG_DONTWAIT);
  if (count > 0) return static_cast<size_t>(count);
  if (count == 0) Fail("the peer ended the connection");
  if (errno != EAGAIN && errno != EINTR) Fail("cannot receive");
  return 0;
}

void SendAll(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count =
        ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0) Fail("cannot send");
    bytes.remove_prefix(static_cast<size_t>(count));
  }
}

std::string ServerFrameHeader(uint64_t payload_bytes) {
  const transport_internal::FrameHeader header =
      transport_internal::MakeFrameHeader(transport_internal::Opcode::kBinary,
                                          payload_bytes);
  return std::string(header.span().begin(), header.span().end());
}

std::string ClientFrame(std::string_view payload) {
  const transport_internal::FrameHeader header =
      transport_internal::MakeFrameHeader(transport_internal::Opcode::kBinary,
                                          payload.size(), true, kMask);
  std::string masked(payload);
  transport_internal::ApplyMask(
      std::span(reinterpret_cast<uint8_t*>(masked.data()), masked.size()),
      kMask, 0);
  return std::string(header.span().begin(), header.span().end()) + masked;
}

ClientFrameSpan FirstClientFrame(std::span<uint8_t> bytes) {
  constexpr size_t kKeyBytes = 4;
  if (bytes.size() < 2) return {};
  size_t header = 2;
  size_t length = bytes[1] & 0x7f;
  if (length == 126) {
    header = 4;
    if (bytes.size() < header) return {};
    length = static_cast<size_t>(bytes[2] << 8 | bytes[3]);
  }
  const size_t size = header + kKeyBytes + length;
  if (bytes.size() < size) return {};
  const transport_internal::MaskKey key = {
      bytes[header], bytes[header + 1], bytes[header + 2], bytes[header + 3]};
  const std::span<uint8_t> payload = bytes.subspan(header + kKeyBytes, length);
  transport_internal::ApplyMask(payload, key, 0);
  return {size, payload};
}

ReadPoll::ReadPoll() : poll_(::epoll_create1(0)) {}
ReadPoll::~ReadPoll() { ::close(poll_); }

void ReadPoll::Add(int socket, size_t tag) {
  epoll_event event = {};
  event.events = EPOLLIN;
  event.data.u64 = tag;
  if (::epoll_ctl(poll_, EPOLL_CTL_ADD, socket, &event) != 0) Fail("epoll");
}

std::span<const size_t> ReadPoll::Wait() {
  std::array<epoll_event, 256> events;
  const int count = ::epoll_wait(poll_, events.data(), events.size(), -1);
  if (count < 0 && errno != EINTR) Fail("epoll");
  ready_.clear();
  for (int i = 0; i < count; ++i) {
    ready_.push_back(static_cast<size_t>(events[i].data.u64));
  }
  return ready_;
}

}  // namespace noodles::bench
