// Builds websocket frames byte by byte, right and wrong ones, without the code
// under test; and a parser's events as comparable values.
#ifndef NOODLES_TESTS_TRANSPORT_FRAME_BUILDER_H_
#define NOODLES_TESTS_TRANSPORT_FRAME_BUILDER_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/transport/websocket/frame_parser.h"

namespace noodles::transport_internal {

using ByteVector = std::vector<uint8_t>;

struct FrameParts {
  uint8_t first = 0x82;  // FIN, reserved bits, opcode
  std::string payload = {};
  bool masked = true;
  std::array<uint8_t, 4> key = {0x37, 0xfa, 0x21, 0x3d};
  int length_bytes = -1;  // 0, 2 or 8; -1: the shortest form
  std::optional<uint64_t> claimed_bytes = {};  // instead of the payload's size
};

inline ByteVector BuildFrame(const FrameParts& parts) {
  const uint64_t length = parts.claimed_bytes.value_or(parts.payload.size());
  int form = parts.length_bytes;
  if (form < 0) form = length < 126 ? 0 : length < 65536 ? 2 : 8;
  ByteVector frame = {parts.first};
  const int mask_bit = parts.masked ? 0x80 : 0;
  const int short_length = form == 0   ? static_cast<int>(length)
                           : form == 2 ? 126
                                       : 127;
  frame.push_back(static_cast<uint8_t>(mask_bit | short_length));
  for (int i = form - 1; i >= 0; --i) {
    frame.push_back(static_cast<uint8_t>(length >> (8 * i)));
  }
  if (parts.masked) {
    frame.insert(frame.end(), parts.key.begin(), parts.key.end());
  }
  for (size_t i = 0; i < parts.payload.size(); ++i) {
    const uint8_t mask = parts.masked ? parts.key[i % 4] : 0;
    frame.push_back(static_cast<uint8_t>(parts.payload[i]) ^ mask);
  }
  return frame;
}

inline ByteVector operator+(ByteVector a, const ByteVector& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

inline std::string TestText(size_t size, uint32_t seed = 1) {
  std::string text(size, '\0');
  for (char& c : text) {
    seed = seed * 1664525 + 1013904223;
    c = static_cast<char>(seed >> 24);
  }
  return text;
}

struct SeenEvent {
  FrameParser::Event event;
  std::string payload = {};  // message, control payload, or reason
  CloseCode code = CloseCode::kNoStatus;

  bool operator==(const SeenEvent&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, const SeenEvent& seen) {
  return out << "event " << static_cast<int>(seen.event) << ", code "
             << static_cast<int>(seen.code) << ", " << seen.payload.size()
             << " bytes \"" << seen.payload.substr(0, 60) << "\"";
}

inline SeenEvent Message(std::string payload) {
  return {FrameParser::Event::kBinaryMessage, std::move(payload)};
}
inline SeenEvent Text(std::string payload) {
  return {FrameParser::Event::kTextMessage, std::move(payload)};
}
inline SeenEvent Ping(std::string payload) {
  return {FrameParser::Event::kPing, std::move(payload)};
}
inline SeenEvent Pong(std::string payload) {
  return {FrameParser::Event::kPong, std::move(payload)};
}
inline SeenEvent Closed(CloseCode code, std::string reason) {
  return {FrameParser::Event::kClose, std::move(reason), code};
}
inline SeenEvent Error(CloseCode code, std::string reason) {
  return {FrameParser::Event::kError, std::move(reason), code};
}

// Appends the events of the parser; false after an error.
inline bool Collect(FrameParser& parser, std::vector<SeenEvent>& seen) {
  for (;;) {
    const FrameParser::Event event = parser.Next();
    switch (event) {
      case FrameParser::Event::kNeedMore:
        return true;
      case FrameParser::Event::kBinaryMessage:
      case FrameParser::Event::kTextMessage:
        seen.push_back({event, std::string(parser.TakeMessage().text())});
        break;
      case FrameParser::Event::kPing:
      case FrameParser::Event::kPong:
        seen.push_back({event, std::string(parser.control_payload().begin(),
                                           parser.control_payload().end())});
        break;
      case FrameParser::Event::kClose:
        seen.push_back(
            {event, std::string(parser.reason()), parser.close_code()});
        break;
      case FrameParser::Event::kError:
        seen.push_back(
            {event, std::string(parser.reason()), parser.close_code()});
        return false;
    }
  }
}

// The events of `bytes`, fed in pieces that end at `cuts` (ascending).
inline std::vector<SeenEvent> Parse(ByteVector bytes,
                                    const FrameParserOptions& options,
                                    const std::vector<size_t>& cuts = {}) {
  FrameParser parser(options);
  std::vector<SeenEvent> seen;
  size_t start = 0;
  for (size_t i = 0; i <= cuts.size(); ++i) {
    const size_t end =
        i < cuts.size() ? std::min(cuts[i], bytes.size()) : bytes.size();
    parser.Feed(std::span(bytes).subspan(start, end - start));
    if (!Collect(parser, seen)) break;
    start = end;
  }
  return seen;
}

// As Parse, but the bytes of large payloads are written into DirectTail, in
// pieces of at most `most` bytes.
inline std::vector<SeenEvent> ParseDirectly(const ByteVector& bytes,
                                            const FrameParserOptions& options,
                                            size_t most) {
  FrameParser parser(options);
  std::vector<SeenEvent> seen;
  ByteVector piece;
  size_t start = 0;
  while (start < bytes.size()) {
    const std::span<uint8_t> tail = parser.DirectTail(1);
    const size_t room = tail.empty() ? most : std::min(most, tail.size());
    const auto rest = std::span(bytes).subspan(start);
    const auto next = rest.first(std::min(room, rest.size()));
    start += next.size();
    if (tail.empty()) {
      piece.assign(next.begin(), next.end());
      parser.Feed(piece);
    } else {
      std::copy(next.begin(), next.end(), tail.begin());
      parser.CommitDirect(next.size());
    }
    if (!Collect(parser, seen)) break;
  }
  return seen;
}

}  // namespace noodles::transport_internal

#endif  // NOODLES_TESTS_TRANSPORT_FRAME_BUILDER_H_
