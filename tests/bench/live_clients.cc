#include "bench/live_clients.h"

#include <poll.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "bench/network_socket.h"
#include "noodles/codec.h"

namespace noodles::bench {
namespace {

// Where a client looks for the mark in a message.
constexpr size_t kSearchedBytes = size_t{64} << 10;

// Reads the frames of a server, and knows the updates in them.
class Client {
 public:
  Client(Shared& shared, size_t index)
      : shared_(shared),
        index_(index),
        socket_(OpenWebsocket(static_cast<uint16_t>(shared.port.load()))) {
    SendAll(socket_, ClientFrame(EncodeFrame(MsgIntroduction{"live"}).text()));
  }

  int socket() const { return socket_; }

  void Receive(std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
      if (left_ == 0) {
        head_.push_back(bytes[0]);
        bytes = bytes.subspan(1);
        ReadHeader();
        continue;
      }
      const size_t count = std::min<uint64_t>(left_, bytes.size());
      const size_t kept = std::min(count, kSearchedBytes - start_.size());
      start_.insert(start_.end(), bytes.begin(), bytes.begin() + kept);
      left_ -= count;
      bytes = bytes.subspan(count);
      if (left_ == 0) EndMessage();
    }
  }

 private:
  void ReadHeader() {
    if (head_.size() < 2) return;
    const uint8_t length = head_[1] & 127;
    const size_t more = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (head_.size() < 2 + more) return;
    left_ = length;
    if (more != 0) {
      left_ = 0;
      for (size_t i = 0; i < more; ++i) left_ = left_ * 256 + head_[2 + i];
    }
    head_.clear();
    start_.clear();
  }

  void EndMessage() {
    const int64_t now = Now();
    const std::string_view start(reinterpret_cast<const char*>(start_.data()),
                                 start_.size());
    std::array<char, sizeof kMark> mark;
    std::memcpy(mark.data(), &kMark, sizeof kMark);
    const size_t place = start.find(std::string_view(mark.data(), mark.size()));
    if (place == start.npos || place + 2 * sizeof kMark > start.size()) return;
    float number = 0;
    std::memcpy(&number, start.data() + place + sizeof kMark, sizeof number);
    const auto update = static_cast<size_t>(number);
    if (std::exchange(is_ready_, true) == false) ++shared_.ready;
    if (update == 0 || update >= kMaxUpdates) return;
    shared_.latency[index_][update] = now - shared_.begun[update];
  }

  Shared& shared_;
  const size_t index_;
  const int socket_;
  bool is_ready_ = false;
  std::vector<uint8_t> head_;
  // Of the payload that is to come.
  uint64_t left_ = 0;
  std::vector<uint8_t> start_;
};

}  // namespace

void RunClients(Shared& shared, size_t count) {
  while (shared.port == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  std::vector<std::unique_ptr<Client>> clients;
  std::vector<pollfd> sockets;
  for (size_t i = 0; i < count; ++i) {
    clients.push_back(std::make_unique<Client>(shared, i));
    sockets.push_back({.fd = clients.back()->socket(), .events = POLLIN});
  }
  std::vector<uint8_t> memory(size_t{256} << 10);
  while (!shared.is_done) {
    if (::poll(sockets.data(), sockets.size(), 20) <= 0) continue;
    for (size_t i = 0; i < count; ++i) {
      if (sockets[i].revents == 0) continue;
      const size_t received = ReceiveSome(sockets[i].fd, memory);
      clients[i]->Receive(std::span(memory).first(received));
    }
  }
  std::_Exit(0);
}

}  // namespace noodles::bench
