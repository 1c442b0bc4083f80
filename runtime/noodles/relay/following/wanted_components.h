// The components that the relay's document shall have: those of the mirror of
// the origin, with contents that the relay has copied (AssetCopies).
//
// Thread-safety: on the client's thread. Ownership: refers to the mirror and to
// the copies, which outlive the WantedComponents.
#ifndef NOODLES_RELAY_FOLLOWING_WANTED_COMPONENTS_H_
#define NOODLES_RELAY_FOLLOWING_WANTED_COMPONENTS_H_

#include <memory>
#include <type_traits>

#include "noodles/protocol/traits.h"
#include "noodles/relay/following/asset_copies.h"
#include "noodles/state/mirror.h"

namespace noodles::relay_internal {

class WantedComponents {
 public:
  // `copies` may be null.
  WantedComponents(const Mirror& mirror, AssetCopies* copies)
      : mirror_(mirror), copies_(copies) {}
  WantedComponents(const WantedComponents&) = delete;
  WantedComponents& operator=(const WantedComponents&) = delete;

  const Mirror& mirror() const { return mirror_; }
  bool Has(ComponentRef ref) const { return mirror_.FindRef(ref) != nullptr; }

  // The component, which Has; null while its content is being fetched.
  template <ComponentKind kind>
  auto Find(Id<kind> id) const {
    auto component = mirror_.Find(id);
    if constexpr (kind == ComponentKind::kBuffer ||
                  kind == ComponentKind::kImage) {
      if (copies_ != nullptr && component != nullptr) {
        return copies_->Find(id, component);
      }
    }
    return component;
  }

  // The component is gone.
  void Forget(ComponentRef ref) const {
    if (copies_ != nullptr) copies_->Forget(ref);
  }

 private:
  const Mirror& mirror_;
  AssetCopies* const copies_;
};

}  // namespace noodles::relay_internal

#endif  // NOODLES_RELAY_FOLLOWING_WANTED_COMPONENTS_H_
