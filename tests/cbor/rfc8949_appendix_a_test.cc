// Every example of RFC 8949, appendix A.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "cbor/cbor_testing.h"
#include "noodles/cbor/any_codec.h"

namespace noodles::cbor {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

// If the encoder writes other bytes than those of the example, `written` holds
// them:
//   halves: a float16 becomes a float32, which every peer reads;
//   definite: lengths are always definite;
//   uri: tag 32 before a text is removed.
struct Example {
  std::string encoded;
  Any value;
  std::string diagnostic;
  std::string written = encoded;
};

Any Array(Any::Array elements) { return Any(std::move(elements)); }
Any Map(Any::Map pairs) { return Any(std::move(pairs)); }
Any Tagged(uint64_t number, Any content) {
  return Any::Tag{number, std::move(content)};
}
Any ByteString(std::string_view hex) { return Bytes::Adopt(Hex(hex)); }

Any OneTo25() {
  Any::Array numbers;
  for (int i = 1; i <= 25; ++i) numbers.emplace_back(i);
  return numbers;
}

constexpr char kOneTo25Hex[] =
    "0102030405060708090a0b0c0d0e0f101112131415161718181819";
constexpr char kOneTo25[] =
    "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, "
    "21, 22, 23, 24, 25]";

std::vector<Example> Integers() {
  return {
      {"00", 0, "0"},
      {"01", 1, "1"},
      {"0a", 10, "10"},
      {"17", 23, "23"},
      {"1818", 24, "24"},
      {"1819", 25, "25"},
      {"1864", 100, "100"},
      {"1903e8", 1000, "1000"},
      {"1a000f4240", 1000000, "1000000"},
      {"1b000000e8d4a51000", 1000000000000, "1000000000000"},
      {"1bffffffffffffffff", UINT64_MAX, "18446744073709551615"},
      {"c249010000000000000000", Tagged(2, ByteString("010000000000000000")),
       "2(h'010000000000000000')"},
      {"3bffffffffffffffff", Integer{true, UINT64_MAX},
       "-18446744073709551616"},
      {"c349010000000000000000", Tagged(3, ByteString("010000000000000000")),
       "3(h'010000000000000000')"},
      {"20", -1, "-1"},
      {"29", -10, "-10"},
      {"3863", -100, "-100"},
      {"3903e7", -1000, "-1000"},
  };
}

std::vector<Example> Floats() {
  return {
      {"f90000", 0.0f, "0.0", "fa00000000"},
      {"f98000", -0.0f, "-0.0", "fa80000000"},
      {"f93c00", 1.0f, "1.0", "fa3f800000"},
      {"fb3ff199999999999a", 1.1, "1.1"},
      {"f93e00", 1.5f, "1.5", "fa3fc00000"},
      {"f97bff", 65504.0f, "65504.0", "fa477fe000"},
      {"fa47c35000", 100000.0f, "100000.0"},
      {"fa7f7fffff", 3.4028234663852886e+38f, "3.4028234663852886e+38"},
      {"fb7e37e43c8800759c", 1.0e+300, "1.0e+300"},
      {"f90001", 5.960464477539063e-8f, "5.960464477539063e-8", "fa33800000"},
      {"f90400", 0.00006103515625f, "0.00006103515625", "fa38800000"},
      {"f9c400", -4.0f, "-4.0", "fac0800000"},
      {"fbc010666666666666", -4.1, "-4.1"},
      {"f97c00", kInfinity, "Infinity", "fa7f800000"},
      {"f97e00", kNan, "NaN", "fa7fc00000"},
      {"f9fc00", -kInfinity, "-Infinity", "faff800000"},
      {"fa7f800000", kInfinity, "Infinity"},
      {"fa7fc00000", kNan, "NaN"},
      {"faff800000", -kInfinity, "-Infinity"},
      {"fb7ff0000000000000", double{kInfinity}, "Infinity"},
      {"fb7ff8000000000000", double{kNan}, "NaN"},
      {"fbfff0000000000000", -double{kInfinity}, "-Infinity"},
  };
}

std::vector<Example> SimpleValuesAndTags() {
  return {
      {"f4", false, "false"},
      {"f5", true, "true"},
      {"f6", nullptr, "null"},
      {"f7", Any::Undefined(), "undefined"},
      {"f0", Any::Simple(16), "simple(16)"},
      {"f8ff", Any::Simple(255), "simple(255)"},
      {"c074323031332d30332d32315432303a30343a30305a",
       Tagged(0, "2013-03-21T20:04:00Z"), "0(\"2013-03-21T20:04:00Z\")"},
      {"c11a514b67b0", Tagged(1, 1363896240), "1(1363896240)"},
      {"c1fb41d452d9ec200000", Tagged(1, 1363896240.5), "1(1363896240.5)"},
      {"d74401020304", Tagged(23, ByteString("01020304")), "23(h'01020304')"},
      {"d818456449455446", Tagged(24, ByteString("6449455446")),
       "24(h'6449455446')"},
      {"d82076687474703a2f2f7777772e6578616d706c652e636f6d",
       "http://www.example.com", "\"http://www.example.com\"",
       "76687474703a2f2f7777772e6578616d706c652e636f6d"},
  };
}

std::vector<Example> Strings() {
  return {
      {"40", ByteString(""), "h''"},
      {"4401020304", ByteString("01020304"), "h'01020304'"},
      {"60", "", "\"\""},
      {"6161", "a", "\"a\""},
      {"6449455446", "IETF", "\"IETF\""},
      {"62225c", "\"\\", "\"\\\"\\\\\""},
      {"62c3bc", "\u00fc", "\"\u00fc\""},
      {"63e6b0b4", "\u6c34", "\"\u6c34\""},
      {"64f0908591", "\U00010151", "\"\U00010151\""},
  };
}

std::vector<Example> Containers() {
  return {
      {"80", Array({}), "[]"},
      {"83010203", Array({1, 2, 3}), "[1, 2, 3]"},
      {"8301820203820405", Array({1, Array({2, 3}), Array({4, 5})}),
       "[1, [2, 3], [4, 5]]"},
      {std::string("9819") + kOneTo25Hex, OneTo25(), kOneTo25},
      {"a0", Map({}), "{}"},
      {"a201020304", Map({{1, 2}, {3, 4}}), "{1: 2, 3: 4}"},
      {"a26161016162820203", Map({{"a", 1}, {"b", Array({2, 3})}}),
       "{\"a\": 1, \"b\": [2, 3]}"},
      {"826161a161626163", Array({"a", Map({{"b", "c"}})}),
       "[\"a\", {\"b\": \"c\"}]"},
      {"a56161614161626142616361436164614461656145",
       Map({{"a", "A"}, {"b", "B"}, {"c", "C"}, {"d", "D"}, {"e", "E"}}),
       "{\"a\": \"A\", \"b\": \"B\", \"c\": \"C\", \"d\": \"D\", \"e\": "
       "\"E\"}"},
  };
}

// Written with definite lengths, so `written` is given for all.
std::vector<Example> IndefiniteLengths() {
  const Any nested = Array({1, Array({2, 3}), Array({4, 5})});
  const std::string nested_text = "[1, [2, 3], [4, 5]]";
  const std::string nested_hex = "8301820203820405";
  return {
      {"5f42010243030405ff", ByteString("0102030405"), "h'0102030405'",
       "450102030405"},
      {"7f657374726561646d696e67ff", "streaming", "\"streaming\"",
       "6973747265616d696e67"},
      {"9fff", Array({}), "[]", "80"},
      {"9f018202039f0405ffff", nested, nested_text, nested_hex},
      {"9f01820203820405ff", nested, nested_text, nested_hex},
      {"83018202039f0405ff", nested, nested_text, nested_hex},
      {"83019f0203ff820405", nested, nested_text, nested_hex},
      {std::string("9f") + kOneTo25Hex + "ff", OneTo25(), kOneTo25,
       std::string("9819") + kOneTo25Hex},
      {"bf61610161629f0203ffff", Map({{"a", 1}, {"b", Array({2, 3})}}),
       "{\"a\": 1, \"b\": [2, 3]}", "a26161016162820203"},
      {"826161bf61626163ff", Array({"a", Map({{"b", "c"}})}),
       "[\"a\", {\"b\": \"c\"}]", "826161a161626163"},
      {"bf6346756ef563416d7421ff", Map({{"Fun", true}, {"Amt", -2}}),
       "{\"Fun\": true, \"Amt\": -2}", "a26346756ef563416d7421"},
  };
}

class Rfc8949AppendixA
    : public testing::TestWithParam<std::vector<Example> (*)()> {};

TEST_P(Rfc8949AppendixA, DecodesToTheValue) {
  for (const Example& example : GetParam()()) {
    SCOPED_TRACE(example.encoded);
    const std::vector<uint8_t> input = Hex(example.encoded);
    Reader reader(input);
    Any value;
    ASSERT_TRUE(Read(reader, value)) << reader.TakeError().ToString();
    EXPECT_TRUE(reader.at_end());
    EXPECT_EQ(value, example.value);
    EXPECT_EQ(value.is_single(), example.value.is_single());
    EXPECT_EQ(value.ToString(), example.diagnostic);
  }
}

TEST_P(Rfc8949AppendixA, EncodesToTheBytes) {
  for (const Example& example : GetParam()()) {
    SCOPED_TRACE(example.encoded);
    Writer writer;
    Write(writer, example.value);
    EXPECT_EQ(ToHex(writer.view()), example.written);
  }
}

TEST_P(Rfc8949AppendixA, IsSkippedWhole) {
  for (const Example& example : GetParam()()) {
    EXPECT_EQ(ErrorOf(example.encoded, SkipOne), "") << example.encoded;
  }
}

INSTANTIATE_TEST_SUITE_P(All, Rfc8949AppendixA,
                         testing::Values(&Integers, &Floats,
                                         &SimpleValuesAndTags, &Strings,
                                         &Containers, &IndefiniteLengths));

TEST(Rfc8949AppendixATable, HasEveryExample) {
  EXPECT_EQ(Integers().size() + Floats().size() + SimpleValuesAndTags().size() +
                Strings().size() + Containers().size() +
                IndefiniteLengths().size(),
            81u);
}

}  // namespace
}  // namespace noodles::cbor
