// Finds messages and control frames in the bytes that arrive on a websocket.
//
// No I/O, no clock. Feed() lends the parser the bytes of one read, Next()
// returns the events in them, one at a time; the events do not depend on how
// the stream was cut into reads. The parser unmasks payloads in place, so it
// changes the bytes fed.
//
//   parser.Feed(bytes);
//   while ((event = parser.Next()) != FrameParser::Event::kNeedMore) { ... }
//
// A large message is collected in one buffer that becomes a Bytes without a
// copy; while the message is arriving, DirectTail() lets the caller read from
// the socket into that buffer.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_TRANSPORT_WEBSOCKET_FRAME_PARSER_H_
#define NOODLES_TRANSPORT_WEBSOCKET_FRAME_PARSER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "noodles/base/bytes.h"
#include "noodles/transport/net/receive_buffer.h"
#include "noodles/transport/websocket/deflate.h"
#include "noodles/transport/websocket/frame.h"
#include "noodles/transport/websocket/utf8_checker.h"

namespace noodles::transport_internal {

struct FrameParserOptions {
  // A server reads masked frames, a client unmasked ones.
  Role role = Role::kServer;
  // The payload of one message, all fragments together; more fails with 1009
  // as soon as a frame announces it.
  size_t max_message_bytes = size_t{64} << 20;
  // False: a text message fails with 1003. NOODLES is binary only.
  bool accept_text = false;
  // As after AcceptDeflated().
  bool accept_deflated = false;
  // For compressed messages: InflateLimits::most_ratio and free_bytes.
  size_t max_unpack_ratio = 0;
  size_t free_unpacked_bytes = 0;
  // Bytes that are decompressed between two calls of BeginTurn(); then Next()
  // returns kNeedMore although is_unpacking().
  size_t unpack_turn_bytes = SIZE_MAX;
};

class FrameParser {
 public:
  enum class Event : uint8_t {
    kNeedMore,       // all that was fed is used up, unless is_unpacking()
    kBinaryMessage,  // TakeMessage()
    kTextMessage,    // TakeMessage(); valid UTF-8
    kPing,           // control_payload()
    kPong,           // control_payload()
    kClose,          // close_code(), reason(); later bytes are ignored
    kError,          // the code and reason to close with; stays kError
  };

  explicit FrameParser(const FrameParserOptions& options)
      : options_(options),
        deflates_(options.accept_deflated),
        turn_left_(options.unpack_turn_bytes) {}

  // From now on messages may be compressed, each by itself (RFC 7692).
  // max_message_bytes then also limits the decompressed message.
  void AcceptDeflated() { deflates_ = true; }

  // Lends `input` until Next() has returned kNeedMore, kClose or kError.
  // Everything fed before must be used up.
  void Feed(std::span<uint8_t> input) { input_ = input; }

  Event Next();

  // unpack_turn_bytes more may be decompressed.
  void BeginTurn() { turn_left_ = options_.unpack_turn_bytes; }

  // True: a message is being decompressed. Next() goes on with it after
  // BeginTurn(); what was fed must stay as it is until then.
  bool is_unpacking() const { return inflater_ != nullptr; }

  // True: a frame or a message has begun and has not arrived as a whole.
  bool is_inside_message() const {
    return !failed_ && (header_size_ > 0 || in_payload_ || in_message_);
  }
  // The bytes of that message which have arrived, and the memory held for it or
  // for its decompression.
  size_t arrived_bytes() const { return collected_.size(); }
  size_t held_bytes() const {
    return collected_.capacity() + (inflater_ ? inflater_->held_bytes() : 0);
  }
  // The messages that have arrived as a whole.
  uint64_t message_count() const { return message_count_; }

  // The parser fails with this code and reason. `may_release`: no bytes are
  // being read into DirectTail(), so that its memory can be released; else
  // CommitDirect() releases the memory.
  void Abandon(CloseCode code, std::string_view reason, bool may_release);

  // The message of the last event. Once per event.
  Bytes TakeMessage() { return std::move(message_); }

  // The payload of the last event, valid until the next call of Next().
  std::span<const uint8_t> control_payload() const {
    return {control_.data(), control_size_};
  }

  // Of kClose: the peer's code (kNoStatus if it gave none) and reason. Of
  // kError: the code and the reason to close the connection with.
  CloseCode close_code() const { return close_code_; }
  std::string_view reason() const { return reason_; }

  // Memory for the next bytes of the stream, which the caller may fill instead
  // of feeding them. Empty unless at least `least` bytes of a data frame's
  // payload are missing. Reserved as ReceiveBuffer says; valid until the next
  // call of any other function. Only when all that was fed is used up.
  std::span<uint8_t> DirectTail(size_t least);

  // The first `count` bytes of DirectTail() are filled. Call Next() then.
  void CommitDirect(size_t count);

 private:
  bool ReadHeader();
  bool StartFrame(std::span<const uint8_t> header);
  bool CheckFirstBytes(uint8_t first, uint8_t second);
  std::optional<Event> ReadControl();
  std::optional<Event> ReadData();
  Event FinishMessage();
  Event Unpack();
  Event CompleteMessage();
  Event FinishClose();
  Event Fail(CloseCode code, std::string_view reason);
  // Takes the bytes of the frame's payload from the input, and unmasks them.
  std::span<uint8_t> TakePayload();
  bool CheckText(std::span<const uint8_t> bytes);
  size_t MostMessageBytes() const;

  const FrameParserOptions options_;
  bool deflates_ = false;
  std::span<uint8_t> input_;
  std::unique_ptr<Inflater> inflater_;  // null: no message is decompressed
  size_t turn_left_;                    // see unpack_turn_bytes
  uint64_t message_count_ = 0;

  // A header that has not arrived as a whole.
  std::array<uint8_t, kMaxFrameHeaderBytes> header_{};
  size_t header_size_ = 0;

  // The frame whose payload is being read, if in_payload_.
  bool in_payload_ = false;
  bool final_ = false;
  bool masked_ = false;
  Opcode opcode_ = Opcode::kBinary;
  MaskKey key_{};
  uint64_t frame_bytes_ = 0;  // payload announced
  uint64_t frame_read_ = 0;   // payload seen

  // The message whose frames are being read, if in_message_.
  bool in_message_ = false;
  bool is_text_ = false;
  bool is_deflated_ = false;
  Utf8Checker text_checker_;  // complete between messages
  ReceiveBuffer collected_;

  // The values of the last event.
  Bytes message_;
  std::array<uint8_t, kMaxControlPayload> control_{};
  size_t control_size_ = 0;
  bool failed_ = false;
  bool closed_ = false;
  CloseCode close_code_ = CloseCode::kNoStatus;
  std::string reason_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_WEBSOCKET_FRAME_PARSER_H_
