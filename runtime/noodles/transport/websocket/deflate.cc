#include "noodles/transport/websocket/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <climits>
#include <vector>

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

class Inflater {
 public:
  explicit Inflater(size_t most) : most_(std::min(most, SIZE_MAX - 1)) {
    is_ready_ = inflateInit2(&stream_, -kReceiveWindowBits) == Z_OK;
  }
  ~Inflater() {
    if (is_ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  InflateResult Add(std::span<const uint8_t> bytes) {
    if (!is_ready_) return InflateResult::kTooLong;
    while (!bytes.empty()) {
      const size_t count = SetInput(stream_, bytes);
      const InflateResult result = Run();
      if (result != InflateResult::kDone) return result;
      bytes = bytes.subspan(count);
    }
    return InflateResult::kDone;
  }

  Bytes Take() {
    out_.resize(used_);
    out_.shrink_to_fit();
    return Bytes::Adopt(std::move(out_));
  }

 private:
  InflateResult Run() {
    do {
      // One byte beyond the limit tells that there is more.
      const size_t size = std::min(most_ + 1, std::max(kFirstRoom, 2 * used_));
      Grow(stream_, out_, used_, size);
      const uInt room = stream_.avail_out;
      const int result = inflate(&stream_, Z_SYNC_FLUSH);
      used_ += room - stream_.avail_out;
      if (used_ > most_) return InflateResult::kTooLong;
      // A last block in the middle (RFC 7692, 7.2.3.5): another stream follows.
      if (result == Z_STREAM_END && stream_.avail_in > 0) {
        if (inflateReset(&stream_) != Z_OK) return InflateResult::kMalformed;
        continue;
      }
      if (result == Z_STREAM_END) return InflateResult::kDone;
      if (result != Z_OK && result != Z_BUF_ERROR) {
        return InflateResult::kMalformed;
      }
    } while (stream_.avail_out == 0 || stream_.avail_in > 0);
    return InflateResult::kDone;
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

InflateResult Inflate(std::span<const uint8_t> message, size_t most_bytes,
                      Bytes& unpacked) {
  Inflater inflater(most_bytes);
  InflateResult result = inflater.Add(message);
  if (result == InflateResult::kDone) result = inflater.Add(kTail);
  if (result == InflateResult::kDone) unpacked = inflater.Take();
  return result;
}

}  // namespace noodles::transport_internal
