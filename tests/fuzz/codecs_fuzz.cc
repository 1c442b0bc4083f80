// Decodes arbitrary bytes, and encodes the result (libFuzzer): CBOR with
// Reader, Any and Writer; frames of servers and of clients; records of
// journals. A finding is a crash, a report of a sanitizer, or a failed Require.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "fuzz/chosen_check.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"
#include "noodles/codec.h"
#include "noodles/journal/codecs.h"
#include "noodles/protocol/message_visitors.h"

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
void CheckAny(const Bytes& input) {
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
void CheckTypedReads(const Bytes& input) {
  Reader reader(input);
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

// A value that can be decoded is the same after it was encoded.
template <class T>
void CheckStable(const T& value) {
  const Bytes once = noodles::Encode(value);
  const absl::StatusOr<T> again = noodles::Decode<T>(once);
  Require(again.ok() && noodles::Encode(*again) == once);
}

// Visitor is ServerMessageVisitor or ClientMessageVisitor.
template <template <class> class Visitor>
class FrameChecker : public Visitor<FrameChecker<Visitor>> {
 public:
  template <class Message>
  void OnMessage(Message&& message) {
    CheckStable(message);
  }
  void OnInvalidMessage(uint64_t,
                        const noodles::cbor::DecodeError& error) override {
    Require(!error.expected.empty() && !error.found.empty());
  }
  // The content is one value.
  void OnUnknownMessage(uint64_t, const Bytes& content) override {
    Reader reader(content);
    Require(reader.Skip() && reader.offset() == content.size());
  }
};

template <template <class> class Visitor>
void CheckFrame(const Bytes& frame) {
  FrameChecker<Visitor> checker;
  const auto error = noodles::Dispatch(frame, checker);
  Require(!error || (error->offset <= frame.size() && !error->found.empty()));
}

template <class T>
void CheckRecord(const Bytes& bytes) {
  const absl::StatusOr<T> value = noodles::Decode<T>(bytes);
  if (value.ok()) CheckStable(*value);
}

std::string Check(size_t decoder, const Bytes& input) {
  switch (decoder) {
    case 0:
      CheckAny(input);
      CheckTypedReads(input);
      break;
    case 1:
      CheckFrame<noodles::ServerMessageVisitor>(input);
      CheckFrame<noodles::ClientMessageVisitor>(input);
      break;
    default:
      CheckRecord<noodles::JournalRecord>(input);
      CheckRecord<noodles::SnapshotPart>(input);
      break;
  }
  return "";
}

noodles::ChosenCheck chosen({"cbor", "frames", "journal"}, Check);

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** values) {
  chosen.Choose(*count, *values);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chosen.Run({data, size});
  return 0;
}
