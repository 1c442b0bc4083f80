// A TCP client that sends whatever a test wants.
#ifndef NOODLES_TESTS_TRANSPORT_RAW_CLIENT_H_
#define NOODLES_TESTS_TRANSPORT_RAW_CLIENT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "transport/frame_builder.h"

namespace noodles::transport_internal {

// Blocking; a failure that a test does not expect throws.
class RawClient {
 public:
  // Over IPv4, or to [::1].
  explicit RawClient(uint16_t port, bool over_ipv6 = false);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void Send(std::string_view bytes);
  void Send(const ByteVector& bytes);
  // False if the peer does not take them.
  bool TrySend(std::string_view bytes);

  // Some bytes; empty at the end of the stream or after a reset.
  std::string Receive();
  // All bytes until the end.
  std::string ReceiveAll();

  // The opening handshake; returns the answer's head.
  std::string Upgrade();
  // After Upgrade(): the next events of the stream; more than one read may be
  // necessary. Empty at the end.
  std::vector<SeenEvent> ReceiveFrames();
  // All of them until the end.
  std::vector<SeenEvent> ReceiveAllFrames();

  void EndStream();
  // Ends with a reset instead of an end of stream.
  void Reset();

 private:
  int socket_ = -1;
  FrameParser parser_;
  std::string early_;  // frames that came with the handshake's answer
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TESTS_TRANSPORT_RAW_CLIENT_H_
