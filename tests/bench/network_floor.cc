#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "bench/network_servers.h"
#include "bench/network_socket.h"
#include "bench/update_pace.h"
#include "noodles/codec.h"

namespace noodles::bench {
namespace {

// A thread that sleeps in epoll_wait until it is woken, as the threads of a
// network do, and then calls `work`.
class WokenThread {
 public:
  explicit WokenThread(std::function<void()> work)
      : work_(std::move(work)), thread_([this] { Run(); }) {}
  ~WokenThread() {
    is_done_ = true;
    Wake();
    thread_.join();
    close(event_);
  }
  WokenThread(const WokenThread&) = delete;
  WokenThread& operator=(const WokenThread&) = delete;

  void Wake() const {
    const uint64_t one = 1;
    if (write(event_, &one, sizeof(one)) < 0) Fail("cannot wake a thread");
  }

 private:
  void Run() const {
    const int poll = epoll_create1(0);
    epoll_event wanted = {.events = EPOLLIN, .data = {}};
    epoll_ctl(poll, EPOLL_CTL_ADD, event_, &wanted);
    while (!is_done_) {
      epoll_event event;
      if (epoll_wait(poll, &event, 1, -1) != 1) continue;
      uint64_t count = 0;
      if (read(event_, &count, sizeof(count)) > 0) work_();
    }
    close(poll);
  }

  const int event_ = eventfd(0, EFD_NONBLOCK);
  const std::function<void()> work_;
  std::atomic<bool> is_done_ = false;
  std::thread thread_;
};

}  // namespace

void MeasureUpdateFloor() {
  MsgEntityUpdate update;
  update.content.transform = Mat4{1};
  const std::string payload(EncodeFrame(update).text());
  const std::string frame = ServerFrameHeader(payload.size()) + payload;
  uint16_t port = 0;
  const int listening = ListenOnLoopback(port);
  PrintPort(port);
  const int socket = AcceptWebsocket(listening);
  pollfd introduction = {.fd = socket, .events = POLLIN, .revents = 0};
  poll(&introduction, 1, -1);
  const double alone = SingleTime([] {});
  const double sent = SingleTime([&] { SendAll(socket, frame); });
  std::cout << "frame " << sent - alone << "\n";
  {
    const WokenThread sender([&] { SendAll(socket, frame); });
    const double handed = SingleTime([&] { sender.Wake(); });
    std::cout << "handed " << handed - alone << "\n";
    std::cout << "wake " << BurstTime([&] { sender.Wake(); }) << "\n";
  }
  std::cout << "end" << std::endl;
  std::cin.get();  // does not return: the socket stays open
}

}  // namespace noodles::bench
