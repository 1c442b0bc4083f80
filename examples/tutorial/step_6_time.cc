// Step 6 of the tutorial: clients pause the scene, go back in time and follow
// the simulation again. The simulation goes on meanwhile.
//
//   step_6_time [PORT]
#include <noodles/server.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "tutorial/scene.h"
#include "tutorial/simulation.h"

namespace {

using noodles::Timeline;
using tutorial::kSecondsPerStep;
using tutorial::Plate;
using tutorial::Scene;
using tutorial::Simulation;

constexpr auto kInterval = std::chrono::milliseconds(50);
constexpr size_t kMaxSamples = 12'000;  // ten minutes, 110 MB

// All steps so far.
class Recording {
 public:
  void Add(const Plate& plate) {
    const std::lock_guard lock(mutex_);
    samples_.push_back(plate);
  }

  // The sample that is nearest to a time.
  Plate At(double seconds) const {
    const std::lock_guard lock(mutex_);
    const auto index =
        static_cast<size_t>(std::lround(seconds / kSecondsPerStep));
    return samples_[std::min(index, samples_.size() - 1)];
  }

  double end() const {
    const std::lock_guard lock(mutex_);
    return static_cast<double>(samples_.size() - 1) * kSecondsPerStep;
  }

  bool is_full() const {
    const std::lock_guard lock(mutex_);
    return samples_.size() >= kMaxSamples;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Plate> samples_;
};

// The time of the scene, which clients control.
absl::StatusOr<std::shared_ptr<Timeline>> AddTimeline(
    noodles::Server& server, const Scene& scene, const Recording& recording) {
  return Timeline::Create(server, {.to = kSecondsPerStep,
                                   .step = kSecondsPerStep,
                                   .on_time = [&](double seconds) {
                                     const Plate plate = recording.At(seconds);
                                     return tutorial::Show(
                                         server.document(), scene, plate,
                                         tutorial::Describe(seconds, plate));
                                   }});
}

// Makes the range longer. A scene that shows the end follows the simulation.
absl::Status Follow(noodles::Document& document, Timeline& timeline,
                    double former_end, double end) {
  return document.Transact([&]() -> absl::Status {
    const bool follows = timeline.speed() == 0 && timeline.time() >= former_end;
    absl::Status status = timeline.SetRange(0, end);
    if (status.ok() && follows) status = timeline.SetTime(end);
    return status;
  });
}

void Simulate(const std::stop_token& stop, noodles::Document& document,
              Simulation& simulation, Recording& recording,
              Timeline& timeline) {
  auto next = std::chrono::steady_clock::now();
  double former_end = recording.end();
  while (!stop.stop_requested() && !recording.is_full()) {
    recording.Add(simulation.Step().plate);
    const double end = recording.end();
    const absl::Status followed = Follow(document, timeline, former_end, end);
    if (!followed.ok()) std::cerr << followed << std::endl;
    former_end = end;
    std::this_thread::sleep_until(next += kInterval);
  }
}

}  // namespace

int main(int count, char** arguments) {
  Simulation simulation;
  Recording recording;
  noodles::Server server(tutorial::OptionsOf(count, arguments));
  simulation.Heat(0.2f, -0.1f, 80);
  recording.Add(simulation.state().plate);
  recording.Add(simulation.Step().plate);
  const absl::StatusOr<Scene> scene =
      tutorial::MakeScene(server.document(), simulation.state().plate);
  if (!scene.ok()) return tutorial::Serve(server, scene.status());
  const absl::StatusOr<std::shared_ptr<Timeline>> timeline =
      AddTimeline(server, *scene, recording);
  if (!timeline.ok()) return tutorial::Serve(server, timeline.status());

  const absl::Status at_end = (*timeline)->SetTime(kSecondsPerStep);
  const std::jthread thread([&](const std::stop_token& stop) {
    Simulate(stop, server.document(), simulation, recording, **timeline);
  });
  return tutorial::Serve(server, at_end);
}
