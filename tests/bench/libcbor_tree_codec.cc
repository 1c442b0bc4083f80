#include "bench/libcbor_tree_codec.h"

#include <cbor.h>

#include <cstdlib>
#include <utility>

#include "bench/emit.h"
#include "bench/fill.h"

namespace noodles::bench {

namespace {

// Builds the tree from a sequence of items.
class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  ~Sink() { cbor_decref(&root_); }

  void Array(uint64_t count) {
    Open(cbor_new_definite_array(static_cast<size_t>(count)), count);
  }
  void Map(uint64_t count) {
    Open(cbor_new_definite_map(static_cast<size_t>(count)), 2 * count);
  }
  void Uint(uint64_t number) {
    Add(number <= 0xff     ? cbor_build_uint8(static_cast<uint8_t>(number))
        : number <= 0xffff ? cbor_build_uint16(static_cast<uint16_t>(number))
        : number <= 0xffffffff
            ? cbor_build_uint32(static_cast<uint32_t>(number))
            : cbor_build_uint64(number));
  }
  void Int(int64_t number) { Uint(static_cast<uint64_t>(number)); }
  void Float(float number) { Add(cbor_build_float4(number)); }
  void Double(double number) { Add(cbor_build_float8(number)); }
  void Bool(bool value) { Add(cbor_build_bool(value)); }
  void Text(std::string_view text) {
    Add(cbor_build_stringn(text.data(), text.size()));
  }
  void ByteString(const Bytes& bytes) {
    Add(cbor_build_bytestring(bytes.data(), bytes.size()));
  }
  const cbor_item_t* root() const { return root_; }

 private:
  struct Container {
    cbor_item_t* item;
    uint64_t missing;
    cbor_item_t* key;
  };

  void Open(cbor_item_t* item, uint64_t missing) {
    if (missing == 0) return Add(item);
    open_.push_back({item, missing, nullptr});
  }

  // Puts the item into the innermost container, and a full container into
  // the one around it.
  void Add(cbor_item_t* item) {
    while (!open_.empty()) {
      Container& container = open_.back();
      if (cbor_isa_array(container.item)) {
        cbor_array_push(container.item, cbor_move(item));
      } else if (container.key == nullptr) {
        container.key = item;
      } else {
        cbor_map_add(container.item, {.key = cbor_move(container.key),
                                      .value = cbor_move(item)});
        container.key = nullptr;
      }
      if (--container.missing > 0) return;
      item = container.item;
      open_.pop_back();
    }
    root_ = item;
  }

  std::vector<Container> open_;
  cbor_item_t* root_ = nullptr;
};

// Walks the tree in the order of the encoding.
class Source {
 public:
  explicit Source(cbor_item_t* root) : root_(root) {}

  bool ok() const { return ok_; }
  void Fail() { ok_ = false; }
  uint64_t Array() { return Enter(CBOR_TYPE_ARRAY); }
  uint64_t Map() { return Enter(CBOR_TYPE_MAP); }
  uint64_t Uint() {
    const cbor_item_t* item = Expect(CBOR_TYPE_UINT);
    return item == nullptr ? 0 : cbor_get_int(item);
  }
  bool Bool() {
    const cbor_item_t* item = Expect(CBOR_TYPE_FLOAT_CTRL);
    return item != nullptr && cbor_ctrl_value(item) == CBOR_CTRL_TRUE;
  }
  float Float() {
    const cbor_item_t* item = Expect(CBOR_TYPE_FLOAT_CTRL);
    return item == nullptr ? 0 : cbor_float_get_float4(item);
  }
  std::string_view Text() {
    const cbor_item_t* item = Expect(CBOR_TYPE_STRING);
    return item == nullptr ? std::string_view() : TextOf(item);
  }
  Bytes ByteString() {
    const cbor_item_t* item = Expect(CBOR_TYPE_BYTESTRING);
    if (item == nullptr) return {};
    return Bytes::Copy(
        {cbor_bytestring_handle(item), cbor_bytestring_length(item)});
  }
  Any AnyValue() { return AnyOf(Next()); }
  void Skip() { Next(); }

 private:
  struct Container {
    cbor_item_t* item;
    size_t next;
    size_t count;
  };

  static std::string_view TextOf(const cbor_item_t* item) {
    return {reinterpret_cast<const char*>(cbor_string_handle(item)),
            cbor_string_length(item)};
  }

  Any AnyOf(cbor_item_t* item) {
    if (item == nullptr) return Any();
    switch (cbor_typeof(item)) {
      case CBOR_TYPE_UINT:
        return Any(cbor_get_int(item));
      case CBOR_TYPE_STRING:
        return Any(TextOf(item));
      case CBOR_TYPE_FLOAT_CTRL:
        return Any(cbor_float_get_float8(item));
      case CBOR_TYPE_ARRAY: {
        Any::Array array;
        array.reserve(cbor_array_size(item));
        for (size_t i = 0; i < cbor_array_size(item); ++i) {
          array.push_back(AnyOf(cbor_array_handle(item)[i]));
        }
        return Any(std::move(array));
      }
      default:
        Fail();
        return Any();
    }
  }

  uint64_t Enter(cbor_type type) {
    cbor_item_t* item = Expect(type);
    if (item == nullptr) return 0;
    const bool is_map = type == CBOR_TYPE_MAP;
    const size_t count = is_map ? cbor_map_size(item) : cbor_array_size(item);
    open_.push_back({item, 0, is_map ? 2 * count : count});
    return count;
  }

  cbor_item_t* Expect(cbor_type type) {
    cbor_item_t* item = Next();
    if (item != nullptr && cbor_typeof(item) == type) return item;
    Fail();
    return nullptr;
  }

  cbor_item_t* Next() {
    if (open_.empty()) return std::exchange(root_, nullptr);
    while (!open_.empty() && open_.back().next == open_.back().count) {
      open_.pop_back();
    }
    if (open_.empty()) return nullptr;
    Container& container = open_.back();
    const size_t index = container.next++;
    if (cbor_isa_array(container.item)) {
      return cbor_array_handle(container.item)[index];
    }
    const cbor_pair& pair = cbor_map_handle(container.item)[index / 2];
    return index % 2 == 0 ? pair.key : pair.value;
  }

  cbor_item_t* root_;
  std::vector<Container> open_;
  bool ok_ = true;
};

}  // namespace

template <class Payload>
std::span<const uint8_t> LibcborTreeCodec::Encode(const Payload& payload) {
  Sink sink;
  Emitter<Sink>(sink).Frame(payload);
  size_t size = cbor_serialize(sink.root(), buffer_.data(), buffer_.size());
  if (size == 0) {
    // The buffer is too small. The new one is large enough for all later calls.
    unsigned char* bytes = nullptr;
    size_t capacity = 0;
    size = cbor_serialize_alloc(sink.root(), &bytes, &capacity);
    buffer_.assign(bytes, bytes + size);
    buffer_.resize(size + 64);
    std::free(bytes);
  }
  return {buffer_.data(), size};
}

template <class Payload>
bool LibcborTreeCodec::Decode(const Bytes& frame, Payload& payload) {
  cbor_load_result result;
  cbor_item_t* root = cbor_load(frame.data(), frame.size(), &result);
  if (root == nullptr) return false;
  Source source(root);
  const bool ok = Filler<Source>(source).Frame(payload);
  cbor_decref(&root);
  return ok;
}

template std::span<const uint8_t> LibcborTreeCodec::Encode(
    const MsgEntityUpdate&);
template std::span<const uint8_t> LibcborTreeCodec::Encode(const Scene&);
template std::span<const uint8_t> LibcborTreeCodec::Encode(
    const MsgBufferCreate&);
template std::span<const uint8_t> LibcborTreeCodec::Encode(
    const MsgSignalInvoke&);
template bool LibcborTreeCodec::Decode(const Bytes&, MsgEntityUpdate&);
template bool LibcborTreeCodec::Decode(const Bytes&, Scene&);
template bool LibcborTreeCodec::Decode(const Bytes&, MsgBufferCreate&);
template bool LibcborTreeCodec::Decode(const Bytes&, MsgSignalInvoke&);

}  // namespace noodles::bench
