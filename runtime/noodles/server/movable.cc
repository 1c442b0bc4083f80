#include "noodles/server/movable.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "noodles/base/status.h"
#include "noodles/calls/method_error.h"
#include "noodles/server/ready/transforms.h"
#include "noodles/state/document.h"

namespace noodles {
namespace {

template <class Numbers>
absl::Status CheckFinite(std::string_view name, const Numbers& numbers) {
  const bool is_finite = std::all_of(numbers.begin(), numbers.end(),
                                     [](float x) { return std::isfinite(x); });
  if (is_finite) return absl::OkStatus();
  return InvalidArgument("argument " + std::string(name) +
                         ": expected finite numbers");
}

// Replaces the transform of the entity that the method is called on: by
// `change_matrix`, or by `change_parts` where it is in parts.
template <class ChangeMatrix, class ChangeParts>
absl::Status Change(CallContext& context, ChangeMatrix change_matrix,
                    ChangeParts change_parts) {
  const std::optional<EntityID> id = context.entity();
  if (!id) {
    return MethodError(kInvalidRequestCode, "this is a method of entities");
  }
  return context.document.Transact([&] {
    const absl::StatusOr<Entity> entity = context.document.Get(*id);
    if (!entity.ok()) return entity.status();
    Transformation transform =
        entity->transform.value_or(server_internal::kIdentityTransform);
    if (auto* matrix = std::get_if<Mat4>(&transform)) {
      *matrix = change_matrix(*matrix);
    } else {
      change_parts(std::get<WorldCoord>(transform));
    }
    EntityUpdate update;
    update.transform = std::move(transform);
    return context.document.Update(*id, std::move(update));
  });
}

}  // namespace

absl::Status Movable::SetPosition(CallContext& context, Vec3 position) {
  absl::Status status = CheckFinite("position", position);
  if (!status.ok()) return status;
  return Change(
      context,
      [&](const Mat4& matrix) {
        return server_internal::WithPosition(matrix, position);
      },
      [&](WorldCoord& parts) { parts.position = position; });
}

absl::Status Movable::SetRotation(CallContext& context, Vec4 rotation) {
  absl::Status status = CheckFinite("rotation", rotation);
  if (!status.ok()) return status;
  if (rotation == Vec4{0, 0, 0, 0}) {
    return InvalidArgument("argument rotation: expected a length above 0");
  }
  return Change(
      context,
      [&](const Mat4& matrix) {
        return server_internal::WithRotation(matrix, rotation);
      },
      [&](WorldCoord& parts) { parts.rotation = rotation; });
}

absl::Status Movable::SetScale(CallContext& context, Vec3 scale) {
  absl::Status status = CheckFinite("scale", scale);
  if (!status.ok()) return status;
  return Change(
      context,
      [&](const Mat4& matrix) {
        return server_internal::WithScale(matrix, scale);
      },
      [&](WorldCoord& parts) { parts.scale = scale; });
}

}  // namespace noodles
