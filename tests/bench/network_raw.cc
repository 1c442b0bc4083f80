#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <unordered_map>

#include "bench/network_calls.h"
#include "bench/network_servers.h"
#include "bench/network_socket.h"

namespace noodles::bench {
namespace {

// Writes all vectors in order; modifies the vectors.
void WriteAll(int socket, std::vector<iovec>& vectors) {
  size_t first = 0;
  while (first < vectors.size()) {
    const ssize_t result = ::writev(socket, vectors.data() + first,
                                    static_cast<int>(vectors.size() - first));
    if (result < 0) Fail("cannot write");
    size_t count = static_cast<size_t>(result);
    while (first < vectors.size() && count >= vectors[first].iov_len) {
      count -= vectors[first++].iov_len;
    }
    if (first == vectors.size()) return;
    vectors[first].iov_base =
        static_cast<uint8_t*>(vectors[first].iov_base) + count;
    vectors[first].iov_len -= count;
  }
}

iovec VectorOf(std::span<const uint8_t> bytes) {
  return {const_cast<uint8_t*>(bytes.data()), bytes.size()};
}

}  // namespace

void BroadcastRaw(const Broadcast& broadcast) {
  uint16_t port = 0;
  const int listening = ListenOnLoopback(port);
  PrintPort(port);
  std::vector<int> sockets;
  while (sockets.size() < broadcast.clients) {
    sockets.push_back(AcceptWebsocket(listening));
  }
  pollfd go = {.fd = sockets.front(), .events = POLLIN, .revents = 0};
  ::poll(&go, 1, -1);

  const std::string header = ServerFrameHeader(broadcast.frame_bytes());
  std::vector<iovec> frame = {VectorOf(
      {reinterpret_cast<const uint8_t*>(header.data()), header.size()})};
  for (const Bytes& piece : broadcast.pieces) {
    frame.push_back(VectorOf(piece.span()));
  }
  std::vector<iovec> rest;
  for (size_t i = 0; i < broadcast.frames; ++i) {
    for (const int socket : sockets) {
      rest = frame;
      WriteAll(socket, rest);
    }
  }
  ::poll(nullptr, 0, -1);
}

void AnswerCallsRaw() {
  uint16_t port = 0;
  const int listening = ListenOnLoopback(port);
  PrintPort(port);
  ReadPoll poll;
  poll.Add(listening, static_cast<size_t>(listening));
  const std::string call = EncodedCall();
  const std::string reply =
      ServerFrameHeader(EncodedReply().size()) + EncodedReply();
  std::unordered_map<int, std::vector<uint8_t>> partial;
  std::vector<uint8_t> buffer(64 * 1024);
  std::string replies;
  for (;;) {
    for (const size_t tag : poll.Wait()) {
      const int socket = static_cast<int>(tag);
      if (socket == listening) {
        const int accepted = AcceptWebsocket(listening);
        poll.Add(accepted, static_cast<size_t>(accepted));
        continue;
      }
      std::vector<uint8_t>& kept = partial[socket];
      std::copy(kept.begin(), kept.end(), buffer.begin());
      std::span<uint8_t> bytes = std::span(buffer).first(
          kept.size() +
          ReceiveSome(socket, std::span(buffer).subspan(kept.size())));
      replies.clear();
      for (;;) {
        const ClientFrameSpan frame = FirstClientFrame(bytes);
        if (frame.size == 0) break;
        if (frame.payload.size() == call.size()) replies += reply;
        bytes = bytes.subspan(frame.size);
      }
      kept.assign(bytes.begin(), bytes.end());
      if (!replies.empty()) SendAll(socket, replies);
    }
  }
}

}  // namespace noodles::bench
