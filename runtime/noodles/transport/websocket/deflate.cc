#include "noodles/transport/websocket/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <climits>
#include <utility>
#include <vector>

#include "noodles/transport/net/receive_buffer.h"

namespace noodles::transport_internal {
namespace {

// The empty block that ends every flush; messages are sent without it.
constexpr std::array<uint8_t, 4> kTail = {0x00, 0x00, 0xff, 0xff};

// zlib counts in 32 bits.
constexpr size_t kMostAtOnce = size_t{1} << 30;
constexpr size_t kFirstRoom = 4096;
constexpr int kMemoryLevel = 8;
constexpr int kReceiveWindowBits = 15;

// Gives zlib as many of `bytes` as it can take; returns their number.
size_t SetInput(z_stream& stream, std::span<const uint8_t> bytes) {
  const size_t count = std::min(bytes.size(), kMostAtOnce);
  stream.next_in = const_cast<uint8_t*>(bytes.data());
  stream.avail_in = static_cast<uInt>(count);
  return count;
}

// Resizes `out` to `size` and lets zlib write behind the first `used` bytes.
void Grow(z_stream& stream, std::vector<uint8_t>& out, size_t used,
          size_t size) {
  out.resize(size);
  stream.next_out = out.data() + used;
  stream.avail_out = static_cast<uInt>(std::min(size - used, kMostAtOnce));
}

class Deflater {
 public:
  Deflater(const DeflateOptions& options, size_t most) : most_(most) {
    is_ready_ =
        deflateInit2(&stream_, options.level, Z_DEFLATED, -options.window_bits,
                     kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~Deflater() {
    if (is_ready_) deflateEnd(&stream_);
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  // False once the result is longer than `most`.
  bool Add(std::span<const uint8_t> bytes) {
    while (is_ready_ && !bytes.empty()) {
      const size_t count = SetInput(stream_, bytes);
      if (!Run(Z_NO_FLUSH)) return false;
      bytes = bytes.subspan(count);
    }
    return is_ready_;
  }

  std::optional<Bytes> Finish() {
    if (!Run(Z_SYNC_FLUSH) || used_ < kTail.size()) return std::nullopt;
    out_.resize(used_ - kTail.size());
    return Bytes::Adopt(std::move(out_));
  }

 private:
  bool Run(int flush) {
    do {
      if (used_ > most_) return false;
      Grow(stream_, out_, used_, std::max(kFirstRoom, 2 * used_));
      const uInt room = stream_.avail_out;
      const int result = deflate(&stream_, flush);
      if (result != Z_OK && result != Z_BUF_ERROR) return false;
      used_ += room - stream_.avail_out;
    } while (stream_.avail_out == 0);
    return true;
  }

  const size_t most_;
  z_stream stream_{};
  bool is_ready_ = false;
  std::vector<uint8_t> out_;
  size_t used_ = 0;
};

}  // namespace

bool CanDeflate() { return true; }

std::optional<Bytes> Deflate(std::span<const Bytes> segments,
                             const DeflateOptions& options) {
  size_t size = 0;
  for (const Bytes& segment : segments) size += segment.size();
  Deflater deflater(options, size + kTail.size());
  for (const Bytes& segment : segments) {
    if (!deflater.Add(segment.span())) return std::nullopt;
  }
  std::optional<Bytes> result = deflater.Finish();
  if (result && result->size() >= size) return std::nullopt;
  return result;
}

// ---- Decompression

struct Inflater::State {
  State(Bytes the_message, const InflateLimits& the_limits)
      : message(std::move(the_message)),
        limits(the_limits),
        rest(message.span()) {
    limits.most_bytes = std::min(limits.most_bytes, SIZE_MAX - 1);
    is_ready = inflateInit2(&stream, -kReceiveWindowBits) == Z_OK;
  }
  ~State() {
    if (is_ready) inflateEnd(&stream);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  bool has_input() const {
    return stream.avail_in > 0 || !rest.empty() || !is_tail_given;
  }

  // The message, and behind it the empty block that the sender has left out.
  void GiveInput() {
    if (stream.avail_in > 0) return;
    if (rest.empty() && !std::exchange(is_tail_given, true)) rest = kTail;
    rest = rest.subspan(SetInput(stream, rest));
  }

  bool is_too_dense() const {
    return limits.most_ratio > 0 && out.size() > limits.free_bytes &&
           out.size() / limits.most_ratio > message.size();
  }

  const Bytes message;
  InflateLimits limits;
  std::span<const uint8_t> rest;  // not yet given to zlib
  bool is_tail_given = false;
  z_stream stream{};
  bool is_ready = false;
  ReceiveBuffer out;
  size_t fresh_from = 0;  // in `out`
};

Inflater::Inflater(Bytes message, const InflateLimits& limits)
    : state_(std::make_unique<State>(std::move(message), limits)) {}

Inflater::~Inflater() = default;

InflateResult Inflater::Continue(size_t turn_bytes) {
  State& s = *state_;
  s.fresh_from = s.out.size();
  if (!s.is_ready) return InflateResult::kTooLong;
  for (;;) {
    const size_t produced = s.out.size() - s.fresh_from;
    if (produced >= turn_bytes) return InflateResult::kMore;
    // One byte beyond the limit tells that there is more.
    std::span<uint8_t> room = s.out.Tail(s.limits.most_bytes + 1);
    if (room.empty()) return InflateResult::kTooLong;
    room =
        room.first(std::min({room.size(), turn_bytes - produced, kMostAtOnce}));
    s.stream.next_out = room.data();
    s.stream.avail_out = static_cast<uInt>(room.size());
    s.GiveInput();
    const int result = inflate(&s.stream, Z_SYNC_FLUSH);
    s.out.Commit(room.size() - s.stream.avail_out);
    if (s.out.size() > s.limits.most_bytes) return InflateResult::kTooLong;
    if (s.is_too_dense()) return InflateResult::kTooDense;
    if (result == Z_STREAM_END) {
      if (!s.has_input()) return InflateResult::kDone;
      // A last block in the middle (RFC 7692, 7.2.3.5): another stream follows.
      if (inflateReset(&s.stream) != Z_OK) return InflateResult::kMalformed;
      continue;
    }
    if (result != Z_OK && result != Z_BUF_ERROR) {
      return InflateResult::kMalformed;
    }
    if (s.stream.avail_out > 0 && !s.has_input()) return InflateResult::kDone;
  }
}

std::span<const uint8_t> Inflater::fresh() const {
  return state_->out.span().subspan(state_->fresh_from);
}

size_t Inflater::held_bytes() const {
  return state_->message.size() + state_->out.capacity();
}

Bytes Inflater::Take() { return state_->out.Take(); }

InflateResult Inflate(std::span<const uint8_t> message, size_t most_bytes,
                      Bytes& unpacked) {
  Inflater inflater(Bytes::Copy(message), {.most_bytes = most_bytes});
  const InflateResult result = inflater.Continue(SIZE_MAX);
  if (result == InflateResult::kDone) unpacked = inflater.Take();
  return result;
}

}  // namespace noodles::transport_internal
