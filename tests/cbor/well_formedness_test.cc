// Well-formed and malformed CBOR: the examples of RFC 8949, appendix F,
// truncated documents, and random bytes compared with two other decoders.
#include <cbor.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cbor/cbor_testing.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/reader.h"

namespace noodles::cbor {
namespace {

// The pseudocode of RFC 8949, appendix C, with its throws as -2. Returns the
// initial byte's major type, -1 for a break.
class AppendixC {
 public:
  explicit AppendixC(std::span<const uint8_t> input) : input_(input) {}

  bool IsWellFormed() { return WellFormed(false) >= 0; }
  size_t consumed() const { return next_; }

 private:
  static constexpr int kFail = -2;

  bool Take(uint64_t count) {
    if (count > input_.size() - next_) return false;
    next_ += static_cast<size_t>(count);
    return true;
  }

  int WellFormed(bool breakable) {
    if (next_ == input_.size()) return kFail;
    const uint8_t initial = input_[next_++];
    const int major = initial >> 5;
    const int information = initial & 31;
    uint64_t value = static_cast<uint64_t>(information);
    if (information >= 24 && information <= 27) {
      value = 0;
      for (int i = 0; i < 1 << (information - 24); ++i) {
        if (next_ == input_.size()) return kFail;
        value = value << 8 | input_[next_++];
      }
    } else if (information >= 28 && information <= 30) {
      return kFail;
    } else if (information == 31) {
      return WellFormedIndefinite(major, breakable);
    }
    switch (major) {
      case 2:
      case 3:
        return Take(value) ? major : kFail;
      case 4:
        return TakeItems(value) ? major : kFail;
      case 5:
        return TakeItems(value) && TakeItems(value) ? major : kFail;
      case 6:
        return WellFormed(false) >= 0 ? major : kFail;
      case 7:
        return information == 24 && value < 32 ? kFail : major;
      default:
        return major;
    }
  }

  bool TakeItems(uint64_t count) {
    for (uint64_t i = 0; i < count; ++i) {
      if (WellFormed(false) < 0) return false;
    }
    return true;
  }

  int WellFormedIndefinite(int major, bool breakable) {
    switch (major) {
      case 2:
      case 3:
        while (true) {
          const size_t start = next_;
          const int piece = WellFormed(true);
          if (piece == -1) return major;
          if (piece != major || (input_[start] & 31) == 31) return kFail;
        }
      case 4:
        while (true) {
          const int element = WellFormed(true);
          if (element == -1) return major;
          if (element < 0) return kFail;
        }
      case 5:
        while (true) {
          const int key = WellFormed(true);
          if (key == -1) return major;
          if (key < 0 || WellFormed(false) < 0) return kFail;
        }
      case 7:
        return breakable ? -1 : kFail;
      default:
        return kFail;
    }
  }

  std::span<const uint8_t> input_;
  size_t next_ = 0;
};

// More than the depth and the number of items of every input here.
constexpr DecodeLimits kNoLimits{.max_depth = kDepthCeiling};

bool IsMalformedOrTruncated(DecodeErrorCode code) {
  return code == DecodeErrorCode::kMalformed ||
         code == DecodeErrorCode::kTruncated;
}

// The expected error of one malformed input.
struct Malformed {
  std::string_view hex;
  DecodeErrorCode code;
  size_t offset;
};

constexpr auto kCut = DecodeErrorCode::kTruncated;
constexpr auto kBad = DecodeErrorCode::kMalformed;

// The examples of RFC 8949, appendix F.1, in its order.
constexpr Malformed kAppendixF[] = {
    // End of input in a head.
    {"18", kCut, 0},
    {"19", kCut, 0},
    {"1a", kCut, 0},
    {"1b", kCut, 0},
    {"1901", kCut, 0},
    {"1a0102", kCut, 0},
    {"1b01020304050607", kCut, 0},
    {"38", kCut, 0},
    {"58", kCut, 0},
    {"78", kCut, 0},
    {"98", kCut, 0},
    {"9a01ff00", kCut, 0},
    {"b8", kCut, 0},
    {"d8", kCut, 0},
    {"f8", kCut, 0},
    {"f900", kCut, 0},
    {"fa0000", kCut, 0},
    {"fb000000", kCut, 0},
    // Definite-length strings with short data.
    {"41", kCut, 0},
    {"61", kCut, 0},
    {"5affffffff00", kCut, 0},
    {"5bffffffffffffffff010203", kCut, 0},
    {"7affffffff00", kCut, 0},
    {"7b7fffffffffffffff010203", kCut, 0},
    // Definite-length maps and arrays not closed with enough items.
    {"81", kCut, 0},
    {"818181818181818181", kCut, 8},
    {"8200", kCut, 0},
    {"a1", kCut, 0},
    {"a20102", kCut, 0},
    {"a100", kCut, 0},
    {"a2000000", kCut, 0},
    // Tag number not followed by tag content.
    {"c0", kCut, 1},
    // Indefinite-length strings not closed by a break.
    {"5f4100", kCut, 3},
    {"7f6100", kCut, 3},
    // Indefinite-length maps and arrays not closed by a break.
    {"9f", kCut, 1},
    {"9f0102", kCut, 3},
    {"bf", kCut, 1},
    {"bf01020102", kCut, 5},
    {"819f", kCut, 2},
    {"9f8000", kCut, 3},
    {"9f9f9f9f9fffffffff", kCut, 9},
    {"9f819f819f9fffffff", kCut, 9},
    // Reserved additional information values.
    {"1c", kBad, 0},
    {"1d", kBad, 0},
    {"1e", kBad, 0},
    {"3c", kBad, 0},
    {"3d", kBad, 0},
    {"3e", kBad, 0},
    {"5c", kBad, 0},
    {"5d", kBad, 0},
    {"5e", kBad, 0},
    {"7c", kBad, 0},
    {"7d", kBad, 0},
    {"7e", kBad, 0},
    {"9c", kBad, 0},
    {"9d", kBad, 0},
    {"9e", kBad, 0},
    {"bc", kBad, 0},
    {"bd", kBad, 0},
    {"be", kBad, 0},
    {"dc", kBad, 0},
    {"dd", kBad, 0},
    {"de", kBad, 0},
    {"fc", kBad, 0},
    {"fd", kBad, 0},
    {"fe", kBad, 0},
    // Reserved two-byte encodings of simple values.
    {"f800", kBad, 0},
    {"f801", kBad, 0},
    {"f818", kBad, 0},
    {"f81f", kBad, 0},
    // Indefinite-length string pieces not of the correct type.
    {"5f00ff", kBad, 1},
    {"5f21ff", kBad, 1},
    {"5f6100ff", kBad, 1},
    {"5f80ff", kBad, 1},
    {"5fa0ff", kBad, 1},
    {"5fc000ff", kBad, 1},
    {"5fe0ff", kBad, 1},
    {"7f4100ff", kBad, 1},
    // Indefinite-length string pieces not of definite length.
    {"5f5f4100ffff", kBad, 1},
    {"7f7f6100ffff", kBad, 1},
    // Break occurring on its own outside of an indefinite-length item.
    {"ff", kBad, 0},
    // Break occurring in a definite-length array, map or tag.
    {"81ff", kBad, 1},
    {"8200ff", kBad, 2},
    {"a1ff", kCut, 0},
    {"a1ff00", kBad, 1},
    {"a100ff", kBad, 2},
    {"a20000ff", kCut, 0},
    {"9f81ff", kBad, 2},
    {"9f829f819f9fffffffff", kBad, 9},
    {"c0ff", kBad, 1},
    // Break in an indefinite-length map in place of a value.
    {"bf00ff", kBad, 2},
    {"bf000000ff", kBad, 4},
    // Major types 0, 1 and 6 with additional information 31.
    {"1f", kBad, 0},
    {"3f", kBad, 0},
    {"df", kBad, 0},
};

TEST(Rfc8949AppendixF, IsRejectedWithCodeAndPlace) {
  for (const Malformed& malformed : kAppendixF) {
    SCOPED_TRACE(malformed.hex);
    const std::vector<uint8_t> input = Hex(malformed.hex);
    EXPECT_FALSE(AppendixC(input).IsWellFormed());
    Reader skipping(input);
    ASSERT_FALSE(skipping.Skip());
    const DecodeError error = skipping.TakeError();
    EXPECT_EQ(ToString(error.code), ToString(malformed.code));
    EXPECT_EQ(error.offset, malformed.offset);
    Reader reading(input);
    Any value;
    ASSERT_FALSE(Read(reading, value));
    const DecodeError read_error = reading.TakeError();
    EXPECT_EQ(ToString(read_error.code), ToString(malformed.code));
    EXPECT_EQ(read_error.offset, malformed.offset);
  }
}

// A document with all kinds of items.
std::vector<uint8_t> ComplexDocument() {
  return Hex(
      "8c 1818 3903e7 f93c00 fa3fc00000 fb3ff199999999999a 63e6b0b4"
      "5f42010243030405ff 7f657374726561646d696e67ff"
      "bf6161019f02f8ffff6162f6f6ff a26178 820102 6179 d9d9f7 f5"
      "c11a514b67b0 1bffffffffffffffff");
}

TEST(Truncation, OfEveryPrefixIsReportedAndNothingIsReadBeyond) {
  const std::vector<uint8_t> document = ComplexDocument();
  ASSERT_EQ(ErrorOf(document, ReadOneAny), "");
  for (size_t size = 0; size < document.size(); ++size) {
    // Memory of exactly this size, so that a sanitizer detects a read beyond
    // it.
    const std::vector<uint8_t> prefix(
        document.begin(), document.begin() + static_cast<ptrdiff_t>(size));
    Reader skipping(prefix);
    ASSERT_FALSE(skipping.Skip()) << size;
    const DecodeError skip_error = skipping.TakeError();
    EXPECT_EQ(ToString(skip_error.code), "truncated") << size;
    EXPECT_LE(skip_error.offset, size);
    Reader reading(prefix);
    Any value;
    ASSERT_FALSE(Read(reading, value)) << size;
    const DecodeError read_error = reading.TakeError();
    EXPECT_EQ(ToString(read_error.code), "truncated") << size;
    EXPECT_EQ(read_error.offset, skip_error.offset) << size;
  }
}

// Random inputs that are often nearly well-formed: bytes that begin and end
// containers are frequent.
std::vector<uint8_t> RandomInput(std::mt19937& random) {
  constexpr uint8_t kUsual[] = {0x00, 0x18, 0x20, 0x40, 0x41, 0x5f, 0x60,
                                0x61, 0x7f, 0x80, 0x81, 0x82, 0x98, 0x9f,
                                0xa0, 0xa1, 0xbf, 0xc1, 0xd8, 0xd9, 0xf4,
                                0xf6, 0xf8, 0xf9, 0xfa, 0xff, 0xff, 0xff};
  std::vector<uint8_t> input(random() % 24);
  for (uint8_t& byte : input) {
    byte = random() % 4 != 0 ? kUsual[random() % std::size(kUsual)]
                             : static_cast<uint8_t>(random());
  }
  return input;
}

TEST(RandomBytes, AreAcceptedExactlyIfWellFormed) {
  std::mt19937 random(20241205);
  size_t accepted = 0;
  for (int round = 0; round < 200'000; ++round) {
    const std::vector<uint8_t> input = RandomInput(random);
    AppendixC judge(input);
    const bool well_formed = judge.IsWellFormed();
    Reader skipping(input, kNoLimits);
    const bool skipped = skipping.Skip();
    ASSERT_EQ(skipped, well_formed) << ToHex(input);
    Reader reading(input, kNoLimits);
    Any value;
    const bool read = Read(reading, value);
    if (well_formed) {
      ++accepted;
      ASSERT_EQ(skipping.offset(), judge.consumed()) << ToHex(input);
      if (read) {
        ASSERT_EQ(reading.offset(), judge.consumed()) << ToHex(input);
      } else {
        ASSERT_EQ(reading.TakeError().code, DecodeErrorCode::kInvalidText)
            << ToHex(input);
      }
    } else {
      ASSERT_TRUE(IsMalformedOrTruncated(skipping.TakeError().code))
          << ToHex(input);
      ASSERT_FALSE(read) << ToHex(input);
    }
  }
  // The test is useful only if many inputs are accepted.
  EXPECT_GT(accepted, 40'000u);
}

TEST(RandomBytes, ThatAreReadAreWrittenAndReadAgainAlike) {
  std::mt19937 random(31);
  size_t read = 0;
  for (int round = 0; round < 100'000; ++round) {
    const std::vector<uint8_t> input = RandomInput(random);
    Reader reader(input, kNoLimits);
    Any value;
    if (!Read(reader, value)) continue;
    ++read;
    Writer writer;
    Write(writer, value);
    Reader again(writer.view(), kNoLimits);
    Any same;
    ASSERT_TRUE(Read(again, same)) << ToHex(input);
    ASSERT_TRUE(again.at_end()) << ToHex(input);
    ASSERT_EQ(same, value) << ToHex(input);
    ASSERT_EQ(Any(value), value) << ToHex(input);
  }
  EXPECT_GT(read, 15'000u);
}

// Decodes the item at the start with libcbor's streaming decoder.
cbor_decoder_result DecodeByLibcbor(std::span<const uint8_t> input) {
  return cbor_stream_decode(input.data(), input.size(), &cbor_empty_callbacks,
                            nullptr);
}

TEST(EveryInitialByte, IsJudgedAsLibcborDoes) {
  for (unsigned initial = 0; initial < 256; ++initial) {
    // libcbor 0.8 does not accept unassigned simple values.
    const bool is_simple =
        (initial >= 0xe0 && initial < 0xf4) || initial == 0xf8;
    const unsigned major = initial >> 5;
    const bool holds_items = major == 4 || major == 5 || major == 6;
    const bool in_pieces = initial == 0x5f || initial == 0x7f;
    if (is_simple || holds_items || in_pieces || initial == 0xff) continue;
    for (size_t size = 1; size <= 40; ++size) {
      std::vector<uint8_t> input(size, 0x01);
      input[0] = static_cast<uint8_t>(initial);
      const cbor_decoder_result expected = DecodeByLibcbor(input);
      Reader reader(input);
      ASSERT_EQ(reader.Skip(), expected.status == CBOR_DECODER_FINISHED)
          << ToHex(input);
      if (expected.status == CBOR_DECODER_FINISHED) {
        ASSERT_EQ(reader.offset(), expected.read) << ToHex(input);
      } else {
        ASSERT_EQ(reader.TakeError().code,
                  expected.status == CBOR_DECODER_NEDATA
                      ? DecodeErrorCode::kTruncated
                      : DecodeErrorCode::kMalformed)
            << ToHex(input);
      }
    }
  }
}

}  // namespace
}  // namespace noodles::cbor
