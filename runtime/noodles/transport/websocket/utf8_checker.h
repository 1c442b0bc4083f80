// Checks text for valid UTF-8 (RFC 3629) piece by piece, as it arrives.
//
// Overlong forms, surrogates and values above U+10FFFF are invalid and are
// noticed at the first byte that cannot be part of a character.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_UTF8_CHECKER_H_
#define NOODLES_TRANSPORT_WEBSOCKET_UTF8_CHECKER_H_

#include <cstdint>
#include <span>

namespace noodles::transport_internal {

class Utf8Checker {
 public:
  // False if the text so far cannot become valid; do not feed on then.
  bool Feed(std::span<const uint8_t> bytes);

  // True if the text does not end inside a character; the next text may begin
  // then.
  bool complete() const { return missing_ == 0; }

 private:
  bool FeedByte(uint8_t byte);

  uint8_t missing_ = 0;  // bytes until the character is complete
  // The next byte of the character lies between these.
  uint8_t lowest_ = 0x80;
  uint8_t highest_ = 0xbf;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_UTF8_CHECKER_H_
