// TCP sockets, blocking or polled, with the websocket handshake, for the
// network benchmarks. No websocket library is used.
//
// Thread-safety: plain functions over file descriptors of the caller. An error
// ends the program with a message.
#ifndef NOODLES_TESTS_BENCH_NETWORK_SOCKET_H_
#define NOODLES_TESTS_BENCH_NETWORK_SOCKET_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace noodles::bench {

[[noreturn]] void Fail(std::string_view what);

// Raises the limit of open file descriptors to the maximum.
void RaiseFileLimit();

// A socket that listens on any port of the loopback interface.
int ListenOnLoopback(uint16_t& port);

// A blocking connection to the port, with TCP_NODELAY.
int ConnectToLoopback(uint16_t port);

// Accepts a connection and answers its websocket handshake.
int AcceptWebsocket(int listening);

// A connection whose websocket is open.
int OpenWebsocket(uint16_t port);

// Receives some bytes; 0 if none are available. The end of the connection is an
// error.
size_t ReceiveSome(int socket, std::span<uint8_t> destination);

// Sends all bytes; blocks if necessary.
void SendAll(int socket, std::string_view bytes);

// The header of a binary frame, not masked.
std::string ServerFrameHeader(uint64_t payload_bytes);

// A binary frame, masked with a fixed key.
std::string ClientFrame(std::string_view payload);

// The place of the first complete frame of a client in `bytes`, whose payload
// is unmasked in place. `size` is 0 if the frame is not complete.
struct ClientFrameSpan {
  size_t size = 0;
  std::span<uint8_t> payload;
};
ClientFrameSpan FirstClientFrame(std::span<uint8_t> bytes);

// Waits for readable sockets with epoll.
class ReadPoll {
 public:
  ReadPoll();
  ~ReadPoll();
  ReadPoll(const ReadPoll&) = delete;
  ReadPoll& operator=(const ReadPoll&) = delete;

  void Add(int socket, size_t tag);
  // The tags of the readable sockets; waits for at least one.
  std::span<const size_t> Wait();

 private:
  int poll_ = -1;
  std::vector<size_t> ready_;
};

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_NETWORK_SOCKET_H_
