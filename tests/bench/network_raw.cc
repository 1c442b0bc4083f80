#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bench/handwritten_cursor.h"
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

namespace {

// Calls answer(payload, replies) for each frame of a client, which appends to
// the bytes that one write sends.
template <class Answer>
void AnswerFrames(Answer answer) {
  uint16_t port = 0;
  const int listening = ListenOnLoopback(port);
  PrintPort(port);
  ReadPoll poll;
  poll.Add(listening, static_cast<size_t>(listening));
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
        answer(frame.payload, replies);
        bytes = bytes.subspan(frame.size);
      }
      kept.assign(bytes.begin(), bytes.end());
      if (!replies.empty()) SendAll(socket, replies);
    }
  }
}

// A call, for a codec that knows only calls of this form.
struct SmallCall {
  MethodID method;
  std::string invoke_id;
  std::vector<Any> arguments;
};

bool Decode(const Bytes& frame, SmallCall& call) {
  Cursor in(frame);
  uint64_t count = 0;
  if (!in.Next("\x82\x01\xa3\x66method") || !in.Value(call.method) ||
      !in.Next("\x69invoke_id") || !in.Value(call.invoke_id) ||
      !in.Next("\x64"
               "args") ||
      !in.Count(count, 1)) {
    return false;
  }
  call.arguments.reserve(static_cast<size_t>(count));
  for (; count > 0; --count) {
    if (!in.Cell(call.arguments)) return false;
  }
  return in.at_end();
}

void AppendReply(const SmallCall& call, double result, std::string& replies) {
  constexpr std::string_view kBegin = "\x82\x18\x22\xa2\x69invoke_id\x68";
  constexpr std::string_view kResult = "\x66result\xfb";
  uint8_t number[sizeof(double)];
  cbor::StoreBigEndian(number, std::bit_cast<uint64_t>(result));
  replies += "\x82";  // a final binary frame
  replies += static_cast<char>(kBegin.size() + call.invoke_id.size() +
                               kResult.size() + sizeof(number));
  replies += kBegin;
  replies += call.invoke_id;
  replies += kResult;
  replies.append(reinterpret_cast<const char*>(number), sizeof(number));
}

}  // namespace

void AnswerCallsRaw() {
  const size_t call_bytes = EncodedCall().size();
  const std::string reply =
      ServerFrameHeader(EncodedReply().size()) + EncodedReply();
  AnswerFrames([&](std::span<const uint8_t> payload, std::string& replies) {
    if (payload.size() == call_bytes) replies += reply;
  });
}

void AnswerCallsDecoded() {
  using Method = std::function<double(const std::vector<Any>&)>;
  std::unordered_map<MethodID, Method> methods;
  methods[MethodID{0, 0}] = [](const std::vector<Any>& arguments) {
    return arguments.at(0).AsDouble().value_or(0) +
           arguments.at(1).AsDouble().value_or(0);
  };
  AnswerFrames([&](std::span<const uint8_t> payload, std::string& replies) {
    const Bytes frame = Bytes::Share(nullptr, payload);
    SmallCall call;
    if (!Decode(frame, call)) return;  // an introduction
    const auto method = methods.find(call.method);
    if (method == methods.end()) Fail("there is no such method");
    AppendReply(call, method->second(call.arguments), replies);
  });
}

}  // namespace noodles::bench
