// Numbers and texts in CBOR diagnostic notation (RFC 8949, section 8). Internal
// to this room: error messages and Any::ToString.
//
// Thread-safety: pure functions.
#ifndef NOODLES_CBOR_HEADS_FORMAT_H_
#define NOODLES_CBOR_HEADS_FORMAT_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "noodles/cbor/kind.h"

namespace noodles::cbor::internal {

// Down to -18446744073709551616.
std::string FormatInteger(Integer number);

// The fewest digits that give the number back, laid out as JavaScript does, but
// always with a point: `1.0`, `0.00006103515625`, `1.0e+300`, `NaN`,
// `-Infinity`.
std::string FormatFloat(double number);
std::string FormatFloat(float number);

// The parts, one after another.
std::string Concatenate(std::initializer_list<std::string_view> parts);

// `0x1c`
std::string FormatByte(uint8_t byte);

// In double quotes, escaped as in JSON; invalid UTF-8 becomes U+FFFD.
std::string QuoteText(std::string_view text);

}  // namespace noodles::cbor::internal

#endif  // NOODLES_CBOR_HEADS_FORMAT_H_
