// Waits for SIGINT or SIGTERM.
//
// Thread-safety: one object at a time in a process; Wake may be called from any
// thread.
#ifndef NOODLES_SERVER_OPERATION_TERMINATION_H_
#define NOODLES_SERVER_OPERATION_TERMINATION_H_

#include <csignal>

namespace noodles::server_internal {

// While the object exists, the first of both signals ends Wait instead of the
// process. The second ends the process at once, as if there were no handler.
// The destructor installs the former handlers again.
class TerminationSignals {
 public:
  TerminationSignals();
  ~TerminationSignals();
  TerminationSignals(const TerminationSignals&) = delete;
  TerminationSignals& operator=(const TerminationSignals&) = delete;

  // Returns when a signal has come, or Wake was called, even before this call.
  // Returns the signal; 0: none has come.
  int Wait();
  void Wake();

 private:
  struct sigaction former_interrupt_;
  struct sigaction former_terminate_;
};

// Ends the process by `signal`, as if no handler were installed.
void EndProcessBy(int signal);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_OPERATION_TERMINATION_H_
