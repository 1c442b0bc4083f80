#include "noodles/client/connection/pending_calls.h"

#include <charconv>
#include <cstdio>
#include <random>
#include <utility>
#include <variant>

#include "noodles/base/status.h"
#include "noodles/calls/method_error.h"

namespace noodles::client_internal {
namespace {

// An invoke_id is a UUID (RFC 9562, version 8). Its last hexadecimal digits are
// the number of the call.
constexpr int kNumberDigits = 12;

std::string RandomPrefix() {
  std::random_device device;
  char text[32];
  std::snprintf(text, sizeof(text), "%08x-%04x-8%03x-8%03x-",
                static_cast<unsigned>(device()), device() & 0xffffu,
                device() & 0xfffu, device() & 0xfffu);
  return text;
}

absl::StatusOr<Any> ToResult(const MsgMethodReply& reply) {
  if (const auto* exception = std::get_if<MethodException>(&reply.outcome)) {
    return MethodError(*exception);
  }
  const auto* result = std::get_if<Any>(&reply.outcome);
  return result != nullptr ? *result : Any();
}

}  // namespace

PendingCalls::PendingCalls() : prefix_(RandomPrefix()) {}

std::string PendingCalls::InvokeIdOf(CallNumber number) const {
  char digits[32];
  std::snprintf(digits, sizeof(digits), "%0*llx", kNumberDigits,
                static_cast<unsigned long long>(number));
  return prefix_ + digits;
}

CallNumber PendingCalls::NextNumber() {
  const std::lock_guard lock(mutex_);
  return ++last_;
}

bool PendingCalls::Add(CallNumber number, Caller::Done& done,
                       std::optional<Clock::time_point> deadline, size_t most) {
  const std::lock_guard lock(mutex_);
  if (waiting_.size() >= most) return false;
  waiting_.emplace(number, Waiting{std::move(done), deadline});
  if (deadline) deadlines_.emplace(*deadline, number);
  return true;
}

Caller::Done PendingCalls::Take(CallNumber number) {
  const std::lock_guard lock(mutex_);
  auto found = waiting_.extract(number);
  if (!found) return nullptr;
  Waiting& waiting = found.mapped();
  if (waiting.deadline) deadlines_.erase({*waiting.deadline, number});
  return std::move(waiting.done);
}

bool PendingCalls::Reply(const MsgMethodReply& reply) {
  std::string_view digits = reply.invoke_id;
  if (!digits.starts_with(prefix_)) return false;
  digits.remove_prefix(prefix_.size());
  CallNumber number = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    return false;
  }
  const Caller::Done done = Take(number);
  if (!done) return false;
  done(ToResult(reply));
  return true;
}

bool PendingCalls::Fail(CallNumber number, const absl::Status& status) {
  const Caller::Done done = Take(number);
  if (!done) return false;
  done(status);
  return true;
}

void PendingCalls::FailAll(const absl::Status& status) {
  std::unordered_map<CallNumber, Waiting> all;
  {
    const std::lock_guard lock(mutex_);
    all.swap(waiting_);
    deadlines_.clear();
  }
  for (const auto& [number, waiting] : all) waiting.done(status);
}

std::optional<PendingCalls::Clock::time_point> PendingCalls::FailExpired(
    Clock::time_point now, const absl::Status& status) {
  for (;;) {
    CallNumber number = 0;
    {
      const std::lock_guard lock(mutex_);
      if (deadlines_.empty()) return std::nullopt;
      const auto [deadline, expired] = *deadlines_.begin();
      if (deadline > now) return deadline;
      number = expired;
    }
    Fail(number, status);
  }
}

size_t PendingCalls::count() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace noodles::client_internal
