// Why a websocket ends: the status codes of close frames (RFC 6455, section
// 7.4, and the IANA registry).
//
// Thread-safety: plain values and pure functions.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_CLOSE_CODE_H_
#define NOODLES_TRANSPORT_WEBSOCKET_CLOSE_CODE_H_

#include <cstdint>

namespace noodles::transport_internal {

// Applications use 4000 to 4999 by a static_cast.
enum class CloseCode : uint16_t {
  kNormal = 1000,
  kGoingAway = 1001,        // the service ends
  kProtocolError = 1002,    // malformed frames
  kUnsupportedData = 1003,  // a text message where only binary ones are read
  kNoStatus = 1005,         // never on the wire: a close frame without a code
  kAbnormal = 1006,         // never on the wire: lost without a close frame
  kInvalidPayload = 1007,   // text that is not UTF-8
  kPolicyViolation = 1008,  // for example: reads too slowly
  kMessageTooBig = 1009,
  kInternalError = 1011,
  kTryAgainLater = 1013,
};

// True for codes that a close frame may carry: 1000 to 1003, 1007 to 1014 and
// 3000 to 4999.
constexpr bool MayBeSent(CloseCode code) {
  const auto value = static_cast<uint16_t>(code);
  return (value >= 1000 && value <= 1003) || (value >= 1007 && value <= 1014) ||
         (value >= 3000 && value <= 4999);
}

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_CLOSE_CODE_H_
