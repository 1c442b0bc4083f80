// Maps whose members are counted while they are written.
#include "noodles/cbor/map_writer.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cbor/cbor_testing.h"
#include "noodles/base/bytes.h"

namespace noodles::cbor {
namespace {

// A map with one member that is always there, between two nulls.
template <typename WriteFunction>
std::string WrittenMap(WriteFunction write) {
  Writer writer;
  writer.WriteNull();
  MapWriter map(writer, 1);
  write(map);
  map.End();
  writer.WriteNull();
  return ToHex(writer.view());
}

TEST(MapWriter, CountsOptionalMembers) {
  using Number = std::optional<uint64_t>;
  using List = std::vector<uint64_t>;
  using Choice = std::variant<std::monostate, bool, uint64_t>;
  const auto written = [](const Number& number, const List& list,
                          const Choice& choice) {
    return WrittenMap([&](MapWriter& map) {
      map.Member("a", true);
      map.Optional("b", number);
      map.Optional("c", list);
      map.OneOf(choice, "d", "e");
    });
  };
  EXPECT_EQ(written({}, {}, {}), "f6a16161f5f6");
  EXPECT_EQ(written(7, {}, {}), "f6a26161f5616207f6");
  EXPECT_EQ(written({}, {1}, {}), "f6a26161f561638101f6");
  EXPECT_EQ(written({}, {}, false), "f6a26161f56164f4f6");
  EXPECT_EQ(written(7, {1}, uint64_t{9}), "f6a46161f561620761638101616509f6");
}

TEST(MapWriter, TakesTheKeyOfEachAlternative) {
  using Required = std::variant<bool, uint64_t, bool>;
  const auto written = [](const Required& choice) {
    return WrittenMap([&](MapWriter& map) {
      map.Member("a", true);
      map.OneOf(choice, "first", "second", "third");
    });
  };
  EXPECT_EQ(written(Required(std::in_place_index<0>, true)),
            "f6a26161f5656669727374f5f6");
  EXPECT_EQ(written(Required(std::in_place_index<1>, 8)),
            "f6a26161f5667365636f6e6408f6");
  EXPECT_EQ(written(Required(std::in_place_index<2>, false)),
            "f6a26161f5657468697264f4f6");
}

TEST(MapWriter, HasAShortHeadUpTo23Members) {
  Writer writer;
  MapWriter map(writer, 20);
  for (int i = 0; i < 20; ++i) map.Member("a", false);
  for (int i = 0; i < 3; ++i) map.Optional("a", std::optional<bool>(true));
  map.End();
  EXPECT_EQ(writer.view()[0], 0xb7);
  EXPECT_EQ(writer.size(), 1u + 23 * 3);
}

TEST(MapWriter, TakesACountAboveTheShortHead) {
  Writer writer;
  auto map = MapWriter::OfSize(writer, 24);
  for (int i = 0; i < 23; ++i) map.Member("a", false);
  map.Optional("b", std::optional<bool>());
  map.Optional("c", std::optional<bool>(true));
  map.End();
  const std::string written = ToHex(writer.view());
  EXPECT_EQ(written.substr(0, 10), "b8186161f4");
  EXPECT_EQ(written.substr(written.size() - 6), "6163f5");
  EXPECT_EQ(writer.size(), 2u + 24 * 3);
}

TEST(MapWriter, WritesTextsOfAnyLengthAsValidUtf8) {
  const auto written = [](const std::string& text) {
    return WrittenMap([&](MapWriter& map) { map.Member("t", text); });
  };
  EXPECT_EQ(written(""), "f6a1617460f6");
  EXPECT_EQ(written("abc"), "f6a1617463616263f6");
  EXPECT_EQ(written("0123456789abcdef"),
            "f6a161747030313233343536373839616263646566f6");
  EXPECT_EQ(written("0123456789abcdefg"),
            "f6a16174713031323334353637383961626364656667f6");
  EXPECT_EQ(written("\xc3\xa9"), "f6a1617462c3a9f6");
  EXPECT_EQ(written("\xff"), "f6a1617463efbfbdf6");
  EXPECT_EQ(written(std::string(300, 'x')).substr(0, 16), "f6a1617479012c78");
}

TEST(MapWriter, WritesTheAlternativeThatAVariantHolds) {
  using Choice = std::variant<std::string, std::array<float, 2>>;
  EXPECT_EQ(WrittenMap([](MapWriter& map) { map.Member("c", Choice("a")); }),
            "f6a161636161f6");
  EXPECT_EQ(WrittenMap([](MapWriter& map) {
              map.Member("c", Choice(std::array<float, 2>{1.0f, -2.0f}));
            }),
            "f6a1616382fa3f800000fac0000000f6");
}

TEST(MapWriter, GrowsTheBufferInAnyMember) {
  const std::vector<uint64_t> numbers(100, 1);
  const std::string text(200, 'x');
  for (size_t before = 0; before < 300; ++before) {
    Writer writer(1);
    for (size_t i = 0; i < before; ++i) writer.WriteNull();
    MapWriter map(writer, 1);
    map.Optional("list", numbers);
    map.Optional("text", std::optional<std::string>(text));
    map.Member("matrix", std::array<float, 16>{});
    map.End();
    ASSERT_EQ(writer.size(), before + 1 + 5 + 102 + 5 + 202 + 7 + 81);
    EXPECT_EQ(writer.view()[before], 0xa3);
  }
}

TEST(MapWriter, KeepsThePlaceOfSharedBytes) {
  Writer writer;
  writer.ShareBytes(4);
  MapWriter map(writer, 2);
  map.Member("b", Bytes::Copy("12345"));
  map.Member("c", uint64_t{1});
  map.End();
  EXPECT_EQ(ToHex(writer.view()), "a2616245616301");
  ASSERT_EQ(writer.shared().size(), 1u);
  EXPECT_EQ(writer.shared()[0].position, 4u);
}

TEST(Write, PutsAListOfBoundedElementsInPieces) {
  for (const size_t size : {0u, 1u, 31u, 32u, 33u, 64u, 65u}) {
    std::vector<uint64_t> numbers;
    std::string expected;
    for (size_t i = 0; i < size; ++i) {
      numbers.push_back(i % 20 + 4);
      expected += ToHex(std::array{static_cast<uint8_t>(i % 20 + 4)});
    }
    Writer writer;
    Write(writer, numbers);
    const std::string written = ToHex(writer.view());
    EXPECT_EQ(written.substr(size < 24 ? 2 : 4), expected) << size;
  }
}

}  // namespace
}  // namespace noodles::cbor
