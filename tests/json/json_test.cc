#include "noodles/json.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "noodles/base/status.h"

namespace noodles {
namespace {

std::string ErrorOf(std::string_view json) {
  const auto value = AnyFromJson(json);
  EXPECT_FALSE(value.ok()) << json;
  return std::string(StatusMessage(value.status()));
}

TEST(JsonTest, EachKindOfValueThereAndBack) {
  const std::vector<std::pair<Any, std::string>> cases = {
      {Any(), "null"},
      {true, "true"},
      {0, "0"},
      {-5, "-5"},
      {std::numeric_limits<uint64_t>::max(), "18446744073709551615"},
      {std::numeric_limits<int64_t>::min(), "-9223372036854775808"},
      {Any(cbor::Integer{true, uint64_t{1} << 63}),
       R"({"$integer":"-9223372036854775809"})"},
      {Any(cbor::Integer{true, std::numeric_limits<uint64_t>::max()}),
       R"({"$integer":"-18446744073709551616"})"},
      {1.0, "1.0"},
      {0.1, "0.1"},
      {-2.5e300, "-2.5e+300"},
      {std::numeric_limits<double>::infinity(), R"({"$float":"Infinity"})"},
      {-std::numeric_limits<double>::infinity(), R"({"$float":"-Infinity"})"},
      {std::nan(""), R"({"$float":"NaN"})"},
      {"", R"("")"},
      {"a \"quoted\" \n \xc3\xbc", "\"a \\\"quoted\\\" \\n \xc3\xbc\""},
      {Bytes::Copy("hi"), R"({"$bytes":"aGk="})"},
      {Any::Array{}, "[]"},
      {Any::Array{1, "x", Any::Array{2}}, R"([1,"x",[2]])"},
      {Any::Map{}, "{}"},
      {Any::Map{{"b", 1}, {"a", 2}}, R"({"b":1,"a":2})"},
      {Any::Map{{"$bytes", 1}, {"$$x", 2}}, R"({"$$bytes":1,"$$$x":2})"},
      {Any::Map{{1, "one"}, {"two", 2}}, R"({"$map":[[1,"one"],["two",2]]})"},
      {Any::Map{{"k", 1}, {"k", 2}}, R"({"$map":[["k",1],["k",2]]})"},
      {Any::Undefined(), R"({"$undefined":true})"},
      {Any::Simple(16), R"({"$simple":16})"},
      {Any::Tag{4, Any::Array{-2, 27315}}, R"({"$tag":4,"$value":[-2,27315]})"},
  };
  for (const auto& [value, json] : cases) {
    EXPECT_EQ(ToJson(value), json);
    const auto back = AnyFromJson(json);
    ASSERT_TRUE(back.ok()) << json << ": " << back.status();
    EXPECT_EQ(*back, value) << json;
  }
}

TEST(JsonTest, FloatsHaveTheShortestDigitsOfTheirWidth) {
  EXPECT_EQ(ToJson(Any(0.1f)), "0.1");
  EXPECT_EQ(ToJson(Any(16777216.0f)), "16777216.0");
  EXPECT_EQ(ToJson(Any(1.0f / 3)), "0.33333334");
  EXPECT_EQ(ToJson(Any(1.0 / 3)), "0.3333333333333333");
  for (const float number : {0.1f, 1.0f / 3, 3.4028235e38f, 1e-45f, -0.0f}) {
    const auto back = AnyFromJson(ToJson(Any(number)));
    ASSERT_TRUE(back.ok());
    EXPECT_EQ(static_cast<float>(*back->AsDouble()), number);
  }
}

TEST(JsonTest, StructuresHaveTheJsonOfTheirCbor) {
  MsgEntityCreate entity{{3, 1}, {.name = "pump", .parent = EntityID{0, 0}}};
  entity.content.representation = TextRepresentation{.txt = "hello"};
  entity.content.tags = {"a", "b"};
  const std::string json =
      R"({"id":[3,1],"name":"pump","parent":[0,0],"text_rep":{"txt":"hello",)"
      R"("font":"Arial","height":0.25,"width":-1.0},"tags":["a","b"],)"
      R"("visible":true})";
  EXPECT_EQ(ToJson(entity), json);
  const auto back = FromJson<MsgEntityCreate>(json);
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(*back, entity);
  EXPECT_EQ(ToJson(MsgEntityDelete{{1, 2}}, {.indentation = 2}),
            "{\n  \"id\": [\n    1,\n    2\n  ]\n}");
}

TEST(JsonTest, BytesAreBase64) {
  const MsgBufferCreate buffer{
      {0, 0}, {.size = 3, .source = Bytes::Copy("\x00\xff\x10")}};
  const std::string json = ToJson(
      MsgBufferCreate{{0, 0}, {.size = 3, .source = Bytes::Copy("abc")}});
  EXPECT_EQ(json, R"({"id":[0,0],"size":3,"inline_bytes":{"$bytes":"YWJj"}})");
  EXPECT_EQ(*FromJson<MsgBufferCreate>(ToJson(buffer)), buffer);
  // A plain base64 text is accepted for a byte string.
  const auto plain = FromJson<MsgBufferCreate>(
      R"({"id":[0,0],"size":3,"inline_bytes":"YWJj"})");
  ASSERT_TRUE(plain.ok()) << plain.status();
  EXPECT_EQ(std::get<Bytes>(plain->content.source), Bytes::Copy("abc"));
}

TEST(JsonTest, WhatDoesNotFitTheSpecificationIsNamed) {
  const auto error = [](std::string_view json) {
    return std::string(StatusMessage(FromJson<MsgEntityCreate>(json).status()));
  };
  EXPECT_EQ(error(R"({"id":[0,0],"tags":["a",3]})"),
            "wrong-type at tags[1]: expected text, found integer 3");
  EXPECT_EQ(error(R"({"name":"x"})"),
            "missing-key: expected MsgEntityCreate with the key id, found map "
            "of 1");
}

TEST(JsonTest, SyntaxErrorsHaveLineAndColumn) {
  EXPECT_EQ(ErrorOf("{\n  \"a\": 1,\n  b\n}").substr(0, 22),
            "JSON line 3, column 3:");
  EXPECT_EQ(ErrorOf("").substr(0, 22), "JSON line 1, column 1:");
  EXPECT_EQ(ErrorOf("[1, 2").substr(0, 22), "JSON line 1, column 6:");
  EXPECT_EQ(ErrorOf("\"\xff\"").substr(0, 12), "JSON line 1,");
  EXPECT_EQ(ErrorOf("1 2").substr(0, 22), "JSON line 1, column 3:");
}

TEST(JsonTest, WrongValuesHaveAPath) {
  EXPECT_EQ(ErrorOf(R"({"a":[0,{"b":1,"b":2}]})"),
            "a[1].b: the key \"b\" stands twice");
  EXPECT_EQ(ErrorOf(R"({"b":1,"c":2,"b":3})"), "b: the key \"b\" stands twice");
  EXPECT_EQ(ErrorOf("[1, 18446744073709551616]"),
            "[1]: a number that CBOR has no integer for: "
            "18446744073709551616");
  EXPECT_EQ(ErrorOf(R"({"x":{"$bytes":"a*"}})"),
            "x: an object that begins with \"$bytes\" and has not the form of "
            "one");
  EXPECT_EQ(ErrorOf(R"({"$simple":24})"),
            "an object that begins with \"$simple\" and has not the form of "
            "one");
  EXPECT_EQ(ErrorOf(R"({"$tag":1})"),
            "an object that begins with \"$tag\" and has not the form of one");
}

TEST(JsonTest, LimitsHold) {
  const std::string deep = std::string(64, '[') + std::string(64, ']');
  EXPECT_TRUE(AnyFromJson(deep).ok());
  const auto deeper = AnyFromJson("[" + deep + "]");
  EXPECT_EQ(deeper.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(StatusMessage(deeper.status()), "JSON deeper than 64 levels");
  EXPECT_EQ(AnyFromJson(std::string(1'000'000, '[')).status().code(),
            absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(AnyFromJson("[1]", {.max_text_bytes = 3}).ok());
  EXPECT_EQ(AnyFromJson("[12]", {.max_text_bytes = 3}).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(JsonTest, WholeFrames) {
  const Bytes frame =
      EncodeFrame(MsgEntityDelete{{1, 0}}, MsgDocumentUpdate{{}, {}});
  const auto json = CborToJson(frame);
  ASSERT_TRUE(json.ok());
  EXPECT_EQ(*json, R"([6,{"id":[1,0]},31,{}])");
  const auto back = JsonToCbor(*json);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(*back, frame);
  EXPECT_EQ(CborToJson(Bytes::Copy("\x82\x01")).status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace noodles
