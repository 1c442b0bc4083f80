#include "noodles/cbor/any.h"

#include <array>
#include <cmath>
#include <limits>
#include <new>

namespace noodles::cbor {

namespace {

constexpr uint64_t kInt64Max = std::numeric_limits<int64_t>::max();

// The header of a long text. The characters follow in the same allocation.
struct LongText {
  size_t size;

  char* characters() { return reinterpret_cast<char*>(this + 1); }
  std::string_view view() const {
    return {reinterpret_cast<const char*>(this + 1), size};
  }
};

LongText* NewLongText(std::string_view text) {
  void* memory = ::operator new(sizeof(LongText) + text.size());
  auto* long_text = new (memory) LongText{text.size()};
  std::memcpy(long_text->characters(), text.data(), text.size());
  return long_text;
}

bool SameNumber(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

Any::Any(Bytes bytes) { Store(new Bytes(std::move(bytes)), Form::kBytes); }
Any::Any(Array array) { Store(new Array(std::move(array)), Form::kArray); }
Any::Any(Map map) { Store(new Map(std::move(map)), Form::kMap); }
Any::Any(Tag tag) { Store(new Tag(std::move(tag)), Form::kTag); }

Any Any::Simple(uint8_t value) {
  if (value >= 20 && value < 32) {
    constexpr Form kNamed[] = {Form::kFalse, Form::kTrue, Form::kNull};
    return Any(value <= 22 ? kNamed[value - 20] : Form::kUndefined);
  }
  Any any(Form::kSimple);
  any.storage_[0] = value;
  return any;
}

void Any::SetLongText(std::string_view text) {
  Store(NewLongText(text), Form::kLongText);
}

void Any::CopyFrom(const Any& other) {
  switch (other.form()) {
    case Form::kLongText:
      return SetLongText(other.Load<const LongText*>()->view());
    case Form::kBytes:
      return Store(new Bytes(*other.Load<const Bytes*>()), Form::kBytes);
    case Form::kArray:
      return Store(new Array(*other.Load<const Array*>()), Form::kArray);
    case Form::kMap:
      return Store(new Map(*other.Load<const Map*>()), Form::kMap);
    case Form::kTag:
      return Store(new Tag(*other.Load<const Tag*>()), Form::kTag);
    default:
      std::memcpy(storage_, other.storage_, sizeof(storage_));
  }
}

void Any::Destroy() {
  switch (form()) {
    case Form::kLongText:
      return ::operator delete(Load<LongText*>());
    case Form::kBytes:
      delete Load<Bytes*>();
      return;
    case Form::kArray:
      delete Load<Array*>();
      return;
    case Form::kMap:
      delete Load<Map*>();
      return;
    case Form::kTag:
      delete Load<Tag*>();
      return;
    default:
      return;
  }
}

Kind Any::kind() const {
  constexpr std::array kKinds = {
      Kind::kNull,   Kind::kUndefined, Kind::kBool,    Kind::kBool,
      Kind::kSimple, Kind::kInteger,   Kind::kInteger, Kind::kInteger,
      Kind::kFloat,  Kind::kFloat,     Kind::kText,    Kind::kText,
      Kind::kBytes,  Kind::kArray,     Kind::kMap,     Kind::kTag};
  static_assert(kKinds.size() == static_cast<size_t>(Form::kTag) + 1);
  return kKinds[static_cast<size_t>(form())];
}

std::optional<bool> Any::AsBool() const {
  if (!is_bool()) return std::nullopt;
  return form() == Form::kTrue;
}

std::optional<int64_t> Any::AsInt() const {
  if (form() == Form::kInt) return Load<int64_t>();
  if (!is_float()) return std::nullopt;
  const double number = *AsDouble();
  const bool fits = number >= -0x1p63 && number < 0x1p63;
  if (!fits || std::trunc(number) != number) return std::nullopt;
  return static_cast<int64_t>(number);
}

std::optional<uint64_t> Any::AsUint() const {
  if (form() == Form::kBigUnsigned) return Load<uint64_t>();
  if (is_float()) {
    const double number = *AsDouble();
    const bool fits = number >= 0 && number < 0x1p64;
    if (!fits || std::trunc(number) != number) return std::nullopt;
    return static_cast<uint64_t>(number);
  }
  const auto number = AsInt();
  if (!number || *number < 0) return std::nullopt;
  return static_cast<uint64_t>(*number);
}

std::optional<double> Any::AsDouble() const {
  switch (form()) {
    case Form::kSingle:
      return Load<float>();
    case Form::kDouble:
      return Load<double>();
    case Form::kInt:
      return static_cast<double>(Load<int64_t>());
    case Form::kBigUnsigned:
      return static_cast<double>(Load<uint64_t>());
    case Form::kBigNegative: {
      const uint64_t argument = Load<uint64_t>();
      // argument + 1 would not fit into uint64_t.
      if (argument == std::numeric_limits<uint64_t>::max()) return -0x1p64;
      return -static_cast<double>(argument + 1);
    }
    default:
      return std::nullopt;
  }
}

std::optional<Integer> Any::AsInteger() const {
  switch (form()) {
    case Form::kInt: {
      const auto number = Load<int64_t>();
      const auto bits = static_cast<uint64_t>(number);
      return number < 0 ? Integer{true, ~bits} : Integer{false, bits};
    }
    case Form::kBigUnsigned:
      return Integer{false, Load<uint64_t>()};
    case Form::kBigNegative:
      return Integer{true, Load<uint64_t>()};
    default:
      return std::nullopt;
  }
}

std::optional<std::string_view> Any::AsText() const {
  if (form() == Form::kShortText) {
    return std::string_view(reinterpret_cast<const char*>(storage_),
                            storage_[kInlineText]);
  }
  if (form() == Form::kLongText) return Load<const LongText*>()->view();
  return std::nullopt;
}

std::optional<uint8_t> Any::AsSimple() const {
  if (!is_simple()) return std::nullopt;
  return storage_[0];
}

const Bytes* Any::AsBytes() const {
  return is_bytes() ? Load<const Bytes*>() : nullptr;
}

const Any::Array* Any::AsArray() const {
  return is_array() ? Load<const Array*>() : nullptr;
}

Any::Array* Any::AsArray() { return is_array() ? Load<Array*>() : nullptr; }

const Any::Map* Any::AsMap() const {
  return is_map() ? Load<const Map*>() : nullptr;
}

Any::Map* Any::AsMap() { return is_map() ? Load<Map*>() : nullptr; }

const Any::Tag* Any::AsTag() const {
  return is_tag() ? Load<const Tag*>() : nullptr;
}

size_t Any::size() const {
  switch (form()) {
    case Form::kShortText:
    case Form::kLongText:
      return AsText()->size();
    case Form::kBytes:
      return AsBytes()->size();
    case Form::kArray:
      return AsArray()->size();
    case Form::kMap:
      return AsMap()->size();
    default:
      return 0;
  }
}

const Any& Any::operator[](size_t index) const {
  static const Any null;
  const Array* array = AsArray();
  return array != nullptr && index < array->size() ? (*array)[index] : null;
}

const Any* Any::Find(std::string_view key) const {
  const Map* map = AsMap();
  if (map == nullptr) return nullptr;
  for (const auto& [pair_key, value] : *map) {
    if (pair_key.AsText() == key) return &value;
  }
  return nullptr;
}

bool Any::Equals(const Any& other) const {
  if (kind() != other.kind()) return false;
  switch (kind()) {
    case Kind::kInteger:
      return form() == other.form() &&
             Load<uint64_t>() == other.Load<uint64_t>();
    case Kind::kFloat:
      return SameNumber(*AsDouble(), *other.AsDouble());
    case Kind::kText:
      return *AsText() == *other.AsText();
    case Kind::kBytes:
      return *AsBytes() == *other.AsBytes();
    case Kind::kArray:
      return *AsArray() == *other.AsArray();
    case Kind::kMap:
      return *AsMap() == *other.AsMap();
    case Kind::kTag:
      return *AsTag() == *other.AsTag();
    case Kind::kSimple:
      return storage_[0] == other.storage_[0];
    default:
      return form() == other.form();
  }
}

}  // namespace noodles::cbor
