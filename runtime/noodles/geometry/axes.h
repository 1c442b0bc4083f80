// A box with ticks, numbers and names around data.
//
// Thread-safety: pure functions of the document, which any thread may use.
// Ownership: the document owns what is made.
#ifndef NOODLES_GEOMETRY_AXES_H_
#define NOODLES_GEOMETRY_AXES_H_

#include <array>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/geometry/ticks.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/entities.h"
#include "noodles/protocol/ids.h"
#include "noodles/state/document.h"

namespace noodles {

// One axis of the scene.
struct Axis {
  std::string name{};
  // The values at the lower and the upper end of the box. The lower value may
  // be the greater one.
  std::array<double, 2> range = {0, 1};
  std::vector<Tick> ticks{};
};

struct AxesOptions {
  BoundingBox box{};
  // Along +X, +Y (up) and +Z.
  std::array<Axis, 3> axes{};
  // Metres; 0: a part of the box.
  float text_height = 0;
};

// The height of the texts that AddAxes takes for this box.
float AxesTextHeight(const BoundingBox& box);

// Makes the edges of the box with ticks, and texts beside it, below one entity.
// The texts face +Z. Numbers of x stand before the lower front edge, of y at
// the left and of z at the right. Errors: those of the document.
absl::StatusOr<EntityID> AddAxes(Document& document, const AxesOptions& options,
                                 Entity entity = {});

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_AXES_H_
