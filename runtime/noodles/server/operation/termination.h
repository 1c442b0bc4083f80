// Waits for SIGINT or SIGTERM.
//
// Thread-safety: one at a time in a process.
#ifndef NOODLES_SERVER_OPERATION_TERMINATION_H_
#define NOODLES_SERVER_OPERATION_TERMINATION_H_

#include <csignal>

namespace noodles::server_internal {

// While it exists, both signals end Wait instead of the process; then what was
// installed before is back.
class TerminationSignals {
 public:
  TerminationSignals();
  ~TerminationSignals();
  TerminationSignals(const TerminationSignals&) = delete;
  TerminationSignals& operator=(const TerminationSignals&) = delete;

  // Returns once one of them has come, also before this call.
  void Wait();

 private:
  struct sigaction former_interrupt_;
  struct sigaction former_terminate_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_TERMINATION_H_
