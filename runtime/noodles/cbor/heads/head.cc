#include "noodles/cbor/heads/head.h"

#include <cbor.h>

#include "noodles/cbor/byte_order.h"

namespace noodles::cbor::internal {

namespace {

Head& HeadOf(void* context) { return *static_cast<Head*>(context); }

template <typename Unsigned>
void OnUnsigned(void* context, Unsigned argument) {
  HeadOf(context).kind = Kind::kInteger;
  HeadOf(context).argument = argument;
}

template <typename Unsigned>
void OnNegative(void* context, Unsigned argument) {
  HeadOf(context).kind = Kind::kInteger;
  HeadOf(context).negative = true;
  HeadOf(context).argument = argument;
}

template <Kind kind>
void OnString(void* context, cbor_data data, size_t size) {
  HeadOf(context).kind = kind;
  HeadOf(context).payload = {data, size};
}

template <Kind kind>
void OnIndefinite(void* context) {
  HeadOf(context).kind = kind;
  HeadOf(context).indefinite = true;
}

template <Kind kind>
void OnCounted(void* context, uint64_t argument) {
  HeadOf(context).kind = kind;
  HeadOf(context).argument = argument;
}

template <typename Float, uint8_t bytes>
void OnFloat(void* context, Float number) {
  HeadOf(context).kind = Kind::kFloat;
  HeadOf(context).number = number;
  HeadOf(context).float_bytes = bytes;
}

template <Kind kind>
void OnPlain(void* context) {
  HeadOf(context).kind = kind;
}

void OnBool(void* context, bool value) {
  HeadOf(context).kind = Kind::kBool;
  HeadOf(context).argument = value ? 1 : 0;
}

constexpr cbor_callbacks kCallbacks = {
    .uint8 = OnUnsigned<uint8_t>,
    .uint16 = OnUnsigned<uint16_t>,
    .uint32 = OnUnsigned<uint32_t>,
    .uint64 = OnUnsigned<uint64_t>,
    .negint64 = OnNegative<uint64_t>,
    .negint32 = OnNegative<uint32_t>,
    .negint16 = OnNegative<uint16_t>,
    .negint8 = OnNegative<uint8_t>,
    .byte_string_start = OnIndefinite<Kind::kBytes>,
    .byte_string = OnString<Kind::kBytes>,
    .string = OnString<Kind::kText>,
    .string_start = OnIndefinite<Kind::kText>,
    .indef_array_start = OnIndefinite<Kind::kArray>,
    .array_start = OnCounted<Kind::kArray>,
    .indef_map_start = OnIndefinite<Kind::kMap>,
    .map_start = OnCounted<Kind::kMap>,
    .tag = OnCounted<Kind::kTag>,
    .float2 = OnFloat<float, 2>,
    .float4 = OnFloat<float, 4>,
    .float8 = OnFloat<double, 8>,
    .undefined = OnPlain<Kind::kUndefined>,
    .null = OnPlain<Kind::kNull>,
    .boolean = OnBool,
    .indef_break = OnPlain<Kind::kInvalid>,
};

// libcbor 0.8 rejects some well-formed items: unassigned simple values, and
// tags 6 to 20.
HeadStatus DecodeSimple(std::span<const uint8_t> input, Head& head) {
  head.kind = Kind::kSimple;
  head.argument = input[0] - 0xe0u;
  head.size = 1;
  if (input[0] != 0xf8) return HeadStatus::kOk;
  if (input.size() < 2) return HeadStatus::kTruncated;
  head.argument = input[1];
  head.size = 2;
  return input[1] < 32 ? HeadStatus::kMalformed : HeadStatus::kOk;
}

HeadStatus DecodeShortTag(uint8_t initial, Head& head) {
  head.kind = Kind::kTag;
  head.argument = initial - 0xc0u;
  head.size = 1;
  return HeadStatus::kOk;
}

}  // namespace

HeadStatus DecodeHead(std::span<const uint8_t> input, Head& head) {
  head = Head();
  if (input.empty()) return HeadStatus::kTruncated;
  const uint8_t initial = input[0];
  const bool is_simple = (initial >= 0xe0 && initial < 0xf4) || initial == 0xf8;
  if (is_simple) return DecodeSimple(input, head);
  if (initial >= 0xc0 && initial < 0xd8) return DecodeShortTag(initial, head);
  const cbor_decoder_result result =
      cbor_stream_decode(input.data(), input.size(), &kCallbacks, &head);
  head.size = result.read;
  switch (result.status) {
    case CBOR_DECODER_FINISHED:
      return HeadStatus::kOk;
    case CBOR_DECODER_NEDATA:
      return HeadStatus::kTruncated;
    case CBOR_DECODER_ERROR:
      break;
  }
  return HeadStatus::kMalformed;
}

bool DecodeArgument(std::span<const uint8_t> input, uint64_t& argument) {
  if (input.empty()) return false;
  const unsigned information = input[0] & 31;
  argument = information;
  if (information < 24) return true;
  if (information > 27) return false;
  const size_t bytes = size_t{1} << (information - 24);
  if (input.size() < 1 + bytes) return false;
  argument = 0;
  for (size_t i = 1; i <= bytes; ++i) argument = argument << 8 | input[i];
  return true;
}

}  // namespace noodles::cbor::internal
