// WholeDifference: makes some components of a document equal to those of a
// mirror, whatever the difference is.
//
// A component that an update can change is updated. Another one is in the way:
// it is deleted, and so is everything that refers to it, and what the mirror
// has of these is created anew. The same holds for a component in the slot of
// another one that is to be created, and for one that was deleted and is wanted
// again while others still refer to it.
//
// Thread-safety: one thread, inside a transaction of the document. Ownership:
// refers to everything that is given.
#ifndef NOODLES_RELAY_FOLLOWING_WHOLE_DIFFERENCE_H_
#define NOODLES_RELAY_FOLLOWING_WHOLE_DIFFERENCE_H_

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "noodles/protocol/traits.h"
#include "noodles/relay/following/held_back.h"
#include "noodles/relay/following/wanted_components.h"
#include "noodles/state/document.h"

namespace noodles::relay_internal {

class WholeDifference {
 public:
  WholeDifference(const WantedComponents& wanted, Document& document,
                  HeldBack& held_back, std::set<ComponentRef>& doomed)
      : wanted_(wanted),
        document_(document),
        held_back_(held_back),
        doomed_(doomed) {}
  WholeDifference(const WholeDifference&) = delete;
  WholeDifference& operator=(const WholeDifference&) = delete;

  // Once.
  void Make(const std::set<ComponentRef>& refs);

 private:
  void Sort(const std::set<ComponentRef>& refs);
  template <class Component>
  void Sort(ComponentRef ref);
  // The component of the document in this slot, of another generation.
  std::optional<ComponentRef> InSlotOf(ComponentRef ref);
  void AddReferrers();
  void LeaveOutOfLists(const std::set<ComponentRef>& refs);
  void DeleteInTheWay();
  void CreateAll();
  void CreateEntities();
  template <class Component>
  void CreateOne(ComponentRef ref);
  void UpdateAll();
  void RemoveAll();
  void Note(ComponentRef ref, const absl::Status& status);

  const WantedComponents& wanted_;
  Document& document_;
  HeldBack& held_back_;
  std::set<ComponentRef>& doomed_;

  std::set<ComponentRef> in_the_way_;
  std::set<ComponentRef> created_;
  std::set<ComponentRef> updated_;
  std::set<ComponentRef> removed_;
  // The generations of the document's components by slot; filled once needed.
  std::map<std::pair<ComponentKind, uint32_t>, uint32_t> slots_;
};

}  // namespace noodles::relay_internal

#endif  // NOODLES_RELAY_FOLLOWING_WHOLE_DIFFERENCE_H_
