// The minimum number of bytes that a value of a type is encoded in.
#ifndef NOODLES_CBOR_MINIMUM_ENCODED_SIZE_H_
#define NOODLES_CBOR_MINIMUM_ENCODED_SIZE_H_

#include <array>
#include <cstddef>

#include "noodles/base/id.h"

namespace noodles::cbor {

// Generated code specializes it for structures, so that a decoder never
// reserves more elements than the rest of the input could hold.
template <class T>
inline constexpr size_t kMinimumEncodedSize = 1;

template <auto kind>
inline constexpr size_t kMinimumEncodedSize<Id<kind>> = 3;

template <class T, size_t N>
inline constexpr size_t kMinimumEncodedSize<std::array<T, N>> =
    1 + N* kMinimumEncodedSize<T>;

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_MINIMUM_ENCODED_SIZE_H_
