// Whether the numbers of a component fit those of the components it refers to:
// views lie inside their buffers, attributes and indices inside their views,
// and formats suit their use. The caller has checked that the components exist.
//
// Errors: InvalidArgument with the path to the key that is wrong.
//
// Thread-safety: needs the document's lock.
#ifndef NOODLES_STATE_AUTHORITY_VALIDATION_H_
#define NOODLES_STATE_AUTHORITY_VALIDATION_H_

#include "absl/status/status.h"
#include "noodles/protocol/messages.h"

namespace noodles::state_internal {

class DocumentState;

absl::Status Validate(const DocumentState& state, const Buffer& buffer);
absl::Status Validate(const DocumentState& state, const BufferView& view);
absl::Status Validate(const DocumentState& state, const Entity& entity);
absl::Status Validate(const DocumentState& state, const Geometry& geometry);
absl::Status Validate(const DocumentState& state, const Physics& physics);

// All other kinds have no such numbers.
template <class Component>
absl::Status Validate(const DocumentState&, const Component&) {
  return absl::OkStatus();
}

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_AUTHORITY_VALIDATION_H_
