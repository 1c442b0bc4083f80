#include <charconv>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/base/support/base64.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/codec.h"
#include "noodles/json/transcode.h"

namespace noodles {
namespace {

using cbor::Any;
using Json = nlohmann::json;

// An integer of more than 64 bits within the range of CBOR; otherwise nullopt.
std::optional<Any> WideInteger(std::string_view text) {
  if (!text.starts_with('-')) return std::nullopt;
  if (text == "-18446744073709551616") {
    return Any(cbor::Integer{true, std::numeric_limits<uint64_t>::max()});
  }
  uint64_t magnitude = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, magnitude);
  if (error != std::errc() || stop != end || magnitude == 0) {
    return std::nullopt;
  }
  return Any(cbor::Integer{true, magnitude - 1});
}

// The value of the object `{"$name": value}`; nullopt if the object is invalid.
std::optional<Any> FromDollar(const std::string& name, Any& value) {
  const auto text = value.AsText();
  if (name == "$bytes" && text) {
    auto bytes = base_internal::DecodeBase64(*text);
    if (!bytes) return std::nullopt;
    return Any(Bytes::Adopt(*std::move(bytes)));
  }
  if (name == "$float" && text) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (*text == "NaN") return Any(std::nan(""));
    if (*text == "Infinity") return Any(kInfinity);
    if (*text == "-Infinity") return Any(-kInfinity);
  }
  if (name == "$integer" && text) return WideInteger(*text);
  if (name == "$undefined" && value == Any(true)) return Any::Undefined();
  if (name == "$simple") {
    const auto number = value.AsUint();
    if (number && (*number < 20 || (*number >= 32 && *number <= 255))) {
      return Any::Simple(static_cast<uint8_t>(*number));
    }
  }
  if (name == "$map" && value.is_array()) {
    Any::Map map;
    for (Any& pair : *value.AsArray()) {
      if (!pair.is_array() || pair.size() != 2) return std::nullopt;
      map.emplace_back(std::move((*pair.AsArray())[0]),
                       std::move((*pair.AsArray())[1]));
    }
    return Any(std::move(map));
  }
  return std::nullopt;
}

// Builds values from the events of nlohmann_json's SAX parser, which does not
// recurse.
class Builder {
 public:
  using number_integer_t = Json::number_integer_t;
  using number_unsigned_t = Json::number_unsigned_t;
  using number_float_t = Json::number_float_t;
  using string_t = Json::string_t;
  using binary_t = Json::binary_t;

  Builder(std::string_view text, size_t max_depth)
      : text_(text), max_depth_(std::min(max_depth, cbor::kDepthCeiling)) {}

  absl::Status TakeStatus() { return std::move(status_); }
  Any TakeValue() { return std::move(value_); }

  bool null() { return Add(Any()); }
  bool boolean(bool value) { return Add(Any(value)); }
  bool number_integer(number_integer_t value) { return Add(Any(value)); }
  bool number_unsigned(number_unsigned_t value) { return Add(Any(value)); }
  bool number_float(number_float_t value, const string_t& digits) {
    if (digits.find_first_of(".eE") == std::string::npos) {
      auto integer = WideInteger(digits);
      if (!integer) {
        return Fail("a number that CBOR has no integer for: " + digits);
      }
      return Add(*std::move(integer));
    }
    if (!std::isfinite(value)) return Fail("a number too large: " + digits);
    return Add(Any(value));
  }
  bool string(string_t& value) { return Add(Any(value)); }
  bool binary(binary_t&) { return false; }

  bool start_object(size_t) { return Open(true); }
  bool key(string_t& name) {
    Level& level = levels_.back();
    level.key = std::move(name);
    if (!level.keys.insert(level.key).second) {
      return Fail("the key \"" + level.key + "\" stands twice");
    }
    return true;
  }
  bool end_object() { return Close(); }
  bool start_array(size_t) { return Open(false); }
  bool end_array() { return Close(); }

  bool parse_error(size_t position, const std::string&,
                   const nlohmann::detail::exception& error) {
    // `position` counts from 1 and is that of the last character read.
    const std::string_view before = text_.substr(
        0, std::min(position == 0 ? 0 : position - 1, text_.size()));
    size_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < before.size(); ++i) {
      if (before[i] == '\n') {
        ++line;
        start = i + 1;
      }
    }
    std::string what = error.what();
    if (const size_t colon = what.find(": "); colon != std::string::npos) {
      what.erase(0, colon + 2);
    }
    status_ = InvalidArgument(
        "JSON line " + std::to_string(line) + ", column " +
        std::to_string(before.size() - start + 1) + ": " + what);
    return false;
  }

 private:
  struct Level {
    bool is_object = false;
    Any::Array elements;  // of an array, or the values of an object
    std::vector<std::string> names;
    std::set<std::string> keys;
    std::string key;
  };

  std::string Path() const {
    std::string path;
    for (const Level& level : levels_) {
      if (level.is_object) {
        path.append(path.empty() ? "" : ".").append(level.key);
      } else {
        path.append("[" + std::to_string(level.elements.size()) + "]");
      }
    }
    return path;
  }

  bool Fail(const std::string& what) {
    const std::string path = Path();
    status_ = InvalidArgument(path.empty() ? what : path + ": " + what);
    return false;
  }

  bool Open(bool is_object) {
    if (levels_.size() >= max_depth_) {
      status_ = ResourceExhausted("JSON deeper than " +
                                  std::to_string(max_depth_) + " levels");
      return false;
    }
    levels_.emplace_back().is_object = is_object;
    return true;
  }

  bool Close() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    if (!level.is_object) return Add(Any(std::move(level.elements)));
    if (!level.names.empty() && level.names[0].starts_with('$') &&
        !level.names[0].starts_with("$$")) {
      return AddDollar(level);
    }
    Any::Map map;
    for (size_t i = 0; i < level.names.size(); ++i) {
      std::string& name = level.names[i];
      if (name.starts_with("$$")) name.erase(0, 1);
      map.emplace_back(std::move(name), std::move(level.elements[i]));
    }
    return Add(Any(std::move(map)));
  }

  bool AddDollar(Level& level) {
    std::optional<Any> value;
    if (level.names.size() == 2 && level.names[0] == "$tag" &&
        level.names[1] == "$value") {
      if (const auto number = level.elements[0].AsUint()) {
        value = Any(Any::Tag{*number, std::move(level.elements[1])});
      }
    } else if (level.names.size() == 1) {
      value = FromDollar(level.names[0], level.elements[0]);
    }
    if (!value) {
      return Fail("an object that begins with \"" + level.names[0] +
                  "\" and has not the form of one");
    }
    return Add(*std::move(value));
  }

  bool Add(Any value) {
    if (levels_.empty()) {
      value_ = std::move(value);
      return true;
    }
    Level& level = levels_.back();
    level.elements.push_back(std::move(value));
    if (level.is_object) level.names.push_back(level.key);
    return true;
  }

  const std::string_view text_;
  const size_t max_depth_;
  std::vector<Level> levels_;
  Any value_;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<Any> AnyFromJson(std::string_view json,
                                const JsonOptions& options) {
  if (json.size() > options.max_text_bytes) {
    return ResourceExhausted("JSON of more than " +
                             std::to_string(options.max_text_bytes) + " bytes");
  }
  Builder builder(json, options.limits.max_depth);
  if (!Json::sax_parse(json.begin(), json.end(), &builder)) {
    absl::Status status = builder.TakeStatus();
    return status.ok() ? InvalidArgument("no JSON") : status;
  }
  return builder.TakeValue();
}

absl::StatusOr<Bytes> JsonToCbor(std::string_view json,
                                 const JsonOptions& options) {
  const absl::StatusOr<Any> value = AnyFromJson(json, options);
  if (!value.ok()) return value.status();
  return Encode(*value);
}

}  // namespace noodles
