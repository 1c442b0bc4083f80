// Timeline: a time that clients play, pause, step and set, for recorded data
// and for simulations.
//
//   const auto timeline = Timeline::Create(server, {
//       .to = 24.0,
//       .step = 0.5,
//       .on_time = [&](double hours) { return Show(document, hours); }});
//
// Implements TimeMethods, by default for the document, where clients look for
// these methods (spec/methods.cddl). While time plays, Server::Every advances
// it by the clock: time does not lag behind where a call comes late.
//
// Every change of the time calls `on_time` inside a transaction of the
// document: the changes of the scene for one time reach clients as one frame.
// If `on_time` fails, the time and the scene stay as they were.
//
// The protocol has no signal for the time. Clients see what `on_time` changes,
// say in a text, and noo::time_metadata tells the range, the step, the present
// time and the speed.
//
// Thread-safety: every function may be called from any thread. Changes lock the
// document; time() and speed() do not. `on_time` may call Play and Pause, but
// must not set or step the time. Ownership: the server shares the timeline
// until the target is deleted; the server must outlive the timeline.
#ifndef NOODLES_SERVER_TIMELINE_H_
#define NOODLES_SERVER_TIMELINE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/interfaces/time_methods.h"
#include "noodles/protocol/common_types.h"
#include "noodles/server/periodic.h"

namespace noodles {

class Server;

// What a timeline that plays does at the end of its range.
enum class TimelineEnd : uint8_t {
  kStop,  // time stops there; to play again begins at the other end
  kLoop,  // time goes on at the other end
};

struct TimelineOptions {
  // The range of the time, in a unit that the program chooses.
  double from = 0.0;
  double to = 1.0;
  // What noo::step_time moves the time by; times of steps count from `from`.
  // Nothing: a hundredth of the range, and clients are told no step.
  std::optional<double> step{};
  // The first time; nothing: `from`.
  std::optional<double> start{};
  // The units of time that pass in a second at speed 1; above 0.
  double rate = 1.0;
  TimelineEnd end = TimelineEnd::kStop;
  // The time between two calls of `on_time` while time plays; at least 1 ms.
  std::chrono::nanoseconds interval = std::chrono::milliseconds(50);
  // Called with each new time, and by Create with the first time.
  std::function<absl::Status(double time)> on_time{};
  // The clock by which time plays.
  std::function<std::chrono::steady_clock::time_point()> now =
      std::chrono::steady_clock::now;
};

class Timeline : public TimeMethods,
                 public std::enable_shared_from_this<Timeline> {
 public:
  // Offers the methods on `target` (nothing: the document). Errors, which
  // change nothing: InvalidArgument with the name of the option; those of
  // `on_time`; as Server::Offer.
  static absl::StatusOr<std::shared_ptr<Timeline>> Create(
      Server& server, TimelineOptions options,
      const std::optional<InvokeIDType>& target = std::nullopt);

  ~Timeline() override;
  Timeline(const Timeline&) = delete;
  Timeline& operator=(const Timeline&) = delete;

  double time() const;
  // The speed at which time plays; below 0 backwards, 0: paused. Time is paused
  // when the server has stopped.
  int64_t speed() const;

  // ----------------------------------------------------------------- changes
  // Errors of all changes: those of `on_time`; a failed change changes nothing.

  // Plays at `speed` times the rate; below 0 backwards, 0 pauses. Where time
  // has stopped at the end, it begins at the other end.
  absl::Status Play(int64_t speed = 1);
  absl::Status Pause();
  // Pauses, and moves the time by one step. Errors: InvalidArgument for 0.
  absl::Status Step(int64_t direction);
  // Moves the time by `delta`, at most to the end of the range; a timeline that
  // loops goes on at the other end. Errors: InvalidArgument where `delta` is
  // not finite.
  absl::Status Move(double delta);
  // Errors: InvalidArgument for a time outside the range.
  absl::Status SetTime(double time);
  // Changes the range, say for data that grow; the time moves into the range,
  // and goes on where it plays.
  // Clients that ask for noo::time_metadata from now on get the new range.
  // Errors: InvalidArgument unless both are finite and `from` is below `to`.
  absl::Status SetRange(double from, double to);
  // Errors: InvalidArgument unless `rate` is finite and above 0.
  absl::Status SetRate(double rate);

  // ------------------------------------------------------------- TimeMethods
  // As above; InvalidArgument is -32602 for clients.

  absl::Status StepTime(CallContext& context, int64_t direction) override;
  absl::Status AnimateTime(CallContext& context, int64_t speed) override;
  absl::Status DeltaTime(CallContext& context, double delta) override;
  absl::Status SetTime(CallContext& context, double time) override;
  absl::StatusOr<TimeMetadata> GetTimeMetadata(CallContext& context) override;

 private:
  struct State {
    double from = 0;
    double to = 1;
    double rate = 1;
    double time = 0;
    int64_t speed = 0;
    // Time plays from `anchor_time` since `anchor`.
    double anchor_time = 0;
    std::chrono::steady_clock::time_point anchor{};
  };

  Timeline(Server& server, TimelineOptions options);

  bool loops() const { return options_.end == TimelineEnd::kLoop; }
  State state() const;
  void Keep(const State& state);
  // Sets the time; playing goes on from there.
  void MoveTo(State& state, double time) const;
  // Moves the time to where it has played by now.
  void Advance(State& state) const;
  // Changes the state in a transaction, and calls `on_time` for a new time.
  absl::Status Change(const std::function<absl::Status(State& state)>& change);
  // Called while time plays.
  void Tick();
  void StartTicking();

  Server& server_;
  const TimelineOptions options_;
  // Written with both locked, the document first.
  mutable std::mutex mutex_;
  State state_;
  Periodic ticking_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_TIMELINE_H_
