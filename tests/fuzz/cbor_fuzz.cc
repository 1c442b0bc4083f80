// Decodes arbitrary bytes with Reader and Any, and encodes the result with
// Writer (libFuzzer). A finding is a crash, a report of a sanitizer, or a
// failed Require.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"

namespace {

using noodles::Bytes;
using noodles::cbor::Any;
using noodles::cbor::DecodeErrorCode;
using noodles::cbor::Reader;
using noodles::cbor::Writer;

void Require(bool promise) {
  if (!promise) std::abort();
}

// If Any can be read, Skip must consume the same bytes, and the encoded value
// must be read as the same value.
void CheckAny(std::span<const uint8_t> input) {
  Reader reader(input);
  Reader skipping(input);
  Any value;
  const bool read = Read(reader, value);
  const bool skipped = skipping.Skip();
  if (!read) {
    const auto error = reader.TakeError();
    Require(error.offset <= input.size() && !error.expected.empty() &&
            !error.found.empty());
    // Skip does not check texts and byte strings.
    Require(!skipped || error.code == DecodeErrorCode::kInvalidText ||
            error.code == DecodeErrorCode::kLimitExceeded);
    return;
  }
  Require(skipped && reader.offset() == skipping.offset());
  Writer writer;
  Write(writer, value);
  Reader again(writer.view());
  Any same;
  Require(Read(again, same) && again.at_end() && same == value);
}

// Typed reads, selected by the bytes of the input.
void CheckTypedReads(std::span<const uint8_t> input) {
  const Bytes frame = Bytes::Copy(input);
  Reader reader(frame);
  reader.AcceptBase64Text(true);
  for (const uint8_t choice : input) {
    const size_t start = reader.offset();
    uint64_t number = 0;
    uint32_t slot = 0;
    int64_t signed_number = 0;
    float real = 0;
    std::string text;
    Bytes bytes;
    std::vector<float> list(choice % 5);
    bool read = false;
    switch (choice % 9) {
      case 0:
        read = reader.ReadUint(number);
        break;
      case 1:
        read = reader.ReadInt(signed_number);
        break;
      case 2:
        read = reader.ReadFloat(real);
        break;
      case 3:
        read = reader.ReadText(text);
        break;
      case 4:
        read = reader.ReadBytes(bytes);
        break;
      case 5:
        read = reader.ReadIdPair(slot, slot);
        break;
      case 6:
        read = reader.ReadFloats(list);
        break;
      case 7:
        read = reader.ReadFloatList(list);
        break;
      default:
        read = reader.TryReadNull() || reader.Skip();
        break;
    }
    Require(read == reader.ok() && reader.offset() >= start);
    if (!read) reader.ResumeAt(start + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  CheckAny({data, size});
  CheckTypedReads({data, size});
  return 0;
}
