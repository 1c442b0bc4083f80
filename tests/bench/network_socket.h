// Blocking and polled TCP sockets with the websocket handshake, for the
// network benchmarks: what a server or client written by hand would do.
//
// Thread-safety: plain functions over file descriptors of the caller's. A
// failure ends the program with a message.
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

// As many file descriptors as the system allows.
void RaiseFileLimit();

// A socket that listens on any port of the loopback interface.
int ListenOnLoopback(uint16_t& port);

// A connection to it, blocking, without delay for small messages.
int ConnectToLoopback(uint16_t port);

// Accepts a connection and answers its websocket handshake.
int AcceptWebsocket(int listening);

// A connection whose websocket is open.
int OpenWebsocket(uint16_t port);

// What a call of recv brought; 0 if there is nothing yet. The end is a failure.
size_t ReceiveSome(int socket, std::span<uint8_t> destination);

// Sends all of it, waiting where it must.
void SendAll(int socket, std::string_view bytes);

// The header of a binary frame, not masked.
std::string ServerFrameHeader(uint64_t payload_bytes);

// A binary frame, masked with a fixed key.
std::string ClientFrame(std::string_view payload);

// Where the first whole frame of a client in `bytes` lies; its payload is
// unmasked in place. `size` 0: it is not complete.
struct ClientFrameSpan {
  size_t size = 0;
  std::span<uint8_t> payload;
};
ClientFrameSpan FirstClientFrame(std::span<uint8_t> bytes);

// An epoll of reading.
class ReadPoll {
 public:
  ReadPoll();
  ~ReadPoll();
  ReadPoll(const ReadPoll&) = delete;
  ReadPoll& operator=(const ReadPoll&) = delete;

  void Add(int socket, size_t tag);
  // The tags of those that can be read, waiting for at least one.
  std::span<const size_t> Wait();

 private:
  int poll_ = -1;
  std::vector<size_t> ready_;
};

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_NETWORK_SOCKET_H_
