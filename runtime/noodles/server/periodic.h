// The handle of a function that a server calls periodically (Server::Every).
//
//   noodles::Periodic clock = server.Every(50ms, [&] { simulation.Step(); });
//   ...
//   clock.Stop();
//
// Thread-safety: every function may be called from any thread. Ownership:
// copies share one periodic function, which goes on without a handle; the
// server may end first.
#ifndef NOODLES_SERVER_PERIODIC_H_
#define NOODLES_SERVER_PERIODIC_H_

#include <cstdint>
#include <memory>
#include <utility>

namespace noodles {

namespace server_internal {
class PeriodicFunction;
}  // namespace server_internal

class Periodic {
 public:
  // No function.
  Periodic() = default;
  explicit Periodic(std::shared_ptr<server_internal::PeriodicFunction> function)
      : function_(std::move(function)) {}

  // No call begins after Stop has returned. Waits for a call that runs, unless
  // Stop is called by that call.
  void Stop();
  // False after Stop, and after the server has stopped.
  bool is_active() const;

  // Calls that were made, and calls that were left out because the function, or
  // methods before it, took longer than the interval.
  uint64_t calls() const;
  uint64_t missed() const;

 private:
  std::shared_ptr<server_internal::PeriodicFunction> function_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_PERIODIC_H_
