// The kind of CBOR item that a C++ type is encoded as. ReadChoice uses it to
// select an alternative.
//
// Generated enumerations (texts) and structures that are encoded as arrays have
// specializations beside their codecs.
//
// Thread-safety: constants.
#ifndef NOODLES_CBOR_KIND_OF_H_
#define NOODLES_CBOR_KIND_OF_H_

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/base/id.h"
#include "noodles/cbor/kind.h"

namespace noodles::cbor {

// Whether T is a group whose places repeat in a flat list: only a std::vector
// of T has a codec. Specialized beside the codec.
template <class T>
inline constexpr bool kIsFlatElement = false;

// Structures are encoded as maps.
template <class T>
inline constexpr Kind kKindOf = Kind::kMap;
template <>
inline constexpr Kind kKindOf<bool> = Kind::kBool;
template <>
inline constexpr Kind kKindOf<uint64_t> = Kind::kInteger;
template <>
inline constexpr Kind kKindOf<uint32_t> = Kind::kInteger;
template <>
inline constexpr Kind kKindOf<int64_t> = Kind::kInteger;
template <>
inline constexpr Kind kKindOf<float> = Kind::kFloat;
template <>
inline constexpr Kind kKindOf<double> = Kind::kFloat;
template <>
inline constexpr Kind kKindOf<std::string> = Kind::kText;
template <>
inline constexpr Kind kKindOf<Bytes> = Kind::kBytes;
template <>
inline constexpr Kind kKindOf<std::monostate> = Kind::kNull;
template <auto kind>
inline constexpr Kind kKindOf<Id<kind>> = Kind::kArray;
template <class T, size_t N>
inline constexpr Kind kKindOf<std::array<T, N>> = Kind::kArray;
template <class T>
inline constexpr Kind kKindOf<std::vector<T>> = Kind::kArray;

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_KIND_OF_H_
