// Any: construction, accessors, copies, moves, equality and text form.
#include "noodles/cbor/any.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "cbor/cbor_testing.h"

namespace noodles::cbor {
namespace {

static_assert(sizeof(Any) == 16);
static_assert(std::is_nothrow_move_constructible_v<Any>);
static_assert(std::is_nothrow_move_assignable_v<Any>);
static_assert(std::is_same_v<noodles::Any, Any>);
static_assert(!std::is_constructible_v<Any, char>);
static_assert(!std::is_constructible_v<Any, int*>);

// A value of every form.
std::vector<Any> AllForms() {
  return {nullptr,
          Any::Undefined(),
          false,
          true,
          Any::Simple(99),
          -7,
          UINT64_MAX,
          Integer{true, UINT64_MAX},
          1.5f,
          2.5,
          "short",
          "a text that does not fit inside",
          Bytes::Copy("bytes"),
          Any::Array{1, "two", Any::Array{3}},
          Any::Map{{"one", 1}, {2, "two"}},
          Any::Tag{42, "content"}};
}

TEST(Any, KnowsItsKind) {
  std::string kinds;
  for (const Any& value : AllForms()) {
    kinds += std::string(ToString(value.kind())) + ", ";
  }
  EXPECT_EQ(kinds,
            "null, undefined, bool, bool, simple value, integer, integer, "
            "integer, float, float, text, text, byte string, array, map, "
            "tag, ");
}

TEST(Any, TakesEveryTypeOfNumber) {
  EXPECT_EQ(Any(int8_t{-1}).AsInt(), -1);
  EXPECT_EQ(Any(uint8_t{255}).AsInt(), 255);
  EXPECT_EQ(Any(int16_t{-300}).AsInt(), -300);
  EXPECT_EQ(Any(65535u).AsUint(), 65535u);
  EXPECT_EQ(Any(INT64_MIN).AsInt(), INT64_MIN);
  EXPECT_EQ(Any(size_t{5}).AsInt(), 5);
  EXPECT_EQ(Any(5u), Any(5));
  EXPECT_TRUE(Any(true).is_bool());
  EXPECT_TRUE(Any(1.5f).is_single());
  EXPECT_FALSE(Any(1.5).is_single());
}

TEST(Any, ConvertsNumbersAsTheReaderDoes) {
  EXPECT_EQ(Any(3).AsDouble(), 3.0);
  EXPECT_EQ(Any(UINT64_MAX).AsDouble(), 0x1p64);
  EXPECT_EQ(Any(Integer{true, UINT64_MAX}).AsDouble(), -0x1p64);
  EXPECT_EQ(Any(1.5f).AsDouble(), 1.5);
  EXPECT_EQ(Any("3").AsDouble(), std::nullopt);
  EXPECT_EQ(Any(2.0).AsInt(), 2);
  EXPECT_EQ(Any(2.0f).AsUint(), 2u);
  EXPECT_EQ(Any(2.5).AsInt(), std::nullopt);
  EXPECT_EQ(Any(-2.0).AsUint(), std::nullopt);
  EXPECT_EQ(Any(0x1p63).AsInt(), std::nullopt);
  EXPECT_EQ(Any(-0x1p63).AsInt(), INT64_MIN);
  EXPECT_EQ(Any(0x1p63).AsUint(), uint64_t{1} << 63);
  EXPECT_EQ(Any(0x1p64).AsUint(), std::nullopt);
  EXPECT_EQ(Any(std::nan("")).AsInt(), std::nullopt);
  EXPECT_EQ(Any(UINT64_MAX).AsInt(), std::nullopt);
  EXPECT_EQ(Any(-1).AsUint(), std::nullopt);
  EXPECT_EQ(Any(true).AsInt(), std::nullopt);
  EXPECT_EQ(Any(1.0).AsInteger().has_value(), false);
}

TEST(Any, HoldsHugeIntegers) {
  const Any largest(UINT64_MAX);
  EXPECT_EQ(largest.AsUint(), UINT64_MAX);
  EXPECT_EQ(largest.ToString(), "18446744073709551615");
  const Any smallest(Integer{true, UINT64_MAX});
  EXPECT_TRUE(smallest.AsInteger()->negative);
  EXPECT_EQ(smallest.AsInteger()->argument, UINT64_MAX);
  EXPECT_EQ(smallest.ToString(), "-18446744073709551616");
  EXPECT_NE(smallest, largest);
  // At the edge of int64_t there is one form only.
  EXPECT_EQ(Any(Integer{true, INT64_MAX}), Any(INT64_MIN));
  EXPECT_EQ(Any(Integer{false, INT64_MAX}), Any(INT64_MAX));
  EXPECT_EQ(Any(Integer{true, uint64_t{1} << 63}).AsInt(), std::nullopt);
}

TEST(Any, HoldsTextsOfEverySize) {
  for (const size_t size : {0, 1, 13, 14, 15, 16, 100, 100'000}) {
    const std::string text(size, 'x');
    const Any value(text);
    EXPECT_TRUE(value.is_text()) << size;
    EXPECT_EQ(value.AsText(), text) << size;
    EXPECT_EQ(value.size(), size);
    const Any copy(value);
    EXPECT_EQ(copy.AsText(), text) << size;
    EXPECT_EQ(copy, value) << size;
  }
}

TEST(Any, KeepsShortTextsInside) {
  const auto is_inside = [](const Any& value) {
    const char* const data = value.AsText()->data();
    const char* const begin = reinterpret_cast<const char*>(&value);
    return data >= begin && data < begin + sizeof(value);
  };
  EXPECT_TRUE(is_inside(Any(std::string(14, 'x'))));
  EXPECT_FALSE(is_inside(Any(std::string(15, 'x'))));
}

TEST(Any, CopiesDeeply) {
  for (const Any& value : AllForms()) {
    Any copy(value);
    EXPECT_EQ(copy, value) << value.ToString();
    Any assigned = "former";
    assigned = value;
    EXPECT_EQ(assigned, value) << value.ToString();
  }
  const Any original = Any::Array{Any::Array{1}};
  Any copy(original);
  (*(*copy.AsArray())[0].AsArray())[0] = 2;
  EXPECT_EQ(original.ToString(), "[[1]]");
  EXPECT_EQ(copy.ToString(), "[[2]]");
}

TEST(Any, SharesBytesBetweenCopies) {
  const Any original = Bytes::Copy("contents");
  const Any copy(original);
  EXPECT_EQ(copy.AsBytes()->data(), original.AsBytes()->data());
}

TEST(Any, LeavesNullBehindWhenMoved) {
  for (const Any& value : AllForms()) {
    Any source(value);
    Any target(std::move(source));
    EXPECT_EQ(target, value);
    EXPECT_TRUE(source.is_null());  // NOLINT: that is what is tested
    Any assigned = Any::Array{1, 2};
    assigned = std::move(target);
    EXPECT_EQ(assigned, value);
    EXPECT_TRUE(target.is_null());  // NOLINT: that is what is tested
  }
}

TEST(Any, MayBeAssignedFromItselfAndFromItsOwnElement) {
  Any value = Any::Array{Any::Array{"a text that does not fit inside"}};
  const Any& same = value;
  value = same;
  EXPECT_EQ(value.ToString(), "[[\"a text that does not fit inside\"]]");
  value = std::move((*value.AsArray())[0]);
  EXPECT_EQ(value.ToString(), "[\"a text that does not fit inside\"]");
  value = Any(value[0]);
  EXPECT_EQ(value.ToString(), "\"a text that does not fit inside\"");
}

TEST(Any, ComparesKindAndValue) {
  const std::vector<Any> forms = AllForms();
  for (size_t i = 0; i < forms.size(); ++i) {
    for (size_t j = 0; j < forms.size(); ++j) {
      EXPECT_EQ(forms[i] == forms[j], i == j) << i << ' ' << j;
    }
  }
  EXPECT_EQ(Any(1.5f), Any(1.5));
  EXPECT_EQ(Any(0.0), Any(-0.0));
  EXPECT_EQ(Any(std::nan("")), Any(std::nanf("")));
  EXPECT_NE(Any(1), Any(1.0));
  EXPECT_NE(Any("1"), Any(1));
  EXPECT_NE(Any(Bytes::Copy("a")), Any("a"));
  EXPECT_NE(Any::Simple(1), Any::Simple(2));
  EXPECT_NE(Any(Any::Map{{1, 2}, {3, 4}}), Any(Any::Map{{3, 4}, {1, 2}}));
  EXPECT_NE(Any(Any::Tag{1, 2}), Any(Any::Tag{2, 2}));
}

TEST(Any, GivesNothingForAnotherKind) {
  const Any value = 5;
  EXPECT_EQ(value.AsBool(), std::nullopt);
  EXPECT_EQ(value.AsText(), std::nullopt);
  EXPECT_EQ(value.AsSimple(), std::nullopt);
  EXPECT_EQ(value.AsBytes(), nullptr);
  EXPECT_EQ(value.AsArray(), nullptr);
  EXPECT_EQ(value.AsMap(), nullptr);
  EXPECT_EQ(value.AsTag(), nullptr);
  EXPECT_EQ(value.Find("x"), nullptr);
  EXPECT_EQ(value.size(), 0u);
  EXPECT_TRUE(value[0].is_null());
}

TEST(Any, GivesElementsAndValues) {
  const Any array = Any::Array{10, 20};
  EXPECT_EQ(array.size(), 2u);
  EXPECT_EQ(array[1], Any(20));
  EXPECT_TRUE(array[2].is_null());
  const Any map = Any::Map{{1, "number"}, {"x", "first"}, {"x", "second"}};
  EXPECT_EQ(map.size(), 3u);
  ASSERT_NE(map.Find("x"), nullptr);
  EXPECT_EQ(*map.Find("x"), Any("first"));
  EXPECT_EQ(map.Find("y"), nullptr);
  EXPECT_EQ(Any(Bytes::Copy("abc")).size(), 3u);
}

TEST(Any, NamesTheSimpleValuesThatHaveAMeaning) {
  EXPECT_EQ(Any::Simple(20), Any(false));
  EXPECT_EQ(Any::Simple(21), Any(true));
  EXPECT_TRUE(Any::Simple(22).is_null());
  EXPECT_TRUE(Any::Simple(23).is_undefined());
  EXPECT_TRUE(Any::Simple(24).is_undefined());
  EXPECT_EQ(Any::Simple(19).AsSimple(), 19);
  EXPECT_EQ(Any::Simple(32).AsSimple(), 32);
}

TEST(ToString, IsDiagnosticNotation) {
  EXPECT_EQ(Any(Any::Array(AllForms())).ToString(),
            "[null, undefined, false, true, simple(99), -7, "
            "18446744073709551615, -18446744073709551616, 1.5, 2.5, "
            "\"short\", \"a text that does not fit inside\", "
            "h'6279746573', [1, \"two\", [3]], {\"one\": 1, 2: \"two\"}, "
            "42(\"content\")]");
  EXPECT_EQ(Any("\x01\x7f\t\r\n").ToString(), "\"\\u0001\\u007f\\t\\r\\n\"");
  EXPECT_EQ(Any("bad \xc3").ToString(), "\"bad \ufffd\"");
}

TEST(ToString, LaysFloatsOutAsJavaScriptDoes) {
  const auto text = [](double number) { return Any(number).ToString(); };
  EXPECT_EQ(text(0.1), "0.1");
  EXPECT_EQ(text(123.456), "123.456");
  EXPECT_EQ(text(-1e20), "-100000000000000000000.0");
  EXPECT_EQ(text(123456789012345680000.0), "123456789012345680000.0");
  EXPECT_EQ(text(1e21), "1.0e+21");
  EXPECT_EQ(text(1.25e21), "1.25e+21");
  EXPECT_EQ(text(0.000001), "0.000001");
  EXPECT_EQ(text(0.0000015), "0.0000015");
  EXPECT_EQ(text(1e-7), "1.0e-7");
  EXPECT_EQ(text(5e-324), "5.0e-324");
}

}  // namespace
}  // namespace noodles::cbor
