// Makes changes of a document at most so many times a second: of the changes
// that come faster, the latest is made, the others are left out.
//
//   UpdateThrottle throttle(document, 20);
//   while (simulation.Step()) {
//     const State state = simulation.state();
//     absl::Status status = throttle.Run([&document, state] {
//       return Show(document, state);
//     });
//   }
//
// The first change is made at once. A change that comes within
// 1 / max_updates_per_second after the last one waits until that time is over;
// a later change takes its place. So the last change is always made, at the
// latest by Flush or the destructor.
//
// LiveMesh and InstancedEntity have a throttle of their own
// (max_updates_per_second). A server needs none for the sake of slow clients:
// each client that reads too slowly is sent merged changes, the latest alone
// (ServerOptions::slow_clients).
//
// Thread-safety: every function may be called from any thread. A change that
// waited is made on the thread of the timer. Ownership: the document must
// outlive the throttle. Changes may not destroy the throttle, and the throttle
// must not be destroyed inside a transaction: its destructor waits for a change
// that the timer's thread is making.
#ifndef NOODLES_STATE_UPDATE_THROTTLE_H_
#define NOODLES_STATE_UPDATE_THROTTLE_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "noodles/state/document.h"
#include "noodles/state/update_timer.h"

namespace noodles {

class UpdateThrottle {
 public:
  using Change = std::function<absl::Status()>;

  // `max_updates_per_second`: 0 (or less, or infinity) is no limit; less than
  // one an hour counts as one an hour. `timer`: null is the ProcessTimer.
  UpdateThrottle(Document& document, double max_updates_per_second,
                 std::shared_ptr<UpdateTimer> timer = nullptr);
  // Makes the change that waits.
  ~UpdateThrottle();
  UpdateThrottle(const UpdateThrottle&) = delete;
  UpdateThrottle& operator=(const UpdateThrottle&) = delete;

  // Makes the change as one transaction, now or later. Returns the status of
  // the change, or OK for a change that waits; a failure is then logged.
  //
  // A change that waits is not part of the caller's transaction.
  absl::Status Run(Change change);

  // Makes the change that waits, if one does. Returns its status.
  absl::Status Flush();

  // Whether a change waits.
  bool is_waiting() const;

 private:
  struct State;
  // Called by the timer.
  static void OnTime(const std::weak_ptr<State>& weak);

  const std::shared_ptr<UpdateTimer> timer_;
  const std::shared_ptr<State> state_;
};

}  // namespace noodles

#endif  // NOODLES_STATE_UPDATE_THROTTLE_H_
