// Chooses how clients get buffers that are replaced: in the messages or by URL,
// by their size and by how often they are replaced.
//
// Thread-safety: one thread at a time.
#ifndef NOODLES_GEOMETRY_LIVE_DELIVERY_CHOICE_H_
#define NOODLES_GEOMETRY_LIVE_DELIVERY_CHOICE_H_

#include <cstddef>
#include <optional>

#include "noodles/state/content_publisher.h"
#include "noodles/state/update_timer.h"

namespace noodles::geometry_internal {

class DeliveryChoice {
 public:
  // `wanted`: the choice of the program, if it makes one. `max_frame_bytes`:
  // that of the document.
  DeliveryChoice(const std::optional<BufferDelivery>& wanted,
                 size_t max_frame_bytes)
      : wanted_(wanted), max_frame_bytes_(max_frame_bytes) {}

  // For buffers with so many bytes together that replace others now.
  BufferDelivery Choose(size_t bytes, UpdateTimer::TimePoint now);

 private:
  const std::optional<BufferDelivery> wanted_;
  const size_t max_frame_bytes_;
  std::optional<UpdateTimer::TimePoint> last_;
};

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_LIVE_DELIVERY_CHOICE_H_
