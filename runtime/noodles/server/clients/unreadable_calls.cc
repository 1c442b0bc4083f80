#include "noodles/server/clients/unreadable_calls.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/calls/method_error.h"
#include "noodles/cbor/frame_reader.h"
#include "noodles/cbor/reader.h"
#include "noodles/codec.h"
#include "noodles/transport/websocket/close_code.h"

namespace noodles::server_internal {
namespace {

// Calls of one faulty frame that are answered.
constexpr size_t kMostAnswers = 64;
// Encoded bytes of an invoke_id that is no text.
constexpr size_t kMostIdBytes = 1024;
// The first byte of an array of two items.
constexpr uint8_t kArrayOfTwo = 0x82;

constexpr uint64_t kCall = MessageTraits<MsgInvokeMethod>::kNumber;

// The invoke_id of a call that cannot be read as a whole.
struct FoundId {
  enum class Kind : uint8_t { kUnreadable, kAbsent, kFound };
  Kind kind = Kind::kUnreadable;
  Bytes encoded{};  // of kFound: one item
};

// Reads the value of the key invoke_id. A text is encoded anew, since it may be
// in pieces; any other item is returned as it stands: its sender looks for it.
FoundId ReadId(cbor::Reader& reader) {
  if (reader.TryReadNull()) return {.kind = FoundId::Kind::kAbsent};
  if (reader.IsText()) {
    std::string text;
    if (!reader.ReadText(text)) return {};
    return {.kind = FoundId::Kind::kFound, .encoded = Encode(Any(text))};
  }
  const size_t start = reader.offset();
  if (!reader.Skip() || reader.offset() - start > kMostIdBytes) return {};
  return {.kind = FoundId::Kind::kFound,
          .encoded = Bytes::Copy(reader.Since(start))};
}

// Reads the content of a call up to its invoke_id.
FoundId FindId(const Bytes& frame, size_t offset,
               const cbor::DecodeLimits& limits) {
  cbor::Reader reader(frame, limits);
  reader.ResumeAt(offset);
  // A content of another kind has no invoke_id. Its sender learns of it by the
  // end of the connection, unless that would lose the answers to other calls.
  if (!reader.IsMap() && !IsSingleMessage(frame)) {
    return {.kind = FoundId::Kind::kAbsent};
  }
  cbor::Reader::Sequence map;
  if (!reader.EnterMap(map)) return {};
  while (reader.More(map)) {
    std::string_view key;
    if (!reader.IsText() ? !reader.Skip() : !reader.ReadTextView(key)) {
      return {};
    }
    if (key == "invoke_id") return ReadId(reader);
    if (!reader.Skip()) return {};
  }
  if (!reader.ok()) return {};
  return {.kind = FoundId::Kind::kAbsent};
}

// The invoke_ids of the calls of a faulty frame, up to the fault.
std::vector<Bytes> FindIds(const Bytes& frame,
                           const cbor::DecodeLimits& limits) {
  std::vector<Bytes> ids;
  cbor::FrameReader reader(frame, limits);
  while (reader.Next() && ids.size() <= kMostAnswers) {
    if (reader.number() == kCall) {
      FoundId id = FindId(frame, reader.content().offset(), limits);
      if (id.kind == FoundId::Kind::kFound)
        ids.push_back(std::move(id.encoded));
    }
    if (!reader.SkipContent()) break;
  }
  return ids;
}

void SendRefusal(ClientSession& session, const Bytes& id,
                 std::string_view text) {
  ++session.tallies().calls;
  ++session.tallies().failed_calls;
  cbor::Writer writer;
  writer.WriteArrayHead(2);
  writer.WriteUint(MessageTraits<MsgMethodReply>::kNumber);
  writer.WriteMapHead(2);
  writer.WriteText("invoke_id");
  writer.WriteEncoded(id.span());
  writer.WriteText("method_exception");
  Write(writer, ToMethodException(MethodError(kInvalidRequestCode, text)));
  session.SendReply(writer.Take());
}

void CloseFor(ClientSession& session, std::string_view text) {
  session.connection().Close(transport_internal::CloseCode::kInvalidPayload,
                             text);
}

}  // namespace

bool IsSingleMessage(const Bytes& frame) {
  return !frame.empty() && frame.span().front() == kArrayOfTwo;
}

std::optional<cbor::DecodeError> CheckForm(const Bytes& frame,
                                           const cbor::DecodeLimits& limits) {
  cbor::FrameReader reader(frame, limits);
  while (reader.Next() && reader.SkipContent()) {
  }
  return reader.TakeError();
}

void RefuseFrame(ClientSession& session, const Bytes& frame,
                 const cbor::DecodeLimits& limits,
                 const cbor::DecodeError& error) {
  // Some clients send empty messages as a sign of life.
  if (!session.has_introduced_itself() || frame.empty()) return;
  const std::string text = "the frame cannot be read: " + error.ToString();
  const std::vector<Bytes> ids = FindIds(frame, limits);
  if (ids.empty() || ids.size() > kMostAnswers) return CloseFor(session, text);
  for (const Bytes& id : ids) SendRefusal(session, id, text);
}

void RefuseCall(ClientSession& session, const Bytes& frame, size_t offset,
                const cbor::DecodeLimits& limits,
                const cbor::DecodeError& error) {
  if (!session.has_introduced_itself()) return;
  const std::string text = "the call cannot be read: " + error.ToString();
  const FoundId id = FindId(frame, offset, limits);
  switch (id.kind) {
    case FoundId::Kind::kFound:
      return SendRefusal(session, id.encoded, text);
    case FoundId::Kind::kUnreadable:
      return CloseFor(session, text);
    case FoundId::Kind::kAbsent:
      ++session.tallies().calls;
      ++session.tallies().failed_calls;
      return;
  }
}

}  // namespace noodles::server_internal
