// Reader: texts and byte strings, in one piece or several.
#include <span>
#include <string>
#include <string_view>

#include "noodles/base/support/base64.h"
#include "noodles/cbor/heads/format.h"
#include "noodles/cbor/heads/head.h"
#include "noodles/cbor/heads/typed_array.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/utf8.h"

namespace noodles::cbor {

namespace {

std::string_view AsText(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string AtMostBytes(size_t maximum, Kind kind) {
  return internal::Concatenate(
      {ToString(kind), " of at most ", std::to_string(maximum), " bytes"});
}

}  // namespace

bool Reader::CheckText(std::string_view text, size_t at_offset) {
  if (IsValidUtf8(text)) return true;
  return Fail(DecodeErrorCode::kInvalidText, at_offset, "valid UTF-8");
}

std::string& Reader::Pieces() {
  if (pieces_ == nullptr) pieces_.reset(new std::string());
  return *pieces_;
}

// Consumes the next chunk of a string of indefinite length. For the break at
// the end, `piece.kind` is kInvalid.
bool Reader::NextPiece(Kind kind, internal::Head& piece) {
  constexpr std::string_view kExpected = "a piece of the string or a break";
  switch (internal::DecodeHead({position_, end_}, piece)) {
    case internal::HeadStatus::kOk:
      break;
    case internal::HeadStatus::kTruncated:
      return Fail(DecodeErrorCode::kTruncated, offset(), kExpected);
    case internal::HeadStatus::kMalformed:
      return Fail(DecodeErrorCode::kMalformed, offset(), kExpected);
  }
  const bool is_break = piece.kind == Kind::kInvalid;
  if (!is_break && (piece.kind != kind || piece.indefinite)) {
    return Fail(DecodeErrorCode::kMalformed, offset(), kExpected);
  }
  position_ += piece.size;
  return true;
}

bool Reader::ReadPieces(const internal::Head& start, size_t maximum) {
  const size_t start_offset = offset();
  std::string& pieces = Pieces();
  pieces.clear();
  position_ += start.size;
  while (true) {
    const size_t piece_offset = offset();
    internal::Head piece;
    if (!NextPiece(start.kind, piece)) return false;
    if (piece.kind == Kind::kInvalid) return true;
    const std::string_view text = AsText(piece.payload);
    if (text.size() > maximum - pieces.size()) {
      return Fail(DecodeErrorCode::kLimitExceeded, start_offset,
                  AtMostBytes(maximum, start.kind));
    }
    // A chunk must not end inside a character (RFC 8949, section 3.2.3).
    if (start.kind == Kind::kText && !CheckText(text, piece_offset)) {
      return false;
    }
    pieces.append(text);
  }
}

bool Reader::SkipPieces(const internal::Head& start) {
  position_ += start.size;
  while (true) {
    internal::Head piece;
    if (!NextPiece(start.kind, piece)) return false;
    if (piece.kind == Kind::kInvalid) return true;
  }
}

bool Reader::ReadTextViewSlow(std::string_view& out) {
  const std::string_view expected = ToString(Kind::kText);
  internal::Head head;
  if (!NextHead(head, expected)) return false;
  if (head.kind != Kind::kText) return FailType(expected);
  if (head.indefinite) {
    if (!ReadPieces(head, limits_.max_text_bytes)) return false;
    out = *pieces_;
    return true;
  }
  out = AsText(head.payload);
  if (out.size() > limits_.max_text_bytes) {
    return Fail(DecodeErrorCode::kLimitExceeded, offset(),
                AtMostBytes(limits_.max_text_bytes, Kind::kText));
  }
  if (!CheckText(out, offset())) return false;
  position_ += head.size;
  return true;
}

bool Reader::ReadBytes(Bytes& out) {
  uint32_t size = 0;
  const size_t head = internal::ShortHead<2>(position_, remaining(), size);
  if (head != 0 && owner_ != nullptr && size <= remaining() - head &&
      size <= limits_.max_byte_string_bytes) [[likely]] {
    out = Bytes::Share(*owner_, {position_ + head, size});
    position_ += head + size;
    return true;
  }
  return ReadBytesSlow(out);
}

bool Reader::ReadBytesSlow(Bytes& out) {
  const std::string_view expected = ToString(Kind::kBytes);
  internal::Head head;
  if (!NextHead(head, expected)) return false;
  if (head.kind == Kind::kTag && internal::IsTypedArrayTag(head.argument)) {
    position_ += head.size;
    if (!NextHead(head, expected)) return false;
  }
  if (head.kind == Kind::kText && accept_base64_text_) {
    return ReadBase64(head, out);
  }
  if (head.kind != Kind::kBytes) return FailType(expected);
  if (head.indefinite) {
    if (!ReadPieces(head, limits_.max_byte_string_bytes)) return false;
    out = Bytes::Copy(*pieces_);
    return true;
  }
  if (head.payload.size() > limits_.max_byte_string_bytes) {
    return Fail(DecodeErrorCode::kLimitExceeded, offset(),
                AtMostBytes(limits_.max_byte_string_bytes, Kind::kBytes));
  }
  out = owner_ != nullptr ? Bytes::Share(*owner_, head.payload)
                          : Bytes::Copy(head.payload);
  position_ += head.size;
  return true;
}

bool Reader::ReadBase64(const internal::Head& head, Bytes& out) {
  const size_t start_offset = offset();
  // Base64 has four characters for three bytes; the last group may be
  // incomplete.
  const size_t maximum = limits_.max_byte_string_bytes / 3 * 4 + 4;
  std::string_view text = AsText(head.payload);
  if (head.indefinite) {
    if (!ReadPieces(head, maximum)) return false;
    text = *pieces_;
  }
  if (text.size() <= maximum) {
    auto bytes = base_internal::DecodeBase64(text);
    if (!bytes) {
      return Fail(DecodeErrorCode::kInvalidText, start_offset, "base64 text");
    }
    if (bytes->size() <= limits_.max_byte_string_bytes) {
      if (!head.indefinite) position_ += head.size;
      out = Bytes::Adopt(std::move(*bytes));
      return true;
    }
  }
  return Fail(DecodeErrorCode::kLimitExceeded, start_offset,
              internal::Concatenate(
                  {"base64 text for at most ",
                   std::to_string(limits_.max_byte_string_bytes), " bytes"}));
}

}  // namespace noodles::cbor
