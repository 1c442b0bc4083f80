// A ConnectionHandler for tests with real threads: echoes, and lets a test wait
// for what happens.
#ifndef NOODLES_TESTS_TRANSPORT_SERVER_HANDLER_H_
#define NOODLES_TESTS_TRANSPORT_SERVER_HANDLER_H_

#include <gtest/gtest.h>

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "noodles/transport/connections/listener.h"

namespace noodles::transport_internal {

class ServerHandler : public ConnectionHandler {
 public:
  explicit ServerHandler(bool echo = true) : echo_(echo) {}

  void OnOpen(std::shared_ptr<Connection> connection) override {
    const std::lock_guard lock(mutex_);
    open_[connection->id()] = std::move(connection);
    ++opens_;
    changed_.notify_all();
  }

  void OnMessage(Connection& connection, Bytes message) override {
    if (echo_) connection.Send(message);
    const std::lock_guard lock(mutex_);
    ++messages_;
    changed_.notify_all();
  }

  void OnTextMessage(Connection& connection, Bytes message) override {
    connection.Send(MakeOutgoingMessage({std::move(message)}, true));
  }

  void OnClose(Connection& connection, const CloseReason& reason) override {
    const std::lock_guard lock(mutex_);
    EXPECT_EQ(open_.erase(connection.id()), 1u);
    reasons_.push_back(reason);
    changed_.notify_all();
  }

  // Waits until so many are open; returns them, the oldest first.
  std::vector<std::shared_ptr<Connection>> WaitForOpen(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return open_.size() >= count; });
    std::vector<std::shared_ptr<Connection>> connections;
    for (const auto& [id, connection] : open_) {
      connections.push_back(connection);
    }
    return connections;
  }

  // Waits until so many have closed; returns their reasons.
  std::vector<CloseReason> WaitForClosed(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return reasons_.size() >= count; });
    return reasons_;
  }

  void WaitForMessages(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return messages_ >= count; });
  }

  size_t opens() const {
    const std::lock_guard lock(mutex_);
    return opens_;
  }
  size_t closes() const {
    const std::lock_guard lock(mutex_);
    return reasons_.size();
  }

 private:
  const bool echo_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::map<uint64_t, std::shared_ptr<Connection>> open_;
  std::vector<CloseReason> reasons_;
  size_t opens_ = 0;
  size_t messages_ = 0;
};

inline ListenerOptions LoopbackOptions() {
  ListenerOptions options;
  options.address = "127.0.0.1";
  options.port = 0;
  return options;
}

inline std::unique_ptr<Listener> StartListener(
    const ListenerOptions& options,
    std::shared_ptr<ConnectionHandler> handler) {
  auto listener = Listener::Start(options, std::move(handler));
  if (!listener.ok()) {
    ADD_FAILURE() << listener.status();
    return nullptr;
  }
  return *std::move(listener);
}

}  // namespace noodles::transport_internal

#endif  // NOODLES_TESTS_TRANSPORT_SERVER_HANDLER_H_
