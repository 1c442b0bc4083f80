// Copies short texts without calling memcpy.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_CBOR_SHORT_COPY_H_
#define NOODLES_CBOR_SHORT_COPY_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace noodles::cbor {

inline constexpr size_t kShortCopy = 16;

namespace internal {

// Copies the first and the last word; the two may overlap.
template <class Word>
uint64_t CopyEnds(unsigned char* to, const char* from, size_t size) {
  Word first;
  Word last;
  std::memcpy(&first, from, sizeof(Word));
  std::memcpy(&last, from + size - sizeof(Word), sizeof(Word));
  std::memcpy(to, &first, sizeof(Word));
  std::memcpy(to + size - sizeof(Word), &last, sizeof(Word));
  return static_cast<uint64_t>(first) | last;
}

}  // namespace internal

// Copies `size` bytes, at most kShortCopy. The result has the high bit of some
// byte set exactly if the text is not ASCII.
inline uint64_t ShortCopy(unsigned char* to, const char* from, size_t size) {
  if (size >= 8) return internal::CopyEnds<uint64_t>(to, from, size);
  if (size >= 4) return internal::CopyEnds<uint32_t>(to, from, size);
  if (size >= 2) return internal::CopyEnds<uint16_t>(to, from, size);
  if (size == 0) return 0;
  to[0] = static_cast<unsigned char>(from[0]);
  return to[0];
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_SHORT_COPY_H_
