// The load of the network benchmarks: clients in a process of their own.
//
//   network_load receive PORT CLIENTS BYTES
//     opens CLIENTS websockets, tells the server to begin, reads BYTES from
//     each.
//   network_load call PORT CLIENTS IN_FLIGHT CALLS
//     joins with CLIENTS clients, keeps IN_FLIGHT calls of each under way until
//     CALLS were answered.
//   network_load follow PORT CLIENTS [BYTES]
//     joins with CLIENTS clients, and reads all that comes until it is killed.
//     Prints the nanoseconds until each had BYTES, 1 by default.
//   network_load reply
//     prints the reply to a call, in hexadecimal digits.
//
// receive and call print the nanoseconds that they took.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "bench/network_calls.h"
#include "bench/network_socket.h"

namespace noodles::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kReadBytes = 256 * 1024;

class Sockets {
 public:
  Sockets(uint16_t port, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      sockets_.push_back(OpenWebsocket(port));
      poll_.Add(sockets_.back(), i);
    }
  }

  size_t size() const { return sockets_.size(); }
  int operator[](size_t i) const { return sockets_[i]; }
  std::span<const size_t> Wait() { return poll_.Wait(); }

  // Receives from one of the sockets; the result is valid until the next call.
  std::string_view Receive(size_t i) {
    return {reinterpret_cast<const char*>(buffer_.data()),
            ReceiveSome(sockets_[i], buffer_)};
  }

 private:
  std::vector<int> sockets_;
  ReadPoll poll_;
  std::vector<uint8_t> buffer_ = std::vector<uint8_t>(kReadBytes);
};

void ReceiveAll(Sockets& sockets, uint64_t bytes_each) {
  SendAll(sockets[0], ClientFrame("go"));
  uint64_t left = bytes_each * sockets.size();
  while (left > 0) {
    // A server that fragments messages sends more bytes.
    for (const size_t i : sockets.Wait()) {
      left -= std::min<uint64_t>(left, sockets.Receive(i).size());
    }
  }
}

// Sends a first call and waits for its reply, which follows the whole snapshot.
void Join(Sockets& sockets) {
  const std::string introduction = ClientFrame(EncodedIntroduction());
  const std::string call = ClientFrame(EncodedCall());
  const std::string reply = EncodedReply();
  std::vector<std::string> received(sockets.size());
  for (size_t i = 0; i < sockets.size(); ++i) {
    SendAll(sockets[i], introduction + call);
  }
  size_t left = sockets.size();
  while (left > 0) {
    for (const size_t i : sockets.Wait()) {
      received[i] += sockets.Receive(i);
      if (received[i].ends_with(reply)) --left;
    }
  }
}

void CallAll(Sockets& sockets, size_t in_flight, uint64_t calls) {
  const std::string call = ClientFrame(EncodedCall());
  const size_t reply_bytes =
      ServerFrameHeader(EncodedReply().size()).size() + EncodedReply().size();
  std::string burst;
  for (size_t i = 0; i < in_flight; ++i) burst += call;
  std::vector<size_t> partial(sockets.size());
  uint64_t to_send = calls;
  const auto send = [&](size_t i, size_t count) {
    count = std::min<uint64_t>(count, to_send);
    to_send -= count;
    SendAll(sockets[i], std::string_view(burst).substr(0, count * call.size()));
  };
  for (size_t i = 0; i < sockets.size(); ++i) send(i, in_flight);
  uint64_t answered = 0;
  while (answered < calls) {
    for (const size_t i : sockets.Wait()) {
      partial[i] += sockets.Receive(i).size();
      const size_t replies = partial[i] / reply_bytes;
      partial[i] %= reply_bytes;
      answered += replies;
      send(i, replies);
    }
  }
}

void Follow(Sockets& sockets, uint64_t bytes_each, Clock::time_point start) {
  const std::string introduction = ClientFrame(EncodedIntroduction());
  for (size_t i = 0; i < sockets.size(); ++i) SendAll(sockets[i], introduction);
  std::vector<uint64_t> left(sockets.size(), bytes_each);
  size_t waiting = sockets.size();
  while (true) {
    for (const size_t i : sockets.Wait()) {
      const size_t received = sockets.Receive(i).size();
      if (left[i] == 0) continue;
      left[i] -= std::min<uint64_t>(left[i], received);
      if (left[i] > 0 || --waiting > 0) continue;
      const std::chrono::nanoseconds time = Clock::now() - start;
      std::cout << time.count() << std::endl;
    }
  }
}

int PrintReply() {
  std::cout << std::hex << std::setfill('0');
  for (const char c : EncodedReply()) {
    std::cout << std::setw(2) << int{static_cast<uint8_t>(c)};
  }
  std::cout << "\n";
  return 0;
}

int Run(const std::vector<std::string>& words) {
  if (words.size() == 2 && words[1] == "reply") return PrintReply();
  const bool is_follow = words.size() >= 4 && words[1] == "follow";
  if (words.size() < 5 && !is_follow)
    Fail("see the top of network_load.cc for its words");
  const auto number = [&](size_t i) {
    return std::strtoull(words.at(i).c_str(), nullptr, 10);
  };
  RaiseFileLimit();
  Clock::time_point start = Clock::now();
  Sockets sockets(static_cast<uint16_t>(number(2)), number(3));
  if (is_follow) Follow(sockets, words.size() > 4 ? number(4) : 1, start);
  const bool is_call = words[1] == "call";
  if (is_call) Join(sockets);
  start = Clock::now();
  if (is_call) {
    CallAll(sockets, number(4), number(5));
  } else {
    ReceiveAll(sockets, number(4));
  }
  const std::chrono::nanoseconds time = Clock::now() - start;
  std::cout << time.count() << "\n";
  return 0;
}

}  // namespace
}  // namespace noodles::bench

int main(int argc, char** argv) {
  return noodles::bench::Run({argv, argv + argc});
}
