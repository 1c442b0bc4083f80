#include "bench/nlohmann_codec.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "bench/emit.h"
#include "bench/fill.h"

namespace noodles::bench {

namespace {

using Json = nlohmann::ordered_json;

// Builds the value from a sequence of items.
class Sink {
 public:
  void Array(uint64_t count) { Open(Json::array(), count); }
  void Map(uint64_t count) { Open(Json::object(), count); }
  void Uint(uint64_t number) { Add(number); }
  void Int(int64_t number) { Add(number); }
  void Float(float number) { Add(number); }
  void Double(double number) { Add(number); }
  void Bool(bool value) { Add(value); }
  void Text(std::string_view text) {
    if (!open_.empty() && open_.back().value->is_object() && !has_key_) {
      key_ = text;
      has_key_ = true;
      return;
    }
    Add(text);
  }
  void ByteString(const Bytes& bytes) {
    Add(Json::binary({bytes.begin(), bytes.end()}));
  }
  const Json& root() const { return root_; }

 private:
  struct Container {
    Json* value;
    uint64_t missing;
  };

  void Open(Json value, uint64_t count) {
    Json* const place = Put(std::move(value));
    if (count > 0) {
      open_.push_back({place, count});
    } else {
      Close();
    }
  }

  void Add(Json value) {
    Put(std::move(value));
    Close();
  }

  Json* Put(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Container& container = open_.back();
    --container.missing;
    if (container.value->is_array()) {
      container.value->push_back(std::move(value));
      return &container.value->back();
    }
    has_key_ = false;
    auto& members = container.value->get_ref<Json::object_t&>();
    members.reserve(container.missing + 1 + members.size());
    // The keys differ, so the search for an equal key is skipped.
    members.std::vector<Json::object_t::value_type>::emplace_back(
        std::move(key_), std::move(value));
    return &members.back().second;
  }

  void Close() {
    while (!open_.empty() && open_.back().missing == 0) open_.pop_back();
  }

  Json root_;
  std::vector<Container> open_;
  std::string key_;
  bool has_key_ = false;
};

// Walks the value in the order of the encoding.
class Source {
 public:
  explicit Source(const Json& root) : root_(&root) {}

  bool ok() const { return ok_; }
  void Fail() { ok_ = false; }
  uint64_t Array() { return Enter(Json::value_t::array); }
  uint64_t Map() { return Enter(Json::value_t::object); }
  uint64_t Uint() {
    const Json* value = Expect(Json::value_t::number_unsigned);
    return value == nullptr ? 0 : value->get<uint64_t>();
  }
  bool Bool() {
    const Json* value = Expect(Json::value_t::boolean);
    return value != nullptr && value->get<bool>();
  }
  float Float() {
    const Json* value = Expect(Json::value_t::number_float);
    return value == nullptr ? 0 : value->get<float>();
  }
  std::string_view Text() {
    if (AtKey()) {
      Container& container = open_.back();
      container.at_key = false;
      return MemberAt(*container.value, container.next).first;
    }
    const Json* value = Expect(Json::value_t::string);
    if (value == nullptr) return {};
    return value->get_ref<const std::string&>();
  }
  Bytes ByteString() {
    const Json* value = Expect(Json::value_t::binary);
    if (value == nullptr) return {};
    return Bytes::Copy(std::span<const uint8_t>(value->get_binary()));
  }
  Any AnyValue() {
    const Json* value = Next();
    return value == nullptr ? Any() : AnyOf(*value);
  }
  void Skip() { Next(); }

 private:
  struct Container {
    const Json* value;
    size_t next;
    bool at_key;
  };

  static const Json::object_t::value_type& MemberAt(const Json& object,
                                                    size_t index) {
    const auto& members = object.get_ref<const Json::object_t&>();
    return members.begin()[static_cast<ptrdiff_t>(index)];
  }

  Any AnyOf(const Json& value) {
    switch (value.type()) {
      case Json::value_t::number_unsigned:
        return Any(value.get<uint64_t>());
      case Json::value_t::number_float:
        return Any(value.get<double>());
      case Json::value_t::string:
        return Any(value.get_ref<const std::string&>());
      case Json::value_t::array: {
        Any::Array array;
        array.reserve(value.size());
        for (const Json& element : value) array.push_back(AnyOf(element));
        return Any(std::move(array));
      }
      default:
        Fail();
        return Any();
    }
  }

  uint64_t Enter(Json::value_t type) {
    const Json* value = Expect(type);
    if (value == nullptr) return 0;
    open_.push_back({value, 0, value->is_object()});
    return value->size();
  }

  const Json* Expect(Json::value_t type) {
    const Json* value = Next();
    if (value != nullptr && value->type() == type) return value;
    Fail();
    return nullptr;
  }

  void CloseFull() {
    while (!open_.empty() && open_.back().next == open_.back().value->size()) {
      open_.pop_back();
    }
  }
  bool AtKey() {
    CloseFull();
    return !open_.empty() && open_.back().at_key;
  }

  const Json* Next() {
    if (root_ != nullptr) return std::exchange(root_, nullptr);
    CloseFull();
    if (open_.empty() || open_.back().at_key) return nullptr;
    Container& container = open_.back();
    const size_t index = container.next++;
    if (container.value->is_array()) return &(*container.value)[index];
    container.at_key = true;
    return &MemberAt(*container.value, index).second;
  }

  const Json* root_;
  std::vector<Container> open_;
  bool ok_ = true;
};

}  // namespace

template <class Payload>
std::span<const uint8_t> NlohmannCodec::Encode(const Payload& payload) {
  Sink sink;
  Emitter<Sink>(sink).Frame(payload);
  buffer_.clear();
  Json::to_cbor(sink.root(), buffer_);
  return buffer_;
}

template <class Payload>
bool NlohmannCodec::Decode(const Bytes& frame, Payload& payload) {
  const Json root = Json::from_cbor(frame.begin(), frame.end(), true, false);
  if (root.is_discarded()) return false;
  Source source(root);
  return Filler<Source>(source).Frame(payload);
}

template std::span<const uint8_t> NlohmannCodec::Encode(const MsgEntityUpdate&);
template std::span<const uint8_t> NlohmannCodec::Encode(const Scene&);
template std::span<const uint8_t> NlohmannCodec::Encode(const MsgBufferCreate&);
template std::span<const uint8_t> NlohmannCodec::Encode(const MsgSignalInvoke&);
template bool NlohmannCodec::Decode(const Bytes&, MsgEntityUpdate&);
template bool NlohmannCodec::Decode(const Bytes&, Scene&);
template bool NlohmannCodec::Decode(const Bytes&, MsgBufferCreate&);
template bool NlohmannCodec::Decode(const Bytes&, MsgSignalInvoke&);

}  // namespace noodles::bench
