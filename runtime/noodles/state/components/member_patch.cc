#include "noodles/state/components/member_patch.h"

#include <algorithm>
#include <cstring>

#include "noodles/state/components/encoded_component.h"

namespace noodles::state_internal {
bool MemberPatch::Find(std::span<uint8_t> component,
                       std::span<const uint8_t> update) {
  const EncodedMembers wanted = MembersOf(update);
  const EncodedMembers present = MembersOf(component);
  if (wanted.count == 0 || wanted.count > kMostMembers) return false;
  // Both are in the order of the specification.
  std::span<const uint8_t> rest = present.pairs;
  std::span<const uint8_t> updates = wanted.pairs;
  for (count_ = 0; count_ < wanted.count; ++count_) {
    const EncodedMember next = TakeMember(updates);
    EncodedMember found;
    do {
      if (rest.empty()) return false;
      found = TakeMember(rest);
    } while (!std::ranges::equal(found.key, next.key));
    if (found.value.size() != next.value.size() ||
        std::ranges::equal(found.value, next.value)) {
      return false;
    }
    const auto offset =
        static_cast<size_t>(found.value.data() - component.data());
    replacements_[count_] = {component.data() + offset, next.value};
  }
  return true;
}

void MemberPatch::Apply() const {
  for (size_t i = 0; i < count_; ++i) {
    std::memcpy(replacements_[i].place, replacements_[i].value.data(),
                replacements_[i].value.size());
  }
}

}  // namespace noodles::state_internal
