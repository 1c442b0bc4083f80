// New values of some members of an encoded component, which take as many bytes
// as the values before: put in place without decoding the component.
//
// Thread-safety: that of a plain value. Ownership: refers to the component and
// the update.
#ifndef NOODLES_STATE_COMPONENTS_MEMBER_PATCH_H_
#define NOODLES_STATE_COMPONENTS_MEMBER_PATCH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace noodles::state_internal {

class MemberPatch {
 public:
  MemberPatch() = default;

  // Finds the places in `component` of the members that `update` holds: both
  // as a Writer writes a create and an update. False, if a member of the update
  // is missing in the component, takes another number of bytes there, or has
  // the same value; if the update has no members, or more than a few.
  bool Find(std::span<uint8_t> component, std::span<const uint8_t> update);
  // Writes the new values. To be called after Find has returned true.
  void Apply() const;

 private:
  struct Replacement {
    uint8_t* place = nullptr;
    std::span<const uint8_t> value;
  };
  static constexpr size_t kMostMembers = 4;

  std::array<Replacement, kMostMembers> replacements_;
  size_t count_ = 0;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_MEMBER_PATCH_H_
