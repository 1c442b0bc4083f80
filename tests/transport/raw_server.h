// A TCP server that answers each connection with whatever a test wants.
#ifndef NOODLES_TESTS_TRANSPORT_RAW_SERVER_H_
#define NOODLES_TESTS_TRANSPORT_RAW_SERVER_H_

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace noodles::transport_internal {

class RawServer {
 public:
  // Returns the answer to a request's head; then the connection is closed.
  using Answer = std::function<std::string(const std::string& request)>;

  // With `is_silent`, the answer is sent and the connection kept open.
  explicit RawServer(Answer answer, bool is_silent = false);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  uint16_t port() const { return port_; }
  // "http://127.0.0.1:PORT" with another scheme and a target.
  std::string Url(const std::string& scheme, const std::string& target) const;
  std::vector<std::string> requests() const;

  // With `is_silent`: resets the connections that were answered so far.
  void ResetAll();

 private:
  void Run();
  void Serve(int connection);

  const Answer answer_;
  const bool is_silent_;
  int listener_ = -1;
  uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::vector<int> open_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TESTS_TRANSPORT_RAW_SERVER_H_
