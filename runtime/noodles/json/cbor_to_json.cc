#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/base/support/base64.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/codec.h"
#include "noodles/json.h"
#include "noodles/json/transcode.h"

namespace noodles {
namespace {

using cbor::Any;
using cbor::Kind;
using Json = nlohmann::ordered_json;

// "-" and the decimal digits of 1 + argument, which may be 2^64.
std::string NegativeText(uint64_t argument) {
  if (argument == UINT64_MAX) return "-18446744073709551616";
  return "-" + std::to_string(argument + 1);
}

Json IntegerToJson(cbor::Integer integer) {
  if (!integer.negative) return Json(integer.argument);
  if (integer.argument <= INT64_MAX) {
    return Json(-1 - static_cast<int64_t>(integer.argument));
  }
  return Json{{"$integer", NegativeText(integer.argument)}};
}

Json FloatToJson(const Any& value) {
  const double number = *value.AsDouble();
  if (std::isnan(number)) return Json{{"$float", "NaN"}};
  if (std::isinf(number)) {
    return Json{{"$float", number > 0 ? "Infinity" : "-Infinity"}};
  }
  if (!value.is_single()) return Json(number);
  // The double that has the same shortest digits as the float.
  char digits[32];
  const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits),
                                          static_cast<float>(number));
  double same_digits = number;
  if (error == std::errc()) std::from_chars(digits, end, same_digits);
  return Json(same_digits);
}

Json ToTree(const Any& value);

Json MapToJson(const Any::Map& map) {
  // A map becomes a JSON object if all keys are texts and no key occurs twice.
  bool is_object = true;
  std::set<std::string_view> keys;
  for (const auto& [key, element] : map) {
    is_object = is_object && key.is_text() && keys.insert(*key.AsText()).second;
  }
  if (!is_object) {
    Json pairs = Json::array();
    for (const auto& [key, element] : map) {
      pairs.push_back(Json::array({ToTree(key), ToTree(element)}));
    }
    return Json{{"$map", std::move(pairs)}};
  }
  Json object = Json::object();
  // Appends without a search for the key; searching would take quadratic time.
  auto& pairs = object.get_ref<Json::object_t&>();
  using Pairs = Json::object_t::Container;
  for (const auto& [key, element] : map) {
    std::string name(*key.AsText());
    if (name.starts_with('$')) name.insert(0, 1, '$');
    pairs.Pairs::emplace_back(std::move(name), ToTree(element));
  }
  return object;
}

Json ToTree(const Any& value) {
  switch (value.kind()) {
    case Kind::kNull:
    case Kind::kEnd:
    case Kind::kInvalid:
      return nullptr;
    case Kind::kUndefined:
      return Json{{"$undefined", true}};
    case Kind::kBool:
      return Json(*value.AsBool());
    case Kind::kInteger:
      return IntegerToJson(*value.AsInteger());
    case Kind::kFloat:
      return FloatToJson(value);
    case Kind::kText:
      return Json(std::string(*value.AsText()));
    case Kind::kBytes:
      return Json{
          {"$bytes", base_internal::EncodeBase64(value.AsBytes()->span())}};
    case Kind::kArray: {
      Json array = Json::array();
      for (const Any& element : *value.AsArray()) {
        array.push_back(ToTree(element));
      }
      return array;
    }
    case Kind::kMap:
      return MapToJson(*value.AsMap());
    case Kind::kTag: {
      const Any::Tag& tag = *value.AsTag();
      return Json{{"$tag", tag.number}, {"$value", ToTree(tag.content)}};
    }
    case Kind::kSimple:
      return Json{{"$simple", *value.AsSimple()}};
  }
  return nullptr;
}

}  // namespace

std::string ToJson(const Any& value, const JsonOptions& options) {
  // Texts that were decoded are valid UTF-8; those of an Any that a program
  // made may not be.
  return ToTree(value).dump(options.indentation, ' ', false,
                            Json::error_handler_t::replace);
}

absl::StatusOr<std::string> CborToJson(const Bytes& cbor,
                                       const JsonOptions& options) {
  const absl::StatusOr<Any> value = Decode<Any>(cbor, options.limits);
  if (!value.ok()) return value.status();
  return ToJson(*value, options);
}

namespace json_internal {

std::string JsonOfEncoded(const Bytes& encoded, const JsonOptions& options) {
  cbor::DecodeLimits limits;
  limits.max_depth = cbor::kDepthCeiling;
  limits.max_items = SIZE_MAX;
  limits.max_text_bytes = SIZE_MAX;
  limits.max_byte_string_bytes = SIZE_MAX;
  cbor::Reader reader(encoded, limits);
  Any value;
  Read(reader, value);
  return ToJson(value, options);
}

absl::Status JsonError(const cbor::DecodeError& error) {
  std::string text(cbor::ToString(error.code));
  if (!error.path.empty()) text += " at " + error.path;
  text += ": expected " + error.expected;
  if (!error.found.empty()) text += ", found " + error.found;
  return error.code == cbor::DecodeErrorCode::kLimitExceeded
             ? ResourceExhausted(text)
             : InvalidArgument(text);
}

}  // namespace json_internal
}  // namespace noodles
