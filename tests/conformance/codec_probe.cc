// Reads frames as requests and answers with the result of the codecs: the
// decoded frame, encoded again. The Python tests of this folder send the
// requests.
//
// A request is a length (four bytes, big-endian) and as many bytes: `s` or `c`
// for the side that sends, then the frame. `i` stands for frames of structures
// of the interfaces, numbered by their order in the specification. An answer is
// a length and a CBOR map:
//   frame    the messages that were delivered, encoded anew, as one frame
//   unknown  [number, content] of each message with an unknown number
//   invalid  [number, error] of each message whose content is wrong
//   error    what ended the frame; absent where all of it was read
// An error is [code, path, offset, expected, found]. The request `j` holds one
// CBOR item and is answered by its JSON, `J` holds JSON and is answered by its
// CBOR; before either answer stands `+`, or `-` before the text of an error.
// `b` is JSON of a MsgBufferCreate and is answered by the same, read and
// written anew. The request `l` and five
// numbers (eight bytes, big-endian) sets the members of DecodeLimits, in their
// order, for the frames behind it; the answer is empty. The program ends with
// its input: with 0, or with 1 inside a request.
#include <cstdint>
#include <cstdio>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/cbor/byte_order.h"
#include "noodles/cbor/frame_reader.h"
#include "noodles/codec.h"
#include "noodles/interfaces/codecs.h"
#include "noodles/interfaces/structures.h"
#include "noodles/json.h"
#include "noodles/protocol/message_visitors.h"

namespace noodles {
namespace {

using cbor::DecodeError;
using cbor::DecodeLimits;
using cbor::Writer;

void WriteError(Writer& writer, const DecodeError& error) {
  writer.WriteArrayHead(5);
  writer.WriteText(ToString(error.code));
  writer.WriteText(error.path);
  writer.WriteUint(error.offset);
  writer.WriteText(error.expected);
  writer.WriteText(error.found);
}

// The contents of a frame. Each list is kept encoded, without its head.
class Results {
 public:
  template <class Message>
  void Add(const Message& message) {
    AppendMessage(messages_, message);
    ++message_count_;
  }

  template <class Structure>
  void AddStructure(uint64_t number, const Structure& value) {
    messages_.WriteUint(number);
    Write(messages_, value);
    ++message_count_;
  }

  void AddUnknown(uint64_t number, const Bytes& content) {
    unknown_.WriteArrayHead(2);
    unknown_.WriteUint(number);
    unknown_.WriteBytes(content);
    ++unknown_count_;
  }

  void AddInvalid(uint64_t number, const DecodeError& error) {
    invalid_.WriteArrayHead(2);
    invalid_.WriteUint(number);
    WriteError(invalid_, error);
    ++invalid_count_;
  }

  void WriteAnswer(Writer& writer, const std::optional<DecodeError>& error) {
    Writer frame;
    frame.WriteArrayHead(2 * message_count_);
    frame.WriteEncoded(messages_.view());
    writer.WriteMapHead(error ? 4 : 3);
    writer.WriteText("frame");
    writer.WriteByteString(frame.view());
    writer.WriteText("unknown");
    writer.WriteArrayHead(unknown_count_);
    writer.WriteEncoded(unknown_.view());
    writer.WriteText("invalid");
    writer.WriteArrayHead(invalid_count_);
    writer.WriteEncoded(invalid_.view());
    if (error) {
      writer.WriteText("error");
      WriteError(writer, *error);
    }
  }

 private:
  Writer messages_;
  Writer unknown_;
  Writer invalid_;
  uint64_t message_count_ = 0;
  uint64_t unknown_count_ = 0;
  uint64_t invalid_count_ = 0;
};

// A handler that encodes every message anew.
template <template <class> class Visitor>
class Messages final : public Visitor<Messages<Visitor>> {
 public:
  Results results;

  template <class Message>
  void OnMessage(Message&& message) {
    results.Add(message);
  }
  void OnUnknownMessage(uint64_t number, const Bytes& content) override {
    results.AddUnknown(number, content);
  }
  void OnInvalidMessage(uint64_t number, const DecodeError& error) override {
    results.AddInvalid(number, error);
  }
};

// Reads frames whose messages are these structures, in the order of their
// numbers.
template <class... Structures>
void AnswerStructures(const Bytes& frame, const DecodeLimits& limits,
                      Writer& writer) {
  Results results;
  cbor::FrameReader reader(frame, limits);
  const auto read = [&]<class Structure>(std::type_identity<Structure>) {
    Structure value;
    if (Read(reader.content(), value)) {
      results.AddStructure(reader.number(), value);
    } else {
      results.AddInvalid(reader.number(), reader.TakeContentError());
    }
  };
  while (reader.Next()) {
    uint64_t number = 0;
    const bool is_known = ((reader.number() == number++ &&
                            (read(std::type_identity<Structures>()), true)) ||
                           ...);
    if (is_known) continue;
    if (const auto content = reader.SkipContent()) {
      results.AddUnknown(reader.number(), *content);
    }
  }
  results.WriteAnswer(writer, reader.TakeError());
}

template <class Handler>
void Answer(const Bytes& frame, const DecodeLimits& limits, Writer& writer) {
  Handler handler;
  const auto error = Dispatch(frame, handler, limits);
  handler.results.WriteAnswer(writer, error);
}

enum class Input { kWhole, kEnd, kCut };

Input ReadExactly(std::span<uint8_t> out) {
  const size_t count = std::fread(out.data(), 1, out.size(), stdin);
  if (count == out.size()) return Input::kWhole;
  return count == 0 ? Input::kEnd : Input::kCut;
}

Input ReadRequest(std::vector<uint8_t>& request) {
  uint8_t size[4];
  const Input state = ReadExactly(size);
  if (state != Input::kWhole) return state;
  request.resize(size_t{size[0]} << 24 | size_t{size[1]} << 16 |
                 size_t{size[2]} << 8 | size[3]);
  return ReadExactly(request) == Input::kWhole ? Input::kWhole : Input::kCut;
}

bool WriteAnswer(std::span<const uint8_t> answer) {
  const auto count = static_cast<uint32_t>(answer.size());
  const uint8_t size[4] = {
      static_cast<uint8_t>(count >> 24), static_cast<uint8_t>(count >> 16),
      static_cast<uint8_t>(count >> 8), static_cast<uint8_t>(count)};
  return std::fwrite(size, 1, 4, stdout) == 4 &&
         (answer.empty() || std::fwrite(answer.data(), 1, answer.size(),
                                        stdout) == answer.size()) &&
         std::fflush(stdout) == 0;
}

// Answers by the text, or by the message of the error.
void AnswerText(const absl::StatusOr<std::string>& text, Writer& writer) {
  const std::string answer =
      text.ok() ? "+" + *text : "-" + std::string(StatusMessage(text.status()));
  writer.WriteEncoded(Bytes::Copy(answer).span());
}

absl::StatusOr<std::string> JsonAnew(std::string_view json,
                                     const JsonOptions& options) {
  const auto message = FromJson<MsgBufferCreate>(json, options);
  if (!message.ok()) return message.status();
  return ToJson(*message, options);
}

// Sets the limits from the bytes of a request; false if these are too few.
bool SetLimits(std::span<const uint8_t> numbers, DecodeLimits& limits) {
  size_t* const members[] = {
      &limits.max_depth, &limits.max_items, &limits.max_text_bytes,
      &limits.max_byte_string_bytes, &limits.max_messages};
  if (numbers.size() != 8 * std::size(members)) return false;
  for (size_t* const member : members) {
    *member = cbor::LoadBigEndian<uint64_t>(numbers.data());
    numbers = numbers.subspan(8);
  }
  return true;
}

int Run() {
  DecodeLimits limits;
  std::vector<uint8_t> request;
  while (true) {
    const Input state = ReadRequest(request);
    if (state == Input::kEnd) return 0;
    if (state == Input::kCut || request.empty()) return 1;
    // Memory of exactly the size of the frame, so that a sanitizer detects a
    // read beyond it.
    const Bytes frame =
        Bytes::Copy(std::span<const uint8_t>(request).subspan(1));
    Writer answer;
    if (request[0] == 's') {
      Answer<Messages<ServerMessageVisitor>>(frame, limits, answer);
    } else if (request[0] == 'c') {
      Answer<Messages<ClientMessageVisitor>>(frame, limits, answer);
    } else if (request[0] == 'i') {
      AnswerStructures<TableColumnInfo, Selection, TableInitData, ProbeResult,
                       TimeMetadata>(frame, limits, answer);
    } else if (request[0] == 'j') {
      AnswerText(CborToJson(frame, {.limits = limits}), answer);
    } else if (request[0] == 'J') {
      const auto cbor = JsonToCbor(frame.text(), {.limits = limits});
      AnswerText(cbor.ok()
                     ? absl::StatusOr<std::string>(std::string(cbor->text()))
                     : cbor.status(),
                 answer);
    } else if (request[0] == 'b') {
      AnswerText(JsonAnew(frame.text(), {.limits = limits}), answer);
    } else if (request[0] == 'l') {
      if (!SetLimits(frame.span(), limits)) return 1;
    } else {
      return 1;
    }
    if (!WriteAnswer(answer.view())) return 1;
  }
}

}  // namespace
}  // namespace noodles

int main() { return noodles::Run(); }
