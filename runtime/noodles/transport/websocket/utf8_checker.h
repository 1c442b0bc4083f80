// Checks text for valid UTF-8 piece by piece, as it arrives, by the rules and
// the functions of cbor/utf8.h.
//
// Invalid text is noticed at the first byte that cannot be part of a character.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_UTF8_CHECKER_H_
#define NOODLES_TRANSPORT_WEBSOCKET_UTF8_CHECKER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace noodles::transport_internal {

class Utf8Checker {
 public:
  // False if the text so far cannot become valid; then feed no more.
  bool Feed(std::span<const uint8_t> bytes);

  // True if the text does not end inside a character; the next text may begin
  // then.
  bool complete() const { return begun_size_ == 0; }

 private:
  // The bytes of a character that the last piece has begun.
  std::array<char, 4> begun_{};
  size_t begun_size_ = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_UTF8_CHECKER_H_
