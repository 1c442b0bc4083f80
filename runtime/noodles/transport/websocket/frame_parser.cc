#include "noodles/transport/websocket/frame_parser.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace noodles::transport_internal {
namespace {

constexpr uint8_t kFinalBit = 0x80;
constexpr uint8_t kReservedBits = 0x70;
constexpr uint8_t kOpcodeBits = 0x0f;
constexpr uint8_t kMaskBit = 0x80;
constexpr uint8_t kLengthBits = 0x7f;
constexpr uint8_t kTwoByteLength = 126;
constexpr uint8_t kEightByteLength = 127;

size_t LengthBytes(uint8_t second) {
  const uint8_t length = second & kLengthBits;
  return length == kTwoByteLength ? 2 : length == kEightByteLength ? 8 : 0;
}

size_t HeaderBytes(uint8_t second) {
  return 2 + LengthBytes(second) + ((second & kMaskBit) != 0 ? 4 : 0);
}

bool IsKnownOpcode(uint8_t value) {
  return value <= static_cast<uint8_t>(Opcode::kBinary) ||
         (value >= static_cast<uint8_t>(Opcode::kClose) &&
          value <= static_cast<uint8_t>(Opcode::kPong));
}

}  // namespace

FrameParser::Event FrameParser::Next() {
  if (failed_) return Event::kError;
  if (closed_) {
    input_ = {};
    return Event::kNeedMore;
  }
  if (inflater_ != nullptr) return Unpack();
  for (;;) {
    if (!in_payload_ && !ReadHeader()) {
      return failed_ ? Event::kError : Event::kNeedMore;
    }
    const std::optional<Event> event =
        IsControl(opcode_) ? ReadControl() : ReadData();
    if (event) return *event;
  }
}

FrameParser::Event FrameParser::Fail(CloseCode code, std::string_view reason) {
  Abandon(code, reason, true);
  return Event::kError;
}

void FrameParser::Abandon(CloseCode code, std::string_view reason,
                          bool may_release) {
  failed_ = true;
  close_code_ = code;
  reason_ = reason;
  input_ = {};
  inflater_ = nullptr;
  if (may_release) collected_.Clear();
}

bool FrameParser::ReadHeader() {
  if (header_size_ == 0 && input_.size() >= 2 &&
      input_.size() >= HeaderBytes(input_[1])) {
    const size_t size = HeaderBytes(input_[1]);
    const std::span<const uint8_t> header = input_.first(size);
    input_ = input_.subspan(size);
    return CheckFirstBytes(header[0], header[1]) && StartFrame(header);
  }
  while (!input_.empty()) {
    header_[header_size_++] = input_.front();
    input_ = input_.subspan(1);
    if (header_size_ < 2) continue;
    if (header_size_ == 2 && !CheckFirstBytes(header_[0], header_[1])) {
      return false;
    }
    if (header_size_ == HeaderBytes(header_[1])) {
      return StartFrame(
          std::span(header_).first(std::exchange(header_size_, size_t{0})));
    }
  }
  return false;
}

bool FrameParser::CheckFirstBytes(uint8_t first, uint8_t second) {
  const auto fail = [this](std::string_view reason) {
    Fail(CloseCode::kProtocolError, reason);
    return false;
  };
  const bool may_be_deflated =
      deflates_ && (first & kOpcodeBits) != 0 &&
      !IsControl(static_cast<Opcode>(first & kOpcodeBits));
  const uint8_t reserved =
      may_be_deflated ? kReservedBits & ~kDeflatedBit : kReservedBits;
  if ((first & reserved) != 0) return fail("reserved bits are set");
  if (!IsKnownOpcode(first & kOpcodeBits)) return fail("reserved opcode");
  const bool masked = (second & kMaskBit) != 0;
  if (masked != (options_.role == Role::kServer)) {
    return fail(masked ? "frame from a server is masked"
                       : "frame from a client is not masked");
  }
  const auto opcode = static_cast<Opcode>(first & kOpcodeBits);
  if (IsControl(opcode)) {
    if ((first & kFinalBit) == 0) return fail("control frame is fragmented");
    if ((second & kLengthBits) > kMaxControlPayload) {
      return fail("control frame is longer than 125 bytes");
    }
    return true;
  }
  if (opcode == Opcode::kContinuation && !in_message_) {
    return fail("continuation of no message");
  }
  if (opcode != Opcode::kContinuation && in_message_) {
    return fail("new message inside a fragmented one");
  }
  if (opcode == Opcode::kText && !options_.accept_text) {
    Fail(CloseCode::kUnsupportedData, "text messages are not accepted");
    return false;
  }
  return true;
}

bool FrameParser::StartFrame(std::span<const uint8_t> header) {
  const size_t length_bytes = LengthBytes(header[1]);
  uint64_t length = header[1] & kLengthBits;
  if (length_bytes > 0) {
    length = 0;
    for (const uint8_t byte : header.subspan(2, length_bytes)) {
      length = (length << 8) | byte;
    }
    if (length < (length_bytes == 2 ? 126u : 0x10000u)) {
      Fail(CloseCode::kProtocolError, "length has a shorter form");
      return false;
    }
    if ((length >> 63) != 0) {
      Fail(CloseCode::kProtocolError, "length has its first bit set");
      return false;
    }
  }
  opcode_ = static_cast<Opcode>(header[0] & kOpcodeBits);
  final_ = (header[0] & kFinalBit) != 0;
  masked_ = (header[1] & kMaskBit) != 0;
  if (masked_) std::copy_n(header.end() - 4, 4, key_.begin());
  frame_bytes_ = length;
  frame_read_ = 0;
  in_payload_ = true;
  if (IsControl(opcode_)) {
    control_size_ = 0;
    return true;
  }
  if (length > options_.max_message_bytes - collected_.size()) {
    Fail(CloseCode::kMessageTooBig,
         "message is longer than " +
             std::to_string(options_.max_message_bytes) + " bytes");
    return false;
  }
  if (opcode_ != Opcode::kContinuation) {
    in_message_ = true;
    is_text_ = opcode_ == Opcode::kText;
    is_deflated_ = (header[0] & kDeflatedBit) != 0;
  }
  return true;
}

std::span<uint8_t> FrameParser::TakePayload() {
  const size_t count = static_cast<size_t>(
      std::min<uint64_t>(input_.size(), frame_bytes_ - frame_read_));
  const std::span<uint8_t> chunk = input_.first(count);
  input_ = input_.subspan(count);
  if (masked_) ApplyMask(chunk, key_, frame_read_ % key_.size());
  frame_read_ += count;
  return chunk;
}

std::optional<FrameParser::Event> FrameParser::ReadControl() {
  const std::span<const uint8_t> chunk = TakePayload();
  std::copy(chunk.begin(), chunk.end(), control_.begin() + control_size_);
  control_size_ += chunk.size();
  if (frame_read_ < frame_bytes_) return Event::kNeedMore;
  in_payload_ = false;
  if (opcode_ == Opcode::kClose) return FinishClose();
  return opcode_ == Opcode::kPing ? Event::kPing : Event::kPong;
}

FrameParser::Event FrameParser::FinishClose() {
  const std::span<const uint8_t> payload = control_payload();
  if (payload.size() == 1) {
    return Fail(CloseCode::kProtocolError, "close frame with half a code");
  }
  CloseCode code = CloseCode::kNoStatus;
  if (payload.size() >= 2) {
    code = static_cast<CloseCode>((payload[0] << 8) | payload[1]);
    if (!MayBeSent(code)) {
      return Fail(CloseCode::kProtocolError, "close frame with a wrong code");
    }
    const std::span<const uint8_t> text = payload.subspan(2);
    Utf8Checker checker;
    if (!checker.Feed(text) || !checker.complete()) {
      return Fail(CloseCode::kInvalidPayload, "close reason is not UTF-8");
    }
    reason_.assign(text.begin(), text.end());
  }
  close_code_ = code;
  closed_ = true;
  input_ = {};
  return Event::kClose;
}

size_t FrameParser::MostMessageBytes() const {
  if (!final_) return options_.max_message_bytes;
  return collected_.size() + static_cast<size_t>(frame_bytes_ - frame_read_);
}

bool FrameParser::CheckText(std::span<const uint8_t> bytes) {
  if (!is_text_ || is_deflated_ || text_checker_.Feed(bytes)) return true;
  Fail(CloseCode::kInvalidPayload, "text is not UTF-8");
  return false;
}

std::optional<FrameParser::Event> FrameParser::ReadData() {
  const std::span<const uint8_t> chunk = TakePayload();
  if (!CheckText(chunk)) return Event::kError;
  const bool complete = frame_read_ == frame_bytes_;
  if (complete && final_ && collected_.size() == 0) {
    message_ = chunk.empty() ? Bytes() : Bytes::Copy(chunk);
    return FinishMessage();
  }
  const size_t most = MostMessageBytes() + (final_ ? chunk.size() : 0);
  if (!collected_.Append(chunk, most)) {
    return Fail(CloseCode::kInternalError, "out of memory");
  }
  if (!complete) return Event::kNeedMore;
  in_payload_ = false;
  if (!final_) return std::nullopt;
  message_ = collected_.Take();
  return FinishMessage();
}

FrameParser::Event FrameParser::FinishMessage() {
  in_payload_ = false;
  in_message_ = false;
  ++message_count_;
  if (!is_deflated_) return CompleteMessage();
  is_deflated_ = false;
  inflater_ = std::make_unique<Inflater>(
      std::exchange(message_, Bytes()),
      InflateLimits{.most_bytes = options_.max_message_bytes,
                    .most_ratio = options_.max_unpack_ratio,
                    .free_bytes = options_.free_unpacked_bytes});
  return Unpack();
}

FrameParser::Event FrameParser::Unpack() {
  const InflateResult result = inflater_->Continue(turn_left_);
  switch (result) {
    case InflateResult::kMalformed:
      return Fail(CloseCode::kInvalidPayload, "message cannot be unpacked");
    case InflateResult::kTooLong:
      return Fail(CloseCode::kMessageTooBig,
                  "message unpacks to more than " +
                      std::to_string(options_.max_message_bytes) + " bytes");
    case InflateResult::kTooDense:
      return Fail(CloseCode::kMessageTooBig,
                  "message unpacks to more than " +
                      std::to_string(options_.max_unpack_ratio) +
                      " times its bytes");
    case InflateResult::kMore:
    case InflateResult::kDone:
      break;
  }
  const std::span<const uint8_t> fresh = inflater_->fresh();
  turn_left_ -= fresh.size();
  if (!CheckText(fresh)) return Event::kError;
  if (result == InflateResult::kMore) return Event::kNeedMore;
  message_ = inflater_->Take();
  inflater_ = nullptr;
  return CompleteMessage();
}

FrameParser::Event FrameParser::CompleteMessage() {
  if (!is_text_) return Event::kBinaryMessage;
  if (text_checker_.complete()) return Event::kTextMessage;
  return Fail(CloseCode::kInvalidPayload, "text ends inside a character");
}

std::span<uint8_t> FrameParser::DirectTail(size_t least) {
  if (failed_ || closed_ || !in_payload_ || IsControl(opcode_)) return {};
  const uint64_t missing = frame_bytes_ - frame_read_;
  if (missing < least) return {};
  const std::span<uint8_t> tail = collected_.Tail(MostMessageBytes());
  return tail.first(
      static_cast<size_t>(std::min<uint64_t>(tail.size(), missing)));
}

void FrameParser::CommitDirect(size_t count) {
  if (failed_) {
    collected_.Clear();
    return;
  }
  const std::span<uint8_t> bytes = collected_.Commit(count);
  if (masked_) ApplyMask(bytes, key_, frame_read_ % key_.size());
  frame_read_ += count;
  CheckText(bytes);
}

}  // namespace noodles::transport_internal
