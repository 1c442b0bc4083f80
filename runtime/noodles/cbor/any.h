// A value of any CBOR kind (RFC 8949): the CDDL type `any`.
//
//   Any row = Any::Array{"Tokyo", 35.68, 139.69, 37400000};
//   Any point = Any::Map{{"x", 1.5f}, {"y", 2.0f}};
//   if (const Any* x = point.Find("x")) Use(x->AsDouble().value_or(0));
//
// Size: 16 bytes. Null, bool, numbers, simple values and texts of up to 14
// bytes are stored inside the object; longer texts, byte strings, arrays, maps
// and tags on the heap. Copies are deep, except that byte strings share their
// owner. A move allocates nothing and leaves null behind. The kind of a value
// never changes: a float is not widened, and a float with an integral value
// stays a float.
//
// The destructor, the copy, the comparison and Write recurse to the depth of
// the value. DecodeLimits::max_depth limits the depth of a value that a Reader
// has read.
//
// Thread-safety: any number of threads may read; a thread that changes an Any
// must be the only one that uses it. Ownership: an Any owns its contents.
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

// The types that become CBOR integers: not bool, not the character types.
template <typename T>
concept IntegerType =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> &&
    !std::same_as<T, wchar_t> && !std::same_as<T, char8_t> &&
    !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

class Any {
 public:
  using Array = std::vector<Any>;
  // Pairs in the order in which they were written or received. A key may be of
  // any kind.
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
  // A simple value (RFC 8949, section 3.3) of 0 to 19 or 32 to 255. 20 to 23
  // give false, true, null and undefined; 24 to 31 are not allowed and give
  // undefined.
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
  // True for a float of 32 bits, false for one of 64 bits.
  bool is_single() const { return form() == Form::kSingle; }
  bool is_text() const { return kind() == Kind::kText; }
  bool is_bytes() const { return form() == Form::kBytes; }
  bool is_array() const { return form() == Form::kArray; }
  bool is_map() const { return form() == Form::kMap; }
  bool is_tag() const { return form() == Form::kTag; }
  bool is_simple() const { return form() == Form::kSimple; }

  // The value as a C++ type; empty or nullptr if the value is of another kind.
  // Numbers are converted by the rules of Reader: AsInt and AsUint also accept
  // a float with an integral value, AsDouble accepts every integer. Empty if
  // the number does not fit the type.
  std::optional<bool> AsBool() const;
  std::optional<int64_t> AsInt() const;
  std::optional<uint64_t> AsUint() const;
  std::optional<double> AsDouble() const;
  // Every integer of CBOR; empty for a float.
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

  // The number of elements of an array, of pairs of a map, of bytes of a text
  // or byte string; 0 for all other kinds.
  size_t size() const;
  // An element of an array; null if `index` is too large or this is not an
  // array.
  const Any& operator[](size_t index) const;
  // The value of the first pair whose key is the text `key`; nullptr if there
  // is no such pair or this is not a map.
  const Any* Find(std::string_view key) const;

  // True for the same kind and the same value. Floats are compared as numbers,
  // independent of their width, except that NaN equals NaN. An integer never
  // equals a float. Maps are equal if they have equal pairs in the same order.
  friend bool operator==(const Any& a, const Any& b) { return a.Equals(b); }

  // Diagnostic notation (RFC 8949, section 8), such as `{"x": [1, 1.5,
  // h'00']}`, without encoding indicators.
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
    kBigUnsigned,  // uint64_t greater than the largest int64_t
    kBigNegative,  // uint64_t: the argument of a negative integer below int64_t
    kSingle,
    kDouble,
    kShortText,  // 14 bytes of text, then its length
    kLongText,   // this form and all later ones store a pointer
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
    // NOLINTNEXTLINE(bugprone-sizeof-expression): T may be a pointer.
    std::memcpy(storage_, &value, sizeof(T));
    SetForm(form);
  }
  template <typename T>
  T Load() const {
    T value;
    // NOLINTNEXTLINE(bugprone-sizeof-expression): T may be a pointer.
    std::memcpy(&value, storage_, sizeof(T));
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

// A tag (RFC 8949, section 3.4) and its content.
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
