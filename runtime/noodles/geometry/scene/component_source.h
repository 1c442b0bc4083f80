// One interface to documents and to mirrors, for code that reads both.
//
// Thread-safety: as that of the document or the mirror. Ownership: the document
// or the mirror must outlive its source.
#ifndef NOODLES_GEOMETRY_SCENE_COMPONENT_SOURCE_H_
#define NOODLES_GEOMETRY_SCENE_COMPONENT_SOURCE_H_

#include <vector>

#include "absl/status/statusor.h"
#include "noodles/base/status.h"
#include "noodles/state/document.h"
#include "noodles/state/mirror.h"

namespace noodles::geometry_internal {

class DocumentSource {
 public:
  explicit DocumentSource(const Document& document) : document_(document) {}
  template <ComponentKind kind>
  auto Get(Id<kind> id) const {
    return document_.Get(id);
  }
  std::vector<EntityID> Entities() const { return document_.List<Entity>(); }

 private:
  const Document& document_;
};

class MirrorSource {
 public:
  explicit MirrorSource(const Mirror& mirror) : mirror_(mirror) {}
  template <ComponentKind kind>
  auto Get(Id<kind> id) const
      -> absl::StatusOr<typename ComponentOf<kind>::Type> {
    const auto found = mirror_.Find(id);
    if (!found) return NotFound(ToString(ComponentRef(id)) + " is not there");
    return *found;
  }
  std::vector<EntityID> Entities() const {
    std::vector<EntityID> entities;
    for (const auto& [id, entity] : mirror_.All<Entity>()) {
      entities.push_back(id);
    }
    return entities;
  }

 private:
  const Mirror& mirror_;
};

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_SCENE_COMPONENT_SOURCE_H_
