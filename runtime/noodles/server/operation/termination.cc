#include "noodles/server/operation/termination.h"

#include <semaphore.h>

#include <cerrno>

namespace noodles::server_internal {
namespace {

// sem_post, sigaction and raise are among the few functions that a signal
// handler may call.
sem_t received;
volatile std::sig_atomic_t received_signal = 0;

void OnSignal(int signal) {
  const int saved = errno;
  // Takes effect when this handler returns.
  if (received_signal != 0) EndProcessBy(signal);
  received_signal = signal;
  sem_post(&received);
  errno = saved;
}

}  // namespace

void EndProcessBy(int signal) {
  struct sigaction action = {};
  action.sa_handler = SIG_DFL;
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, nullptr);
  raise(signal);
}

TerminationSignals::TerminationSignals() {
  sem_init(&received, 0, 0);
  received_signal = 0;
  struct sigaction action = {};
  action.sa_handler = OnSignal;
  // One handler at a time: the handlers share received_signal.
  sigemptyset(&action.sa_mask);
  sigaddset(&action.sa_mask, SIGINT);
  sigaddset(&action.sa_mask, SIGTERM);
  sigaction(SIGINT, &action, &former_interrupt_);
  sigaction(SIGTERM, &action, &former_terminate_);
}

TerminationSignals::~TerminationSignals() {
  sigaction(SIGINT, &former_interrupt_, nullptr);
  sigaction(SIGTERM, &former_terminate_, nullptr);
}

int TerminationSignals::Wait() {
  while (sem_wait(&received) != 0 && errno == EINTR) {
  }
  return received_signal;
}

void TerminationSignals::Wake() { sem_post(&received); }

}  // namespace noodles::server_internal
