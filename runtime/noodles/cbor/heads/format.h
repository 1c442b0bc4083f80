// Writes numbers and texts in CBOR diagnostic notation (RFC 8949, section 8),
// for error messages and Any::ToString.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_CBOR_HEADS_FORMAT_H_
#define NOODLES_CBOR_HEADS_FORMAT_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "noodles/cbor/kind.h"

namespace noodles::cbor::internal {

// Decimal digits; the smallest integer of CBOR is -18446744073709551616.
std::string FormatInteger(Integer number);

// The fewest digits that give the same number when read back, in the format of
// JavaScript but always with a decimal point: `1.0`, `0.00006103515625`,
// `1.0e+300`, `NaN`, `-Infinity`.
std::string FormatFloat(double number);
std::string FormatFloat(float number);

std::string Concatenate(std::initializer_list<std::string_view> parts);

// Example: `0x1c`
std::string FormatByte(uint8_t byte);

// The text in double quotes, escaped as in JSON. Invalid UTF-8 becomes U+FFFD.
std::string QuoteText(std::string_view text);

}  // namespace noodles::cbor::internal

#endif  // NOODLES_CBOR_HEADS_FORMAT_H_
