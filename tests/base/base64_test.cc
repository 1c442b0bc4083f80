// Base64: the vectors of RFC 4648, both alphabets, and rejected input.
#include "noodles/base/support/base64.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace noodles {
namespace {

std::span<const uint8_t> AsBytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string Decoded(std::string_view text) {
  const auto bytes = base_internal::DecodeBase64(text);
  return bytes ? std::string(bytes->begin(), bytes->end()) : "(rejected)";
}

// RFC 4648, section 10.
constexpr std::string_view kVectors[][2] = {{"", ""},
                                            {"f", "Zg=="},
                                            {"fo", "Zm8="},
                                            {"foo", "Zm9v"},
                                            {"foob", "Zm9vYg=="},
                                            {"fooba", "Zm9vYmE="},
                                            {"foobar", "Zm9vYmFy"}};

TEST(Base64, EncodesAndDecodesTheVectorsOfTheRfc) {
  for (const auto& [plain, encoded] : kVectors) {
    EXPECT_EQ(base_internal::EncodeBase64(AsBytes(plain)), encoded);
    EXPECT_EQ(Decoded(encoded), plain);
    const std::string_view unpadded =
        encoded.substr(0, encoded.find_first_of('='));
    EXPECT_EQ(Decoded(unpadded), plain);
  }
}

TEST(Base64, GivesEveryByteBack) {
  std::vector<uint8_t> bytes;
  for (int value = 0; value < 256; ++value) {
    bytes.push_back(static_cast<uint8_t>(value));
  }
  EXPECT_EQ(base_internal::DecodeBase64(base_internal::EncodeBase64(bytes)),
            bytes);
}

TEST(Base64, TakesBothAlphabets) {
  EXPECT_EQ(base_internal::EncodeBase64(AsBytes("\xfb\xff\xbf")), "+/+/");
  EXPECT_EQ(Decoded("+/+/"), "\xfb\xff\xbf");
  EXPECT_EQ(Decoded("-_-_"), "\xfb\xff\xbf");
}

TEST(Base64, RejectsEverythingElse) {
  for (const std::string_view text :
       {"A", "AAAAA", "=", "==", "====", "A===", "AA=", "AAA==", "AAAA=",
        "AAAA====", "Zg==Zg==", "Zm 8=", "Zm8=\n", "Zm8*", "Zh==", "Zm9=", "Zh",
        "Zm9\xc3"}) {
    EXPECT_EQ(Decoded(text), "(rejected)") << text;
  }
}

}  // namespace
}  // namespace noodles
