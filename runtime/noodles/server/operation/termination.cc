#include "noodles/server/operation/termination.h"

#include <semaphore.h>

#include <cerrno>

namespace noodles::server_internal {
namespace {

// sem_post is one of the few functions that a signal handler may call.
sem_t received;

void OnSignal(int) {
  const int saved = errno;
  sem_post(&received);
  errno = saved;
}

}  // namespace

TerminationSignals::TerminationSignals() {
  sem_init(&received, 0, 0);
  struct sigaction action = {};
  action.sa_handler = OnSignal;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &former_interrupt_);
  sigaction(SIGTERM, &action, &former_terminate_);
}

TerminationSignals::~TerminationSignals() {
  sigaction(SIGINT, &former_interrupt_, nullptr);
  sigaction(SIGTERM, &former_terminate_, nullptr);
}

void TerminationSignals::Wait() {
  while (sem_wait(&received) != 0 && errno == EINTR) {
  }
}

}  // namespace noodles::server_internal
