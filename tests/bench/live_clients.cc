#include "bench/live_clients.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "bench/network_socket.h"
#include "noodles/codec.h"
#include "noodles/protocol/handlers.h"

namespace noodles::bench {
namespace {

// Where a client looks for the mark in a message.
constexpr size_t kSearchedBytes = size_t{64} << 10;

// The URLs of the buffers that a frame creates.
class UrlFinder : public ServerMessageHandlerBase {
 public:
  void OnBufferCreate(MsgBufferCreate&& message) override {
    const auto* location = std::get_if<Location>(&message.content.source);
    if (location == nullptr) return;
    const auto* url = std::get_if<std::string>(location);
    if (url != nullptr) urls.push_back(*url);
  }

  std::vector<std::string> urls;
};

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
    const std::string_view start(reinterpret_cast<const char*>(start_.data()),
                                 start_.size());
    if (Look(start)) return;
    UrlFinder finder;
    if (Dispatch(Bytes::Copy(start), finder)) return;
    for (const std::string& url : finder.urls) Look(Fetch(url));
    // All arrays of the update have come.
    if (!finder.urls.empty()) Note(Now());
  }

  // Whether the bytes tell an update, which is complete now.
  bool Look(std::string_view bytes) {
    const int64_t now = Now();
    std::array<char, sizeof kMark> mark;
    std::memcpy(mark.data(), &kMark, sizeof kMark);
    const size_t place = bytes.find(std::string_view(mark.data(), mark.size()));
    if (place == bytes.npos || place + 2 * sizeof kMark > bytes.size()) {
      return false;
    }
    float number = 0;
    std::memcpy(&number, bytes.data() + place + sizeof kMark, sizeof number);
    update_ = static_cast<size_t>(number);
    if (std::exchange(is_ready_, true) == false) ++shared_.ready;
    Note(now);
    return true;
  }

  void Note(int64_t now) {
    if (update_ == 0 || update_ >= kMaxUpdates) return;
    shared_.latency[index_][update_] = now - shared_.begun[update_];
  }

  // The start of the body.
  std::string Fetch(const std::string& url) {
    if (http_ < 0) {
      http_ = ConnectToLoopback(static_cast<uint16_t>(shared_.port.load()));
    }
    SendAll(http_, "GET " + url.substr(url.find('/', url.find("//") + 2)) +
                       " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    std::string answer;
    uint64_t received = 0;
    uint64_t size = UINT64_MAX;
    while (received < size) {
      const ssize_t count = ::recv(http_, memory_.data(), memory_.size(), 0);
      if (count <= 0) Fail("the asset did not come");
      received += static_cast<uint64_t>(count);
      if (answer.size() < kSearchedBytes) {
        answer.append(memory_.begin(), memory_.begin() + count);
      }
      const size_t head = answer.find("\r\n\r\n");
      if (size != UINT64_MAX || head == answer.npos) continue;
      constexpr std::string_view kLength = "Content-Length: ";
      const size_t field = answer.find(kLength);
      if (!answer.starts_with("HTTP/1.1 200") || field > head) Fail(answer);
      size =
          head + 4 +
          std::strtoull(answer.c_str() + field + kLength.size(), nullptr, 10);
    }
    return answer.substr(answer.find("\r\n\r\n") + 4);
  }

  Shared& shared_;
  const size_t index_;
  const int socket_;
  // For assets.
  int http_ = -1;
  std::vector<char> memory_ = std::vector<char>(size_t{256} << 10);
  bool is_ready_ = false;
  // The latest that has come.
  size_t update_ = 0;
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
    sockets.push_back(
        {.fd = clients.back()->socket(), .events = POLLIN, .revents = 0});
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
