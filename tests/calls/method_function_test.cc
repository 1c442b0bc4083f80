#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/calls/method_error.h"
#include "noodles/calls/typed_method.h"
#include "noodles/codec.h"

namespace noodles {
namespace {

// A context for methods that do not use it.
CallContext& NoContext() {
  alignas(CallContext) static char storage[sizeof(CallContext)];
  return *reinterpret_cast<CallContext*>(storage);
}

Bytes FromHex(std::string_view hex) {
  std::string bytes;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>(
        std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return Bytes::Adopt(std::move(bytes));
}

// The answer as text: a value, or "-32602 message".
std::string AnswerOf(const MethodFunction& method,
                     const CallArguments& arguments) {
  MethodResult result = method(NoContext(), arguments);
  const Answer* answer = result.answer();
  if (answer == nullptr) return "later";
  if (!answer->ok()) {
    const MethodException exception = ToMethodException(answer->status());
    return std::to_string(exception.code) + " " +
           exception.message.value_or("");
  }
  if (const Any* value = std::get_if<Any>(&**answer)) return value->ToString();
  return Decode<Any>(std::get<EncodedItem>(**answer).bytes)->ToString();
}

template <class Function>
MethodFunction Typed(Function function, std::vector<std::string> names) {
  return MakeMethod(std::move(function), std::move(names));
}

TEST(MethodFunctionTest, ReadsArgumentsAsTheyCame) {
  const MethodFunction add =
      Typed([](double a, int b) { return a + b; }, {"a", "b"});
  EXPECT_EQ(AnswerOf(add, CallArguments(FromHex("82f93e0002"))), "3.5");
  // Of indefinite length, an integer for a float, a float for an integer.
  EXPECT_EQ(AnswerOf(add, CallArguments(FromHex("9f01f94000ff"))), "3.0");
  EXPECT_EQ(AnswerOf(add, CallArguments(FromHex("9f01ff"))),
            "-32602 argument b (noo::integer) is missing");
  EXPECT_EQ(AnswerOf(add, CallArguments(FromHex("820161"
                                                "78"))),
            "-32602 argument b: expected integer, found text \"x\"");
  EXPECT_EQ(AnswerOf(add, CallArguments(FromHex("82011a80000000"))),
            "-32602 argument b: the number is out of range");
  EXPECT_EQ(AnswerOf(add, {1, 2, "too", "many"}), "3.0");
}

TEST(MethodFunctionTest, OptionalArguments) {
  const MethodFunction method = Typed(
      [](std::optional<int64_t> a, std::optional<std::string> b) {
        return std::to_string(a.value_or(-1)) + b.value_or("none");
      },
      {"a", "b"});
  EXPECT_EQ(AnswerOf(method, {}), "\"-1none\"");
  EXPECT_EQ(AnswerOf(method, {7}), "\"7none\"");
  EXPECT_EQ(AnswerOf(method, {nullptr, "text"}), "\"-1text\"");
  EXPECT_EQ(AnswerOf(method, {1, 2}),
            "-32602 argument b: expected text, found integer 2");
}

TEST(MethodFunctionTest, ResultsOfEveryKind) {
  const auto answer = [](auto function) {
    return AnswerOf(Typed(function, {}), {});
  };
  EXPECT_EQ(answer([] {}), "null");
  EXPECT_EQ(answer([] { return absl::OkStatus(); }), "null");
  EXPECT_EQ(answer([] { return InvalidArgument("no"); }), "-32602 no");
  EXPECT_EQ(answer([] { return true; }), "true");
  EXPECT_EQ(answer([] { return std::optional<int>(); }), "null");
  EXPECT_EQ(answer([] { return std::optional<int>(3); }), "3");
  EXPECT_EQ(answer([] { return EntityID{3, 1}; }), "[3, 1]");
  EXPECT_EQ(answer([] { return Vec3{1, 2, 3}; }), "[1.0, 2.0, 3.0]");
  EXPECT_EQ(answer([] {
              return std::map<std::string, bool>{{"a", true}};
            }),
            "{\"a\": true}");
  EXPECT_EQ(answer([] {
              return absl::StatusOr<Vec3>(Vec3{1, 2, 3});
            }),
            "[1.0, 2.0, 3.0]");
  EXPECT_EQ(answer([] { return EncodedItem{FromHex("820102")}; }), "[1, 2]");
  EXPECT_EQ(answer([] { return MakePendingResult<int>().result; }), "later");
}

TEST(MethodFunctionTest, ValuesForThoseWhoWantThem) {
  const MethodFunction plain = [](CallContext&,
                                  const std::vector<Any>& arguments) {
    return Any(arguments);
  };
  EXPECT_EQ(AnswerOf(plain, {1, "x"}), "[1, \"x\"]");
  // A text that is not UTF-8.
  EXPECT_THAT(AnswerOf(plain, CallArguments(FromHex("8161ff"))),
              ::testing::StartsWith("-32602 arguments: "));
  const MethodFunction encoded = [](CallContext&,
                                    const CallArguments& arguments) {
    return EncodedItem{arguments.encoded()};
  };
  EXPECT_EQ(AnswerOf(encoded, {1, "x"}), "[1, \"x\"]");
  const MethodFunction copy = encoded;
  EXPECT_EQ(AnswerOf(copy, {2}), "[2]");
}

int Twice(int number) noexcept { return 2 * number; }

TEST(MethodFunctionTest, FunctionsOfEveryForm) {
  EXPECT_EQ(AnswerOf(Typed(Twice, {"number"}), {4}), "8");
  EXPECT_EQ(
      AnswerOf(Typed([](int number) noexcept { return -number; }, {"n"}), {4}),
      "-4");
  const MethodFunction count =
      Typed([calls = 0]() mutable { return ++calls; }, {});
  EXPECT_EQ(AnswerOf(count, {}), "1");
  EXPECT_EQ(AnswerOf(count, {}), "2");
  struct Adder {
    int operator()(int number) const& { return number + base; }
    int base;
  };
  EXPECT_EQ(AnswerOf(Typed(Adder{10}, {"number"}), {4}), "14");
  const std::function<int(int)> function = Twice;
  EXPECT_EQ(AnswerOf(Typed(function, {"number"}), {5}), "10");
  EXPECT_EQ(
      AnswerOf(Typed([](std::string&& text) { return text + "!"; }, {"text"}),
               {"hi"}),
      "\"hi!\"");
}

template <class T>
constexpr bool kArgument = ArgumentType<T>;
template <class T>
constexpr bool kValue = ValueType<T>;

TEST(MethodFunctionTest, TypesOfArgumentsAndResults) {
  struct Unknown {};
  enum class Level { kLow };
  static_assert(kArgument<bool> && kArgument<int8_t> && kArgument<size_t>);
  static_assert(kArgument<float> && kArgument<std::string>);
  static_assert(kArgument<Any::Array> && kArgument<Any::Map>);
  static_assert(kValue<Any::Array> && kValue<Any::Map>);
  static_assert(kArgument<Any> && kArgument<Bytes> && kArgument<EntityID>);
  static_assert(kArgument<Vec3> && kArgument<std::vector<std::vector<Vec3>>>);
  static_assert(kArgument<std::map<std::string, std::vector<double>>>);
  static_assert(kArgument<std::optional<std::variant<std::string, int64_t>>>);
  static_assert(kArgument<std::optional<int>> && kArgument<GeometryPatch>);
  static_assert(!kArgument<Unknown> && !kArgument<Level> && !kArgument<char>);
  static_assert(!kArgument<std::string_view> && !kArgument<const char*>);
  static_assert(!kArgument<std::vector<int>> && !kArgument<int*>);
  static_assert(kArgument<std::vector<bool>> && !kArgument<CallContext>);
  static_assert(!kArgument<std::map<int, bool>>);
  static_assert(kArgument<std::array<int64_t, 2>>);
  static_assert(!kArgument<std::array<Unknown, 2>>);
  static_assert(!kArgument<std::vector<std::optional<double>>>);
  static_assert(kValue<const char*> && kValue<std::string_view>);
  static_assert(kValue<int> && kValue<std::nullptr_t> && kValue<GeometryPatch>);
  static_assert(kValue<std::optional<int>> && kValue<std::vector<bool>>);
  static_assert(!kValue<Unknown> && !kValue<Level> && !kValue<int*>);
  static_assert(!kValue<std::vector<Unknown>> && !kValue<std::vector<int>>);
}

TEST(MethodFunctionTest, BytesShareTheMessage) {
  const Bytes message = FromHex("8144deadbeef");
  const uint8_t* found = nullptr;
  const MethodFunction method = Typed(
      [&](const Bytes& bytes) { found = bytes.span().data(); }, {"bytes"});
  EXPECT_EQ(AnswerOf(method, CallArguments(message)), "null");
  EXPECT_EQ(found, message.span().data() + 2);
}

TEST(MethodFunctionTest, LimitsOfTheMessageHold) {
  const MethodFunction method = Typed([](const Any&) {}, {"value"});
  const Bytes deep = FromHex("818181818181818101");
  EXPECT_EQ(AnswerOf(method, CallArguments(deep)), "null");
  EXPECT_THAT(
      AnswerOf(method, CallArguments(deep, cbor::DecodeLimits{.max_depth = 4})),
      ::testing::StartsWith("-32602 argument value"));
}

}  // namespace
}  // namespace noodles
