// The parents of entities: finds the children of an entity, and circles,
// without a look at other entities.
//
// Thread-safety: none of its own; the Document guards it.
#ifndef NOODLES_STATE_COMPONENTS_ENTITY_TREE_H_
#define NOODLES_STATE_COMPONENTS_ENTITY_TREE_H_

#include <cstdint>
#include <vector>

namespace noodles::state_internal {

class EntityTree {
 public:
  // No entity.
  static constexpr uint32_t kNone = 0xffffffff;

  EntityTree() = default;
  EntityTree(const EntityTree&) = delete;
  EntityTree& operator=(const EntityTree&) = delete;

  // Makes `parent` (or kNone) the parent of `child`.
  void SetParent(uint32_t child, uint32_t parent);
  uint32_t ParentOf(uint32_t slot) const;
  uint32_t FirstChildOf(uint32_t slot) const;
  uint32_t NextSiblingOf(uint32_t slot) const;
  // Whether `ancestor` is `slot` itself or above `slot`. The cost is linear in
  // the depth.
  bool IsAtOrAbove(uint32_t ancestor, uint32_t slot) const;

 private:
  struct Links {
    uint32_t parent = kNone;
    uint32_t first_child = kNone;
    uint32_t next_sibling = kNone;
    uint32_t previous_sibling = kNone;
  };

  const Links& At(uint32_t slot) const;
  void Detach(uint32_t child);

  std::vector<Links> links_;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_ENTITY_TREE_H_
