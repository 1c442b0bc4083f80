#include "noodles/geometry/live/delivery_choice.h"

#include <chrono>

namespace noodles::geometry_internal {
namespace {

// A request for each change costs little if changes are rarer than this.
constexpr std::chrono::seconds kOftenInterval{1};

// Of a frame, for all that is sent with the bytes: a few hundred bytes for each
// buffer, and what the program changes in the same transaction.
constexpr size_t kRestOfFrame = size_t{16} << 10;

}  // namespace

BufferDelivery DeliveryChoice::Choose(size_t bytes,
                                      UpdateTimer::TimePoint now) {
  const bool is_often = last_ && now - *last_ < kOftenInterval;
  last_ = now;
  if (wanted_) return *wanted_;
  const bool fits_into_frame = max_frame_bytes_ > kRestOfFrame &&
                               bytes <= max_frame_bytes_ - kRestOfFrame;
  return is_often && fits_into_frame ? BufferDelivery::kInline
                                     : BufferDelivery::kAutomatic;
}

}  // namespace noodles::geometry_internal
