// One part of a transform replaced, and the others kept.
//
// Matrices are column-major: columns 0 to 2 are the axes with their scale,
// column 3 is the position.
//
// Thread-safety: pure functions.
#ifndef NOODLES_SERVER_READY_TRANSFORMS_H_
#define NOODLES_SERVER_READY_TRANSFORMS_H_

#include "noodles/protocol/common_types.h"

namespace noodles::server_internal {

inline constexpr Mat4 kIdentityTransform = {1, 0, 0, 0, 0, 1, 0, 0,
                                            0, 0, 1, 0, 0, 0, 0, 1};

Mat4 WithPosition(const Mat4& transform, const Vec3& position);

// `rotation` is a quaternion x, y, z, w of any length but 0. The scale of each
// axis stays, and whether they are mirrored; a shear is lost.
Mat4 WithRotation(const Mat4& transform, const Vec4& rotation);

// The direction of each axis stays. An axis of scale 0 has no direction: it
// gets one from the other two axes, or that of the identity.
Mat4 WithScale(const Mat4& transform, const Vec3& scale);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_READY_TRANSFORMS_H_
