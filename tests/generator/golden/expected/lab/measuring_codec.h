// Measuring: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef LAB_MEASURING_CODEC_H_
#define LAB_MEASURING_CODEC_H_

#include "lab/measuring.h"
#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<lab::Window> = 2;
template <>
inline constexpr size_t kMinimumEncodedSize<lab::Sample> = 17;
template <>
inline constexpr size_t kMinimumEncodedSize<lab::Estimate> = 6;
template <>
inline constexpr bool kIsFlatElement<lab::Window> = true;
template <>
inline constexpr Kind kKindOf<lab::Sensor> = Kind::kText;
template <>
inline constexpr Kind kKindOf<lab::Estimate> = Kind::kArray;

}  // namespace noodles::cbor

namespace lab {

bool Read(noodles::cbor::Reader& reader, Sensor& value);
void Write(noodles::cbor::Writer& writer, Sensor value);

// A flat list: one array that holds the members of all elements in a row.
// Read also accepts elements that are maps.
bool Read(noodles::cbor::Reader& reader, std::vector<Window>& value);
void Write(noodles::cbor::Writer& writer, const std::vector<Window>& value);

bool Read(noodles::cbor::Reader& reader, Sample& value);
void Write(noodles::cbor::Writer& writer, const Sample& value);

bool Read(noodles::cbor::Reader& reader, Estimate& value);
void Write(noodles::cbor::Writer& writer, const Estimate& value);

}  // namespace lab

#endif  // LAB_MEASURING_CODEC_H_
