// Boost.Beast's own websocket client: a peer that was not written here. In a
// file of its own since its headers are slow to compile.
#ifndef NOODLES_TESTS_TRANSPORT_BEAST_CLIENT_H_
#define NOODLES_TESTS_TRANSPORT_BEAST_CLIENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace noodles::transport_internal {

// Blocking; a failure that a test does not expect throws.
class BeastClient {
 public:
  explicit BeastClient(uint16_t port);
  ~BeastClient();

  void Send(std::string_view message, bool is_text = false);
  // In frames of at most `fragment_bytes`.
  void SendFragmented(std::string_view message, size_t fragment_bytes);
  void Ping(std::string_view payload);
  // The payload of the last pong that a Receive() has met.
  const std::string& last_pong() const;

  // The next message; none at the end.
  std::optional<std::string> Receive();
  // After the end: the code and the reason of the close frame; 0 if none came.
  int close_code() const;
  std::string close_reason() const;

  // The whole closing handshake.
  void Close(uint16_t code, std::string_view reason);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TESTS_TRANSPORT_BEAST_CLIENT_H_
