// A view of the attributes or indices of a mesh in the memory of a program, in
// the container and the type that the program has.
//
//   std::vector<std::array<float, 3>> points;   ArrayView view = points;
//   std::vector<MyPoint> points;                ArrayView view = points;
//     (MyPoint has members x, y, z)
//   std::vector<float> flat;                    ArrayView::Flat(flat, 3)
//   std::vector<MyVertex> vertices;
//     ArrayView::Member(vertices, &MyVertex::at)
//   Eigen::MatrixX3f points;                    ArrayView::Rows(points)
//
// Ownership: none; the memory must outlive the view. Thread-safety: a plain
// value; no thread may change the memory while the view is in use.
#ifndef NOODLES_GEOMETRY_ARRAY_VIEW_H_
#define NOODLES_GEOMETRY_ARRAY_VIEW_H_

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <ranges>
#include <type_traits>

namespace noodles {

enum class ScalarType : uint8_t {
  kFloat,
  kDouble,
  kU8,
  kU16,
  kU32,
  kU64,
  kI8,
  kI16,
  kI32,
  kI64,
};

template <class T>
concept ScalarElement = std::same_as<T, float> || std::same_as<T, double> ||
    (std::integral<T> && !std::same_as<T, bool>);

template <ScalarElement T>
constexpr ScalarType ScalarTypeOf() {
  if constexpr (std::same_as<T, float>) return ScalarType::kFloat;
  if constexpr (std::same_as<T, double>) return ScalarType::kDouble;
  constexpr bool is_signed = std::is_signed_v<T>;
  if constexpr (sizeof(T) == 1) {
    return is_signed ? ScalarType::kI8 : ScalarType::kU8;
  } else if constexpr (sizeof(T) == 2) {
    return is_signed ? ScalarType::kI16 : ScalarType::kU16;
  } else if constexpr (sizeof(T) == 4) {
    return is_signed ? ScalarType::kI32 : ScalarType::kU32;
  } else {
    return is_signed ? ScalarType::kI64 : ScalarType::kU64;
  }
}

// The scalars of a vector type. Specialize the template for a vector type of
// your own that is neither an array nor has members x, y, ... of one type.
template <class Value>
struct VectorTraits;

template <ScalarElement T>
struct VectorTraits<T> {
  using Scalar = T;
};
template <ScalarElement T, size_t n>
struct VectorTraits<std::array<T, n>> {
  using Scalar = T;
};
template <ScalarElement T, size_t n>
struct VectorTraits<T[n]> {
  using Scalar = T;
};
// Structures with members x and y, and maybe more of the same type.
template <class Value>
requires std::is_trivially_copyable_v<Value> && requires(Value value) {
  value.x;
  value.y;
  requires std::same_as<decltype(value.x), decltype(value.y)>;
  requires ScalarElement<decltype(value.x)>;
  requires sizeof(Value) % sizeof(value.x) == 0;
}
struct VectorTraits<Value> {
  using Scalar = decltype(Value::x);
};
// Vectors of fixed size of Eigen.
template <class Value>
requires requires {
  typename Value::Scalar;
  requires ScalarElement<typename Value::Scalar>;
  requires(Value::SizeAtCompileTime > 0);
  requires sizeof(Value) ==
      sizeof(typename Value::Scalar) * Value::SizeAtCompileTime;
}
struct VectorTraits<Value> {
  using Scalar = typename Value::Scalar;
};

template <class Value>
concept VectorElement = requires {
  typename VectorTraits<Value>::Scalar;
};

class ArrayView {
 public:
  // No values.
  ArrayView() = default;

  // `count` values of `scalars` numbers each. Strides are in bytes.
  ArrayView(const void* data, ScalarType type, size_t count, size_t scalars,
            size_t value_stride, size_t scalar_stride)
      : data_(static_cast<const std::byte*>(data)),
        count_(count),
        scalars_(scalars),
        value_stride_(value_stride),
        scalar_stride_(scalar_stride),
        type_(type) {}

  // Each element of the range is a value.
  template <std::ranges::contiguous_range Range>
  // NOLINTNEXTLINE(google-explicit-constructor): a range is an array.
  requires VectorElement<std::ranges::range_value_t<Range>> ArrayView(
      const Range& range)
      : ArrayView(OfElements<typename VectorTraits<
                      std::ranges::range_value_t<Range>>::Scalar>(
            std::ranges::data(range), std::ranges::size(range),
            sizeof(std::ranges::range_value_t<Range>),
            sizeof(std::ranges::range_value_t<Range>))) {}

  // Each `scalars` numbers of the range are a value. Numbers at the end that do
  // not fill a value are left out.
  template <std::ranges::contiguous_range Range>
  static ArrayView Flat(const Range& range, size_t scalars) {
    using Scalar = std::ranges::range_value_t<Range>;
    return {std::ranges::data(range),           ScalarTypeOf<Scalar>(),
            std::ranges::size(range) / scalars, scalars,
            sizeof(Scalar) * scalars,           sizeof(Scalar)};
  }

  // A member of each element of the range is a value.
  template <std::ranges::contiguous_range Range, class Element, class Value>
  static ArrayView Member(const Range& range, Value Element::*member) {
    using Scalar = typename VectorTraits<Value>::Scalar;
    const Element* first = std::ranges::data(range);
    if (std::ranges::size(range) == 0) return {};
    return OfElements<Scalar>(&(first->*member), std::ranges::size(range),
                              sizeof(Element), sizeof(Value));
  }

  // Each row of a dense matrix of Eigen, in either order, is a value.
  template <class Matrix>
  static ArrayView Rows(const Matrix& matrix) {
    using Scalar = typename Matrix::Scalar;
    return {matrix.data(),
            ScalarTypeOf<Scalar>(),
            static_cast<size_t>(matrix.rows()),
            static_cast<size_t>(matrix.cols()),
            sizeof(Scalar) * static_cast<size_t>(matrix.rowStride()),
            sizeof(Scalar) * static_cast<size_t>(matrix.colStride())};
  }

  bool empty() const { return count_ == 0; }
  // The number of values.
  size_t size() const { return count_; }
  // The numbers in each value.
  size_t scalars() const { return scalars_; }
  ScalarType type() const { return type_; }

  // The numbers of all values in order, if they are floats in one piece of
  // memory without gaps; else null.
  const float* ContiguousFloats() const {
    const bool is_packed = type_ == ScalarType::kFloat &&
                           (scalars_ == 1 || scalar_stride_ == sizeof(float)) &&
                           value_stride_ == scalars_ * sizeof(float);
    const bool is_aligned =
        reinterpret_cast<uintptr_t>(data_) % alignof(float) == 0;
    return is_packed && is_aligned ? reinterpret_cast<const float*>(data_)
                                   : nullptr;
  }

  // A number without a change of its scale. `value` must be below size(),
  // `scalar` below scalars().
  double At(size_t value, size_t scalar) const {
    return Visit<double>(
        value, scalar, [](auto number) { return static_cast<double>(number); });
  }
  float FloatAt(size_t value, size_t scalar) const {
    return Visit<float>(value, scalar,
                        [](auto number) { return static_cast<float>(number); });
  }
  // Integers divided by the largest value of their type; floats unchanged.
  float NormalizedAt(size_t value, size_t scalar) const {
    return Visit<float>(value, scalar, [](auto number) {
      using Number = decltype(number);
      if constexpr (std::floating_point<Number>) {
        return static_cast<float>(number);
      } else {
        return static_cast<float>(
            static_cast<double>(number) /
            static_cast<double>(std::numeric_limits<Number>::max()));
      }
    });
  }
  // The number as an unsigned integer: negative numbers wrap around, floats
  // lose their fraction.
  uint64_t IntegerAt(size_t value, size_t scalar) const {
    return Visit<uint64_t>(value, scalar, [](auto number) {
      using Number = decltype(number);
      if constexpr (std::floating_point<Number>) {
        return number >= 0 && number < 9e15 ? static_cast<uint64_t>(number)
                                            : ~uint64_t{0};
      } else {
        return static_cast<uint64_t>(static_cast<int64_t>(number));
      }
    });
  }

 private:
  template <ScalarElement Scalar>
  static ArrayView OfElements(const void* data, size_t count, size_t stride,
                              size_t bytes) {
    return {data,   ScalarTypeOf<Scalar>(), count, bytes / sizeof(Scalar),
            stride, sizeof(Scalar)};
  }

  template <class Number>
  static Number Load(const std::byte* from) {
    Number number;
    std::memcpy(&number, from, sizeof number);
    return number;
  }

  template <class Result, class Use>
  Result Visit(size_t value, size_t scalar, Use use) const {
    const std::byte* at =
        data_ + value * value_stride_ + scalar * scalar_stride_;
    switch (type_) {
      case ScalarType::kFloat:
        return use(Load<float>(at));
      case ScalarType::kDouble:
        return use(Load<double>(at));
      case ScalarType::kU8:
        return use(Load<uint8_t>(at));
      case ScalarType::kU16:
        return use(Load<uint16_t>(at));
      case ScalarType::kU32:
        return use(Load<uint32_t>(at));
      case ScalarType::kU64:
        return use(Load<uint64_t>(at));
      case ScalarType::kI8:
        return use(Load<int8_t>(at));
      case ScalarType::kI16:
        return use(Load<int16_t>(at));
      case ScalarType::kI32:
        return use(Load<int32_t>(at));
      case ScalarType::kI64:
        break;
    }
    return use(Load<int64_t>(at));
  }

  const std::byte* data_ = nullptr;
  size_t count_ = 0;
  size_t scalars_ = 0;
  size_t value_stride_ = 0;
  size_t scalar_stride_ = 0;
  ScalarType type_ = ScalarType::kFloat;
};

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_ARRAY_VIEW_H_
