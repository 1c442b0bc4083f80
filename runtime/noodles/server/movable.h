// An entity that clients can move.
//
//   server.Implement(entity, std::make_shared<Movable>());
//
// One Movable can serve any number of entities. Each call replaces one part of
// the entity's transform and keeps the others; an entity without a transform
// starts from the identity. A transform in parts (WorldCoord) keeps its form. A
// derived class can check or limit the arguments before it calls the base.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_MOVABLE_H_
#define NOODLES_SERVER_MOVABLE_H_

#include "absl/status/status.h"
#include "noodles/calls/call_context.h"
#include "noodles/interfaces/movable_methods.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

class Movable : public MovableMethods {
 public:
  // Errors: -32600 where the target is no entity; -32602 for numbers that are
  // not finite, and for a rotation of length 0.
  absl::Status SetPosition(CallContext& context, Vec3 position) override;
  // A quaternion x, y, z, w; it need not be normalized.
  absl::Status SetRotation(CallContext& context, Vec4 rotation) override;
  absl::Status SetScale(CallContext& context, Vec3 scale) override;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_MOVABLE_H_
