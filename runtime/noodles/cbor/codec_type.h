// ReadableType and WritableType: the types with functions Read and Write
// (values.h and the generated codecs).
//
// Thread-safety: constants.
#ifndef NOODLES_CBOR_CODEC_TYPE_H_
#define NOODLES_CBOR_CODEC_TYPE_H_

#include <concepts>
#include <map>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "noodles/cbor/any.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/values.h"
#include "noodles/cbor/writer.h"

namespace noodles::cbor {

// Whether a codec reads a T as one item. Containers are looked into, because
// their functions accept every type of element.
template <class T>
inline constexpr bool kIsReadable =
    std::is_default_constructible_v<T>&& requires(Reader& reader, T& value) {
  { Read(reader, value) } -> std::same_as<bool>;
};
template <class T>
inline constexpr bool kIsReadable<std::vector<T>> =
    kIsReadable<T> || kIsFlatElement<T>;
template <class T, size_t N>
inline constexpr bool kIsReadable<std::array<T, N>> = kIsReadable<T>;
template <>
inline constexpr bool kIsReadable<Any::Map> = true;
template <class T>
inline constexpr bool kIsReadable<std::map<std::string, T>> = kIsReadable<T>;
template <class... Ts>
inline constexpr bool kIsReadable<std::variant<Ts...>> = (kIsReadable<Ts> &&
                                                          ...);

// Whether a codec writes a T as one item.
template <class T>
inline constexpr bool kIsWritable =
    !std::is_pointer_v<T> && requires(Writer & writer, const T& value) {
  Write(writer, value);
};
template <class T>
inline constexpr bool kIsWritable<std::vector<T>> =
    kIsWritable<T> || kIsFlatElement<T>;
template <class T, size_t N>
inline constexpr bool kIsWritable<std::array<T, N>> = kIsWritable<T>;
template <>
inline constexpr bool kIsWritable<Any::Map> = true;
template <class T>
inline constexpr bool kIsWritable<std::map<std::string, T>> = kIsWritable<T>;
template <class... Ts>
inline constexpr bool kIsWritable<std::variant<Ts...>> = (kIsWritable<Ts> &&
                                                          ...);

template <class T>
concept ReadableType = kIsReadable<T>;
template <class T>
concept WritableType = kIsWritable<T>;

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_CODEC_TYPE_H_
