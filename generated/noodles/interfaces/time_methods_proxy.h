// TimeMethodsProxy: typed calls of TimeMethods.
//
// Generated from methods.cddl, methods.bindings.toml; changes belong there.
//
// Thread-safety: that of the Caller. Ownership: the Caller must outlive the
// proxy and its calls.
#ifndef NOODLES_INTERFACES_TIME_METHODS_PROXY_H_
#define NOODLES_INTERFACES_TIME_METHODS_PROXY_H_

#include <cstdint>
#include <functional>
#include <future>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/calls/caller.h"
#include "noodles/interfaces/time.h"
#include "noodles/protocol/common_types.h"

namespace noodles {

// Calls the methods of TimeMethods on one target. One form of each method calls
// `done` once, on a thread of the Caller; the other form returns a future. The
// status of a failed call is the exception that the server sent, or tells that
// the result has another type or that the connection has ended.
class TimeMethodsProxy {
 public:
  // No target: the document.
  explicit TimeMethodsProxy(Caller& caller,
                            std::optional<InvokeIDType> target = std::nullopt);

  // Below 0 steps back, above 0 forward.
  void StepTime(int64_t direction,
                std::function<void(absl::Status)> done) const;
  std::future<absl::Status> StepTime(int64_t direction) const;

  // Plays with this direction and speed; 0 stops.
  void AnimateTime(int64_t speed, std::function<void(absl::Status)> done) const;
  std::future<absl::Status> AnimateTime(int64_t speed) const;

  void DeltaTime(double delta, std::function<void(absl::Status)> done) const;
  std::future<absl::Status> DeltaTime(double delta) const;

  void SetTime(double time, std::function<void(absl::Status)> done) const;
  std::future<absl::Status> SetTime(double time) const;

  void GetTimeMetadata(
      std::function<void(absl::StatusOr<TimeMetadata>)> done) const;
  std::future<absl::StatusOr<TimeMetadata>> GetTimeMetadata() const;

 private:
  Caller* caller_;
  std::optional<InvokeIDType> target_;
};

}  // namespace noodles

#endif  // NOODLES_INTERFACES_TIME_METHODS_PROXY_H_
