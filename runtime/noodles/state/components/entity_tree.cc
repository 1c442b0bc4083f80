#include "noodles/state/components/entity_tree.h"

#include <algorithm>

namespace noodles::state_internal {

const EntityTree::Links& EntityTree::At(uint32_t slot) const {
  static constexpr Links kUnlinked;
  return slot < links_.size() ? links_[slot] : kUnlinked;
}

void EntityTree::Detach(uint32_t child) {
  Links& links = links_[child];
  if (links.parent == kNone) return;
  if (links.previous_sibling != kNone) {
    links_[links.previous_sibling].next_sibling = links.next_sibling;
  } else {
    links_[links.parent].first_child = links.next_sibling;
  }
  if (links.next_sibling != kNone) {
    links_[links.next_sibling].previous_sibling = links.previous_sibling;
  }
  links.parent = links.next_sibling = links.previous_sibling = kNone;
}

void EntityTree::SetParent(uint32_t child, uint32_t parent) {
  if (parent == kNone && child >= links_.size()) return;
  const size_t needed =
      size_t{1} + std::max(child, parent == kNone ? child : parent);
  if (links_.size() < needed) links_.resize(needed);
  Detach(child);
  if (parent == kNone) return;
  Links& links = links_[child];
  links.parent = parent;
  links.next_sibling = links_[parent].first_child;
  if (links.next_sibling != kNone) {
    links_[links.next_sibling].previous_sibling = child;
  }
  links_[parent].first_child = child;
}

uint32_t EntityTree::ParentOf(uint32_t slot) const { return At(slot).parent; }

uint32_t EntityTree::FirstChildOf(uint32_t slot) const {
  return At(slot).first_child;
}

uint32_t EntityTree::NextSiblingOf(uint32_t slot) const {
  return At(slot).next_sibling;
}

bool EntityTree::IsAtOrAbove(uint32_t ancestor, uint32_t slot) const {
  while (slot != kNone) {
    if (slot == ancestor) return true;
    slot = At(slot).parent;
  }
  return false;
}

}  // namespace noodles::state_internal
