#include "noodles/server/timeline.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/server/ready/time_range.h"
#include "noodles/server/server.h"

namespace noodles {
namespace {

using server_internal::TimeRange;

std::string TextOf(double number) {
  std::array<char, 32> text{};
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), number);
  return {text.data(), end};
}

absl::Status Expected(std::string_view where, std::string_view expected,
                      double found) {
  return InvalidArgument(std::string(where) + ": expected " +
                         std::string(expected) + ", found " + TextOf(found));
}

absl::Status CheckRange(std::string_view place, double from, double to) {
  const std::string prefix(place);
  if (!std::isfinite(from)) {
    return Expected(prefix + "from", "a finite number", from);
  }
  if (!std::isfinite(to) || to <= from) {
    return Expected(prefix + "to",
                    "a finite number above from, " + TextOf(from), to);
  }
  if (!std::isfinite(to - from)) {
    return Expected(prefix + "to",
                    "a finite distance from from, " + TextOf(from), to);
  }
  return absl::OkStatus();
}

absl::Status CheckAboveZero(std::string_view where, double number) {
  if (std::isfinite(number) && number > 0) return absl::OkStatus();
  return Expected(where, "a finite number above 0", number);
}

absl::Status CheckTime(std::string_view where, double time,
                       const TimeRange& range) {
  if (range.Contains(time)) return absl::OkStatus();
  return Expected(
      where, "a number from " + TextOf(range.from) + " to " + TextOf(range.to),
      time);
}

absl::Status Check(const TimelineOptions& options) {
  absl::Status status =
      CheckRange("TimelineOptions::", options.from, options.to);
  if (status.ok() && options.step) {
    status = CheckAboveZero("TimelineOptions::step", *options.step);
  }
  if (status.ok() && options.start) {
    status = CheckTime("TimelineOptions::start", *options.start,
                       {.from = options.from, .to = options.to});
  }
  if (status.ok()) {
    status = CheckAboveZero("TimelineOptions::rate", options.rate);
  }
  if (status.ok() && options.interval < std::chrono::milliseconds(1)) {
    status = InvalidArgument(
        "TimelineOptions::interval: expected at least 1 ms, found " +
        std::to_string(options.interval.count()) + " ns");
  }
  if (status.ok() && options.now == nullptr) {
    status = InvalidArgument("TimelineOptions::now: expected a function");
  }
  return status;
}

}  // namespace

absl::StatusOr<std::shared_ptr<Timeline>> Timeline::Create(
    Server& server, TimelineOptions options,
    const std::optional<InvokeIDType>& target) {
  if (absl::Status status = Check(options); !status.ok()) return status;
  const std::shared_ptr<Timeline> timeline(
      new Timeline(server, std::move(options)));
  absl::Status status = server.document().Transact([&] {
    absl::Status offered = server.Offer(
        target, MethodsOf(std::static_pointer_cast<TimeMethods>(timeline)));
    if (!offered.ok() || timeline->options_.on_time == nullptr) return offered;
    return timeline->options_.on_time(timeline->time());
  });
  if (!status.ok()) return status;
  return timeline;
}

Timeline::Timeline(Server& server, TimelineOptions options)
    : server_(server), options_(std::move(options)) {
  state_.from = options_.from;
  state_.to = options_.to;
  state_.rate = options_.rate;
  state_.time = options_.start.value_or(options_.from);
}

Timeline::~Timeline() { ticking_.Stop(); }

double Timeline::time() const { return state().time; }

int64_t Timeline::speed() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return ticking_.is_active() ? state_.speed : 0;
}

Timeline::State Timeline::state() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return state_;
}

void Timeline::Keep(const State& state) {
  const std::lock_guard<std::mutex> lock(mutex_);
  state_ = state;
}

void Timeline::MoveTo(State& state, double time) const {
  state.time = time;
  state.anchor_time = time;
  state.anchor = options_.now();
}

void Timeline::Advance(State& state) const {
  const std::chrono::duration<double> passed = options_.now() - state.anchor;
  const double time = state.anchor_time + static_cast<double>(state.speed) *
                                              state.rate * passed.count();
  const TimeRange range = {.from = state.from, .to = state.to};
  if (range.Contains(time)) {
    state.time = time;
  } else if (loops()) {
    MoveTo(state, range.Wrap(time));
  } else {
    MoveTo(state, range.Clamp(time));
    state.speed = 0;
  }
}

absl::Status Timeline::Change(
    const std::function<absl::Status(State& state)>& change) {
  Document& document = server_.document();
  return document.Transact([&] {
    const State before = state();
    State after = before;
    absl::Status status = change(after);
    if (!status.ok()) return status;
    document.OnRollback(
        [self = shared_from_this(), before] { self->Keep(before); });
    Keep(after);
    if (after.time == before.time || options_.on_time == nullptr) {
      return absl::OkStatus();
    }
    return options_.on_time(after.time);
  });
}

void Timeline::StartTicking() {
  if (ticking_.is_active()) return;
  Periodic ticking =
      server_.Every(options_.interval, [weak = weak_from_this()] {
        if (const auto timeline = weak.lock()) timeline->Tick();
      });
  const std::lock_guard<std::mutex> lock(mutex_);
  ticking_ = std::move(ticking);
}

void Timeline::Tick() {
  const absl::Status status = server_.document().Transact([&] {
    if (state().speed == 0) {
      ticking_.Stop();
      return absl::OkStatus();
    }
    return Change([this](State& state) {
      Advance(state);
      return absl::OkStatus();
    });
  });
  if (status.ok()) return;
  Log(LogSeverity::kError, "timeline",
      "time is paused: the function for a new time failed",
      {{"reason", status.ToString()}});
  Pause().IgnoreError();  // Calls nothing that fails.
}

absl::Status Timeline::Play(int64_t speed) {
  return server_.document().Transact([&] {
    absl::Status status = Change([&](State& state) {
      const bool is_forward = speed > 0;
      const bool is_at_end = state.time == (is_forward ? state.to : state.from);
      MoveTo(state, speed == 0 || loops() || !is_at_end
                        ? state.time
                        : (is_forward ? state.from : state.to));
      state.speed = speed;
      return absl::OkStatus();
    });
    if (status.ok() && speed != 0) StartTicking();
    return status;
  });
}

absl::Status Timeline::Pause() { return Play(0); }

absl::Status Timeline::Step(int64_t direction) {
  if (direction == 0) {
    return Expected("argument direction", "a number below or above 0", 0);
  }
  return Change([&](State& state) {
    const TimeRange range = {
        .from = state.from,
        .to = state.to,
        .step = options_.step.value_or((state.to - state.from) / 100)};
    MoveTo(state, range.Step(state.time, direction > 0, loops()));
    state.speed = 0;
    return absl::OkStatus();
  });
}

absl::Status Timeline::Move(double delta) {
  if (!std::isfinite(delta)) {
    return Expected("argument delta", "a finite number", delta);
  }
  return Change([&](State& state) {
    const TimeRange range = {.from = state.from, .to = state.to};
    const double time = state.time + delta;
    if (range.Contains(time)) {
      MoveTo(state, time);
    } else {
      MoveTo(state, loops() ? range.Wrap(time) : range.Clamp(time));
    }
    return absl::OkStatus();
  });
}

absl::Status Timeline::SetTime(double time) {
  return Change([&](State& state) {
    absl::Status status =
        CheckTime("argument time", time, {.from = state.from, .to = state.to});
    if (status.ok()) MoveTo(state, time);
    return status;
  });
}

absl::Status Timeline::SetRange(double from, double to) {
  absl::Status status = CheckRange("argument ", from, to);
  if (!status.ok()) return status;
  return Change([&](State& state) {
    state.from = from;
    state.to = to;
    if (state.speed != 0) Advance(state);
    MoveTo(state, TimeRange{.from = from, .to = to}.Clamp(state.time));
    return absl::OkStatus();
  });
}

absl::Status Timeline::SetRate(double rate) {
  absl::Status status = CheckAboveZero("argument rate", rate);
  if (!status.ok()) return status;
  return Change([&](State& state) {
    if (state.speed != 0) Advance(state);
    MoveTo(state, state.time);
    state.rate = rate;
    return absl::OkStatus();
  });
}

absl::Status Timeline::StepTime(CallContext&, int64_t direction) {
  return Step(direction);
}

absl::Status Timeline::AnimateTime(CallContext&, int64_t speed) {
  return Play(speed);
}

absl::Status Timeline::DeltaTime(CallContext&, double delta) {
  return Move(delta);
}

absl::Status Timeline::SetTime(CallContext&, double time) {
  return SetTime(time);
}

absl::StatusOr<TimeMetadata> Timeline::GetTimeMetadata(CallContext&) {
  const State now = state();
  return TimeMetadata{.from = now.from,
                      .to = now.to,
                      .step = options_.step,
                      .time = now.time,
                      .speed = speed()};
}

}  // namespace noodles
