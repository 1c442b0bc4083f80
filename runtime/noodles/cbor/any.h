// A value of any CBOR kind (RFC 8949): the CDDL type `any`.
//
//   Any row = Any::Array{"Tokyo", 35.68, 139.69, 37400000};
//   Any point = Any::Map{{"x", 1.5f}, {"y", 2.0f}};
//   if (const Any* x = point.Find("x")) Use(x->AsDouble().value_or(0));
//
// 16 bytes: everything up to a text of 14 bytes lies inside, longer texts,
// bytes, arrays, maps and tags behind a pointer. Copies are deep (bytes share
// their owner), moves cost nothing and leave null behind. A value stays what it
// was made of: a float is not widened, an integral float is not an integer.
//
// Destroying, copying, comparing and writing recurse to the value's depth; what
// a Reader made is bounded by its DecodeLimits.
//
// Thread-safety: like an int: any number of readers, or one writer.
// Ownership: an Any owns all that it holds.
#ifndef NOODLES_CBOR_ANY_H_
#define NOODLES_CBOR_ANY_H_

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/cbor/kind.h"
#include "noodles/cbor/short_copy.h"

namespace noodles::cbor {

// The numbers that become CBOR integers: no characters, no bool.
template <typename T>
concept IntegerType =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> &&
    !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
    !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

class Any {
 public:
  using Array = std::vector<Any>;
  // In the order written or received; keys may be of any kind.
  using Map = std::vector<std::pair<Any, Any>>;
  struct Tag;

  // Null.
  Any() { SetForm(Form::kNull); }
  Any(std::nullptr_t) : Any() {}  // NOLINT
  template <std::same_as<bool> Bool>
  Any(Bool value) {  // NOLINT
    SetForm(value ? Form::kTrue : Form::kFalse);
  }
  template <IntegerType T>
  Any(T value) {  // NOLINT
    if constexpr (std::unsigned_integral<T>) {
      SetInteger({false, value});
    } else {
      Store(static_cast<int64_t>(value), Form::kInt);
    }
  }
  Any(Integer value) { SetInteger(value); }           // NOLINT
  Any(float value) { Store(value, Form::kSingle); }   // NOLINT
  Any(double value) { Store(value, Form::kDouble); }  // NOLINT
  Any(std::string_view text) {                        // NOLINT
    if (text.size() <= kInlineText) {
      ShortCopy(storage_, text.data(), text.size());
      storage_[kInlineText] = static_cast<unsigned char>(text.size());
      SetForm(Form::kShortText);
    } else {
      SetLongText(text);
    }
  }
  Any(const char* text) : Any(std::string_view(text)) {}         // NOLINT
  Any(const std::string& text) : Any(std::string_view(text)) {}  // NOLINT
  Any(Bytes bytes);                                              // NOLINT
  Any(Array array);                                              // NOLINT
  Any(Map map);                                                  // NOLINT
  Any(Tag tag);                                                  // NOLINT
  static Any Undefined() { return Any(Form::kUndefined); }
  // A simple value of 0 to 19 or 32 to 255; 20 to 23 give false, true, null
  // and undefined, 24 to 31 do not exist and give undefined.
  static Any Simple(uint8_t value);

  Any(const Any& other) {
    if (other.on_heap()) {
      CopyFrom(other);
    } else {
      std::memcpy(storage_, other.storage_, sizeof(storage_));
    }
  }
  Any(Any&& other) noexcept {
    std::memcpy(storage_, other.storage_, sizeof(storage_));
    other.SetForm(Form::kNull);
  }
  Any& operator=(const Any& other) {
    if (this != &other) *this = Any(other);
    return *this;
  }
  Any& operator=(Any&& other) noexcept {
    if (this == &other) return *this;
    Any former(std::move(*this));
    std::memcpy(storage_, other.storage_, sizeof(storage_));
    other.SetForm(Form::kNull);
    return *this;
  }
  ~Any() {
    if (on_heap()) Destroy();
  }

  Kind kind() const;
  bool is_null() const { return form() == Form::kNull; }
  bool is_undefined() const { return form() == Form::kUndefined; }
  bool is_bool() const { return kind() == Kind::kBool; }
  bool is_integer() const { return kind() == Kind::kInteger; }
  bool is_float() const { return kind() == Kind::kFloat; }
  // A float of 32 bits, as opposed to 64.
  bool is_single() const { return form() == Form::kSingle; }
  bool is_text() const { return kind() == Kind::kText; }
  bool is_bytes() const { return form() == Form::kBytes; }
  bool is_array() const { return form() == Form::kArray; }
  bool is_map() const { return form() == Form::kMap; }
  bool is_tag() const { return form() == Form::kTag; }
  bool is_simple() const { return form() == Form::kSimple; }

  // Each is empty or null if the value is of another kind. Numbers follow the
  // rules of Reader: AsInt and AsUint also take a float with an integral value,
  // AsDouble takes any integer, and what does not fit is empty.
  std::optional<bool> AsBool() const;
  std::optional<int64_t> AsInt() const;
  std::optional<uint64_t> AsUint() const;
  std::optional<double> AsDouble() const;
  // The whole range of CBOR's integers, and no floats.
  std::optional<Integer> AsInteger() const;
  // Valid until this Any is moved, changed or destroyed.
  std::optional<std::string_view> AsText() const;
  std::optional<uint8_t> AsSimple() const;
  const Bytes* AsBytes() const;
  const Array* AsArray() const;
  Array* AsArray();
  const Map* AsMap() const;
  Map* AsMap();
  const Tag* AsTag() const;

  // Elements of an array, pairs of a map, bytes of a text or byte string;
  // otherwise 0.
  size_t size() const;
  // An element of an array; null beyond its end or if this is no array.
  const Any& operator[](size_t index) const;
  // The value of the first pair with this text as key; nullptr if there is
  // none or this is no map.
  const Any* Find(std::string_view key) const;

  // Same kind and same value. Floats compare as numbers whatever their width,
  // except that NaN equals NaN; an integer never equals a float. Maps are equal
  // if their pairs are, in the same order.
  friend bool operator==(const Any& a, const Any& b) { return a.Equals(b); }

  // Diagnostic notation (RFC 8949, section 8), as in `{"x": [1, 1.5_2, h'00']}`
  // but without the marks of encoding widths.
  std::string ToString() const;

 private:
  static constexpr size_t kInlineText = 14;

  enum class Form : unsigned char {
    kNull,
    kUndefined,
    kFalse,
    kTrue,
    kSimple,
    kInt,          // int64_t
    kBigUnsigned,  // uint64_t beyond int64_t
    kBigNegative,  // the argument, beyond int64_t, of a negative integer
    kSingle,
    kDouble,
    kShortText,  // 14 bytes, then the length
    kLongText,   // from here on a pointer
    kBytes,
    kArray,
    kMap,
    kTag,
  };

  explicit Any(Form form) { SetForm(form); }
  Form form() const { return static_cast<Form>(storage_[15]); }
  void SetForm(Form form) { storage_[15] = static_cast<unsigned char>(form); }
  bool on_heap() const { return form() >= Form::kLongText; }

  template <typename T>
  void Store(T value, Form form) {
    std::memcpy(storage_, &value, sizeof(value));
    SetForm(form);
  }
  template <typename T>
  T Load() const {
    T value;
    std::memcpy(&value, storage_, sizeof(value));
    return value;
  }
  void SetInteger(Integer value) {
    if (value.argument > std::numeric_limits<int64_t>::max()) {
      Store(value.argument,
            value.negative ? Form::kBigNegative : Form::kBigUnsigned);
    } else {
      const auto argument = static_cast<int64_t>(value.argument);
      Store(value.negative ? -1 - argument : argument, Form::kInt);
    }
  }
  void SetLongText(std::string_view text);
  void CopyFrom(const Any& other);
  void Destroy();
  bool Equals(const Any& other) const;

  alignas(8) unsigned char storage_[16];
};

// A tag (RFC 8949, section 3.4) with the one item that it is put before.
struct Any::Tag {
  uint64_t number = 0;
  Any content;

  friend bool operator==(const Tag&, const Tag&) = default;
};

}  // namespace noodles::cbor

namespace noodles {
using cbor::Any;
}  // namespace noodles

#endif  // NOODLES_CBOR_ANY_H_
