#include "bench/libcbor_codec.h"

#include <cbor.h>

#include <cstring>

#include "bench/emit.h"
#include "bench/fill.h"

namespace noodles::bench {

namespace {

constexpr size_t kLongestHead = 9;

class Sink {
 public:
  explicit Sink(std::vector<uint8_t>& buffer) : buffer_(buffer) {}

  void Array(uint64_t count) { Put(cbor_encode_array_start, count); }
  void Map(uint64_t count) { Put(cbor_encode_map_start, count); }
  void Uint(uint64_t number) { Put(cbor_encode_uint, number); }
  void Int(int64_t number) {
    if (number >= 0) return Uint(static_cast<uint64_t>(number));
    Put(cbor_encode_negint, ~static_cast<uint64_t>(number));
  }
  void Float(float number) { Put(cbor_encode_single, number); }
  void Double(double number) { Put(cbor_encode_double, number); }
  void Bool(bool value) { Put(cbor_encode_bool, value); }
  void Text(std::string_view text) {
    Put(cbor_encode_string_start, text.size());
    Copy(text.data(), text.size());
  }
  void ByteString(const Bytes& bytes) {
    Put(cbor_encode_bytestring_start, bytes.size());
    Copy(bytes.data(), bytes.size());
  }
  std::span<const uint8_t> view() const { return {buffer_.data(), size_}; }

 private:
  template <class Function, class Argument>
  void Put(Function function, Argument argument) {
    Reserve(kLongestHead);
    size_ += function(argument, buffer_.data() + size_, buffer_.size() - size_);
  }
  void Copy(const void* data, size_t size) {
    if (size == 0) return;
    Reserve(size);
    std::memcpy(buffer_.data() + size_, data, size);
    size_ += size;
  }
  void Reserve(size_t additional) {
    if (additional > buffer_.size() - size_) [[unlikely]] {
      buffer_.resize(2 * buffer_.size() + additional);
    }
  }

  std::vector<uint8_t>& buffer_;
  size_t size_ = 0;
};

enum class Item : uint8_t {
  kNone,
  kUint,
  kNegative,
  kText,
  kBytes,
  kArray,
  kMap,
  kFloat,
  kBool,
  kOther,
};

// The arguments of the last callback.
struct Token {
  Item item = Item::kNone;
  uint64_t argument = 0;
  double number = 0;
  bool is_double = false;
  std::string_view text;
};

Token& TokenOf(void* context) { return *static_cast<Token*>(context); }

template <Item item, class Unsigned>
void OnNumber(void* context, Unsigned argument) {
  TokenOf(context).item = item;
  TokenOf(context).argument = argument;
}
template <Item item>
void OnString(void* context, cbor_data data, size_t size) {
  TokenOf(context).item = item;
  TokenOf(context).text = {reinterpret_cast<const char*>(data), size};
}
template <class Number>
void OnFloat(void* context, Number number) {
  TokenOf(context).item = Item::kFloat;
  TokenOf(context).number = number;
  TokenOf(context).is_double = sizeof(Number) == sizeof(double);
}
void OnBool(void* context, bool value) {
  TokenOf(context).item = Item::kBool;
  TokenOf(context).argument = value;
}
void OnOther(void* context) { TokenOf(context).item = Item::kOther; }

constexpr cbor_callbacks kCallbacks = {
    .uint8 = OnNumber<Item::kUint, uint8_t>,
    .uint16 = OnNumber<Item::kUint, uint16_t>,
    .uint32 = OnNumber<Item::kUint, uint32_t>,
    .uint64 = OnNumber<Item::kUint, uint64_t>,
    .negint64 = OnNumber<Item::kNegative, uint64_t>,
    .negint32 = OnNumber<Item::kNegative, uint32_t>,
    .negint16 = OnNumber<Item::kNegative, uint16_t>,
    .negint8 = OnNumber<Item::kNegative, uint8_t>,
    .byte_string_start = OnOther,
    .byte_string = OnString<Item::kBytes>,
    .string = OnString<Item::kText>,
    .string_start = OnOther,
    .indef_array_start = OnOther,
    .array_start = OnNumber<Item::kArray, uint64_t>,
    .indef_map_start = OnOther,
    .map_start = OnNumber<Item::kMap, uint64_t>,
    .tag = OnNumber<Item::kOther, uint64_t>,
    .float2 = OnFloat<float>,
    .float4 = OnFloat<float>,
    .float8 = OnFloat<double>,
    .undefined = OnOther,
    .null = OnOther,
    .boolean = OnBool,
    .indef_break = OnOther,
};

class Source {
 public:
  explicit Source(const Bytes& frame) : frame_(frame) {}

  bool ok() const { return ok_; }
  void Fail() { ok_ = false; }
  uint64_t Array() { return Expect(Item::kArray).argument; }
  uint64_t Map() { return Expect(Item::kMap).argument; }
  uint64_t Uint() { return Expect(Item::kUint).argument; }
  bool Bool() { return Expect(Item::kBool).argument != 0; }
  float Float() { return static_cast<float>(Expect(Item::kFloat).number); }
  std::string_view Text() { return Expect(Item::kText).text; }
  Bytes ByteString() {
    const std::string_view text = Expect(Item::kBytes).text;
    const auto* data = reinterpret_cast<const uint8_t*>(text.data());
    return Bytes::Share(frame_.owner(), {data, text.size()});
  }

  Any AnyValue() {
    switch (Next().item) {
      case Item::kUint:
        return Any(token_.argument);
      case Item::kNegative:
        return Any(-1 - static_cast<int64_t>(token_.argument));
      case Item::kText:
        return Any(token_.text);
      case Item::kFloat:
        return token_.is_double ? Any(token_.number)
                                : Any(static_cast<float>(token_.number));
      case Item::kArray: {
        Any::Array array;
        array.reserve(static_cast<size_t>(token_.argument));
        for (uint64_t i = token_.argument; i > 0 && ok_; --i) {
          array.push_back(AnyValue());
        }
        return Any(std::move(array));
      }
      default:
        Fail();
        return Any();
    }
  }

  void Skip() { AnyValue(); }

 private:
  const Token& Expect(Item item) {
    if (Next().item != item) {
      Fail();
      token_ = Token();
    }
    return token_;
  }

  const Token& Next() {
    token_.item = Item::kNone;
    const cbor_decoder_result result = cbor_stream_decode(
        frame_.data() + offset_, frame_.size() - offset_, &kCallbacks, &token_);
    if (result.status != CBOR_DECODER_FINISHED) ok_ = false;
    offset_ += result.read;
    return token_;
  }

  const Bytes& frame_;
  size_t offset_ = 0;
  Token token_;
  bool ok_ = true;
};

}  // namespace

template <class Payload>
std::span<const uint8_t> LibcborCodec::Encode(const Payload& payload) {
  Sink sink(buffer_);
  Emitter<Sink>(sink).Frame(payload);
  return sink.view();
}

template <class Payload>
bool LibcborCodec::Decode(const Bytes& frame, Payload& payload) {
  Source source(frame);
  return Filler<Source>(source).Frame(payload);
}

template std::span<const uint8_t> LibcborCodec::Encode(const MsgEntityUpdate&);
template std::span<const uint8_t> LibcborCodec::Encode(const Scene&);
template std::span<const uint8_t> LibcborCodec::Encode(const MsgBufferCreate&);
template std::span<const uint8_t> LibcborCodec::Encode(const MsgSignalInvoke&);
template bool LibcborCodec::Decode(const Bytes&, MsgEntityUpdate&);
template bool LibcborCodec::Decode(const Bytes&, Scene&);
template bool LibcborCodec::Decode(const Bytes&, MsgBufferCreate&);
template bool LibcborCodec::Decode(const Bytes&, MsgSignalInvoke&);

}  // namespace noodles::bench
