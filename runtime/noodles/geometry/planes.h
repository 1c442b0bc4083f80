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

// Where a plane is and where its readers are.
struct PlanePose {
  Vec3 position = {0, 0, 0};
  // Towards the reader; zero counts as +Z.
  Vec3 facing = {0, 0, 1};
};

// The matrix that puts a plane, whose normal is -Z in the protocol, there. Its
// upper edge is up; where it lies flat, away from a reader at its front (+Z).
Mat4 TransformOf(const PlanePose& pose);

// `height` in metres; a `width` fits the text into so many.
Entity TextPlane(std::string text, const PlanePose& pose = {},
                 float height = 0.25f, float width = -1.0f);

// Sizes in metres.
Entity WebPlane(std::string url, const PlanePose& pose = {},
                float height = 0.5f, float width = 0.5f);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_PLANES_H_
