#include "noodles/transport/connections/loan_watch.h"

namespace noodles::transport_internal {
namespace {

// Ticks without a loan before the second thread sleeps until the next loan.
constexpr int kIdleTicks = 100;

bool IsLoan(uint64_t number) { return number % 2 == 1; }

}  // namespace

// Either Sleep sees the new number, or this function sees is_asleep_.
uint64_t LoanWatch::Begin() {
  lent_.store(std::this_thread::get_id(), std::memory_order_relaxed);
  const uint64_t loan = loan_.load(std::memory_order_relaxed) + 1;
  loan_.store(loan);
  if (is_asleep_) {
    const std::lock_guard lock(mutex_);
    is_asleep_ = false;
    changes_.notify_all();
  }
  return loan;
}

bool LoanWatch::End(uint64_t loan) {
  return loan_.compare_exchange_strong(loan, loan + 1);
}

void LoanWatch::Sleep(std::unique_lock<std::mutex>& lock, uint64_t seen) {
  is_asleep_ = true;
  if (loan_ == seen) {
    changes_.wait(lock, [this] { return !is_asleep_ || has_finished_; });
  }
  is_asleep_ = false;
}

bool LoanWatch::AwaitLead() {
  std::unique_lock lock(mutex_);
  if (away_ == std::this_thread::get_id()) away_ = {};
  uint64_t seen = loan_;
  int idle_ticks = 0;
  while (!has_finished_) {
    if (idle_ticks < kIdleTicks) {
      changes_.wait_for(lock, kTick);
    } else {
      Sleep(lock, seen);
    }
    uint64_t loan = loan_;
    if (loan != seen) {
      seen = loan;
      idle_ticks = 0;
    } else if (!IsLoan(loan)) {
      ++idle_ticks;
    } else if (!has_finished_ &&
               loan_.compare_exchange_strong(loan, loan + 1)) {
      away_ = lent_;
      return true;
    }
  }
  return false;
}

void LoanWatch::Finish() {
  const std::lock_guard lock(mutex_);
  has_finished_ = true;
  changes_.notify_all();
}

std::thread::id LoanWatch::away() const {
  const std::lock_guard lock(mutex_);
  return away_;
}

}  // namespace noodles::transport_internal
