#include "noodles/server/session.h"

namespace noodles {

bool Session::BeginJoin(const std::string& name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (state_ != State::kConnected) return false;
  state_ = State::kJoining;
  name_ = name;
  return true;
}

std::vector<MsgInvokeMethod> Session::FinishJoin() {
  const std::lock_guard<std::mutex> lock(mutex_);
  state_ = State::kJoined;
  return std::exchange(held_back_, {});
}

std::string Session::name() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return name_;
}

Session::Admission Session::Admit(MsgInvokeMethod& call,
                                  size_t max_waiting_calls) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (state_ == State::kConnected) return Admission::kIgnored;
  if (waiting_calls_ >= max_waiting_calls) return Admission::kTooMany;
  ++waiting_calls_;
  if (state_ == State::kJoined) return Admission::kRunNow;
  held_back_.push_back(std::move(call));
  return Admission::kHeldBack;
}

}  // namespace noodles
