// Writes the members of a structure as a map: for generated codecs.
//
//   MapWriter map(writer, 1);
//   map.Member("id", value.id);
//   map.Optional("name", value.name);
//   map.End();
//
// Optional members are counted while they are written, so that each is looked
// at once.
//
// Thread-safety: one thread at a time. Ownership: the Writer must outlive the
// MapWriter, and nothing else writes to it between the constructor and End.
#ifndef NOODLES_CBOR_MAP_WRITER_H_
#define NOODLES_CBOR_MAP_WRITER_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "noodles/cbor/store.h"
#include "noodles/cbor/values.h"
#include "noodles/cbor/writer.h"

namespace noodles::cbor {

class MapWriter {
 public:
  // A map of at most 23 members, whose head is one byte. `always` of them are
  // written in any case.
  MapWriter(Writer& writer, size_t always)
      : writer_(writer), to_(writer.Room(1)), head_(writer.size()) {
    *to_++ = static_cast<uint8_t>(0xa0 | always);
  }
  MapWriter(const MapWriter&) = delete;
  MapWriter& operator=(const MapWriter&) = delete;

  // A map of any number of members, all of them counted by the caller.
  static MapWriter OfSize(Writer& writer, size_t members) {
    return MapWriter(StoreHead<5>(writer.Room(kLongestHead), members), writer);
  }

  // A member that is always written.
  template <size_t N, class T>
  [[gnu::always_inline]] void Member(const char (&key)[N], const T& value);
  // The member that the variant holds.
  template <size_t N, class... Ts>
  [[gnu::always_inline]] void Member(const char (&key)[N],
                                     const std::variant<Ts...>& value) {
    std::visit([&](const auto& alternative) { Member(key, alternative); },
               value);
  }

  // A member that is left out if it is absent, or an empty list.
  template <size_t N, class T>
  [[gnu::always_inline]] void Optional(const char (&key)[N],
                                       const std::optional<T>& value) {
    if (!value) return;
    Count();
    Member(key, *value);
  }
  template <size_t N, class List>
  [[gnu::always_inline]] void Optional(const char (&key)[N],
                                       const List& value) {
    if (value.empty()) return;
    Count();
    Member(key, value);
  }
  // The alternative that a one-of holds, with its key: `keys` are those of all
  // alternatives but std::monostate, which stands for none.
  template <class... Ts, size_t... N>
  [[gnu::always_inline]] void OneOf(const std::variant<Ts...>& value,
                                    const char (&... keys)[N]) {
    constexpr size_t kFirst = sizeof...(Ts) - sizeof...(N);
    static_assert(kFirst <= 1);
    if constexpr (kFirst == 1) {
      if (value.index() == 0) return;
    }
    Count();
    PutHeld<kFirst>(value, std::make_index_sequence<sizeof...(N)>(), keys...);
  }

  // Call it once, after the last member.
  void End() { writer_.Advance(to_); }

 private:
  static constexpr size_t kCounted = SIZE_MAX;

  template <class T>
  static constexpr bool kIsText =
      std::is_same_v<T, std::string> || std::is_enum_v<T>;

  static std::string_view TextOf(const std::string& text) { return text; }
  template <class Enumeration>
  static std::string_view TextOf(Enumeration value) {
    return ToString(value);
  }

  MapWriter(uint8_t* to, Writer& writer) : writer_(writer), to_(to) {}

  template <size_t first, class... Ts, size_t... i, size_t... N>
  [[gnu::always_inline]] void PutHeld(const std::variant<Ts...>& value,
                                      std::index_sequence<i...>,
                                      const char (&... keys)[N]) {
    (PutIfHeld<first + i>(value, keys), ...);
  }
  template <size_t index, size_t N, class... Ts>
  [[gnu::always_inline]] void PutIfHeld(const std::variant<Ts...>& value,
                                        const char (&key)[N]) {
    if (const auto* held = std::get_if<index>(&value)) Member(key, *held);
  }
  void Count() {
    if (head_ != kCounted) writer_.Increment(head_);
  }
  void Reserve(size_t bytes) { to_ = writer_.RoomAt(to_, bytes); }
  void PutText(std::string_view text) {
    if (!StoreShortAscii(to_ + 1, text)) [[unlikely]] {
      to_ = WriteTextAt(writer_, to_, text);
      return;
    }
    to_[0] = static_cast<uint8_t>(0x60 | text.size());
    to_ += 1 + text.size();
  }

  Writer& writer_;
  uint8_t* to_;  // the end of what is written; the Writer's may lie before it
  size_t head_ = kCounted;  // the place of the head in the Writer's buffer
};

template <size_t N, class T>
inline void MapWriter::Member(const char (&key)[N], const T& value) {
  if constexpr (kRoomFor<T> != 0) {
    Reserve(kKeyBytes<N> + kRoomFor<T>);
    to_ = Store(StoreKey(to_, key), value);
  } else if constexpr (kIsText<T>) {
    Reserve(kKeyBytes<N> + 1 + kShortCopy);
    to_ = StoreKey(to_, key);
    PutText(TextOf(value));
  } else {
    Reserve(kKeyBytes<N>);
    writer_.Advance(StoreKey(to_, key));
    Write(writer_, value);
    to_ = writer_.Room(0);
  }
}

}  // namespace noodles::cbor

#endif  // NOODLES_CBOR_MAP_WRITER_H_
