// Text and web pages on planes, as entities.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_PLANES_H_
#define NOODLES_GEOMETRY_PLANES_H_

#include <string>

#include "noodles/geometry/vector.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/entities.h"

namespace noodles {

// The position and the direction of a plane.
struct PlanePose {
  Vec3 position = {0, 0, 0};
  // The direction from the plane to its reader; zero counts as +Z.
  Vec3 facing = {0, 0, 1};
};

// The matrix that puts a plane to its placement. In the protocol the normal of
// a plane is -Z. The upper edge of the plane points to +Y; that of a plane that
// lies flat points away from a reader at +Z.
Mat4 TransformOf(const PlanePose& pose);

// `height` and `width` in metres. With a `width`, the text is fitted into it.
Entity TextPlane(std::string text, const PlanePose& pose = {},
                 float height = 0.25f, float width = -1.0f);

// The sizes are in metres.
Entity WebPlane(std::string url, const PlanePose& pose = {},
                float height = 0.5f, float width = 0.5f);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_PLANES_H_
