// DocumentFollower: makes a document equal to the mirror of the origin, with
// the origin's identifiers.
//
// Each change of the mirror is made at once and in order, where the document
// allows it. The document checks what a mirror tolerates: references must
// exist, and a component that is referred to stays. A change that fails, or
// that no update message expresses, is left to Settle: the component is
// compared with the mirror's, and what is in its way is deleted and created
// anew (WholeDifference). What cannot be made is held back, and tried again
// when other components have come or gone.
//
// Thread-safety: one thread at a time, inside a transaction of the document.
// Ownership: refers to the mirror and the document, which outlive the follower.
#ifndef NOODLES_RELAY_FOLLOWING_DOCUMENT_FOLLOWER_H_
#define NOODLES_RELAY_FOLLOWING_DOCUMENT_FOLLOWER_H_

#include <cstddef>
#include <memory>
#include <set>
#include <variant>

#include "noodles/protocol/traits.h"
#include "noodles/relay/following/held_back.h"
#include "noodles/relay/following/wanted_components.h"
#include "noodles/state/document.h"
#include "noodles/state/mirror.h"

namespace noodles::relay_internal {

class DocumentFollower {
 public:
  // `copies` may be null.
  DocumentFollower(const Mirror& mirror, Document& document,
                   AssetCopies* copies = nullptr)
      : wanted_(mirror, copies), document_(document) {}
  DocumentFollower(const DocumentFollower&) = delete;
  DocumentFollower& operator=(const DocumentFollower&) = delete;

  void OnChange(const MirrorChange& change);
  void OnReset();
  // The lists of the document have changed.
  void OnLists() {
    is_unsettled_ = true;
    SetLists();
  }

  // A content that components wait for is there, or cannot be had.
  void OnFetched() { is_unsettled_ = true; }

  // Tries to make what is held back. To be called behind the changes of a
  // frame, and before something else leaves in between.
  void Settle();

  // Compares all components, and makes the document equal to the mirror.
  void MakeEqual();

  // From any thread.
  size_t held_back() const { return held_back_.size(); }

 private:
  template <class Component>
  void Create(ComponentRef ref);
  template <class Component>
  void Update(const MirrorChange& change);
  void Remove(ComponentRef ref);
  void MakeEqual(const std::set<ComponentRef>& refs);
  void SetLists();

  const WantedComponents wanted_;
  Document& document_;
  HeldBack held_back_;
  // Components that were deleted and that others still refer to.
  std::set<ComponentRef> doomed_;
  // Components have come or gone, so that Settle may succeed.
  bool is_unsettled_ = false;
};

}  // namespace noodles::relay_internal

#endif  // NOODLES_RELAY_FOLLOWING_DOCUMENT_FOLLOWER_H_
