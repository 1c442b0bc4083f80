// Waits for SIGINT or SIGTERM.
//
// Thread-safety: one object at a time in a process.
#ifndef NOODLES_SERVER_OPERATION_TERMINATION_H_
#define NOODLES_SERVER_OPERATION_TERMINATION_H_

#include <csignal>

namespace noodles::server_internal {

// While the object exists, both signals end Wait instead of the process. The
// destructor installs the former handlers again.
class TerminationSignals {
 public:
  TerminationSignals();
  ~TerminationSignals();
  TerminationSignals(const TerminationSignals&) = delete;
  TerminationSignals& operator=(const TerminationSignals&) = delete;

  // Returns when a signal has come, even before this call.
  void Wait();

 private:
  struct sigaction former_interrupt_;
  struct sigaction former_terminate_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_TERMINATION_H_
