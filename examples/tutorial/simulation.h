// The simulation of step 4 and later: a plate that a thread advances and that
// methods change.
//
// Thread-safety: every function may be called from any thread. Ownership: the
// simulation owns the plate.
#ifndef EXAMPLES_TUTORIAL_SIMULATION_H_
#define EXAMPLES_TUTORIAL_SIMULATION_H_

#include <mutex>

#include "tutorial/plate.h"

namespace tutorial {

constexpr double kSecondsPerStep = 0.05;

class Simulation {
 public:
  // A plate and its time.
  struct State {
    Plate plate;
    double seconds = 0;
  };

  State Step() {
    const std::lock_guard lock(mutex_);
    state_.plate.Step();
    ++steps_;
    state_.seconds = steps_ * kSecondsPerStep;
    return state_;
  }

  void Heat(float x, float z, float celsius) {
    const std::lock_guard lock(mutex_);
    state_.plate.Heat(x, z, celsius);
  }

  void set_conductivity(float value) {
    const std::lock_guard lock(mutex_);
    state_.plate.set_conductivity(value);
  }

  State state() const {
    const std::lock_guard lock(mutex_);
    return state_;
  }

 private:
  mutable std::mutex mutex_;
  State state_;
  int steps_ = 0;
};

}  // namespace tutorial

#endif  // EXAMPLES_TUTORIAL_SIMULATION_H_
