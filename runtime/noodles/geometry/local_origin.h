// Keeps the precision of points far from zero.
//
// Floats tell coordinates of maps (4,649,776.22) only half a metre apart. A
// program subtracts a local origin in double, makes floats of the rest, and
// gives the origin to the transform of the entity.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_LOCAL_ORIGIN_H_
#define NOODLES_GEOMETRY_LOCAL_ORIGIN_H_

#include <array>
#include <span>

#include "noodles/geometry/vector.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// The origin to subtract from the points: zero, unless the rounding to floats
// would move a point by more than a millionth of the extent of all, or
// points in one place by a tenth of a millimetre. Points with NaN or infinity
// do not count.
Vec3 LocalOriginOf(std::span<const std::array<double, 3>> points);

// `point` less `origin`, computed in double.
Vec3 RelativeTo(const Vec3& origin, const std::array<double, 3>& point);

// The column-major matrix that moves by `origin`.
Mat4 MoveBy(const Vec3& origin);

}  // namespace noodles

#endif  // NOODLES_GEOMETRY_LOCAL_ORIGIN_H_
