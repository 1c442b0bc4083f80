#include "noodles/base/support/line_writer.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/support/quiet_thread.h"
#include "noodles/base/support/thread_name.h"

namespace noodles::base_internal {

struct LineWriter::State {
  explicit State(LineWriterOptions writer_options)
      : options(std::move(writer_options)) {}

  void Run();
  bool Flush(std::chrono::steady_clock::time_point end);

  const LineWriterOptions options;
  std::mutex mutex;
  std::condition_variable wakes;
  std::condition_variable advances;
  std::string waiting;
  uint64_t left_out = 0;
  uint64_t added = 0;  // lines, with those left out
  uint64_t done = 0;   // of those, written or told of
  bool has_thread = false;
  bool is_ending = false;
};

namespace {

struct AllWriters {
  std::mutex mutex;
  std::vector<std::weak_ptr<void>> states;
};

// Never destroyed: threads may log while the program ends.
AllWriters& All() {
  static auto* const all = new AllWriters;
  return *all;
}

}  // namespace

void LineWriter::State::Run() {
  std::unique_lock lock(mutex);
  for (;;) {
    wakes.wait(lock, [this] { return done != added || is_ending; });
    if (done == added) return;
    std::string lines = std::exchange(waiting, {});
    const uint64_t lost = std::exchange(left_out, 0);
    const uint64_t last = added;
    lock.unlock();
    try {
      if (lost != 0) lines += options.left_out(lost);
      options.write(lines);
    } catch (const std::exception&) {
      // There is no other place where the failure could be reported.
    } catch (...) {
    }
    lock.lock();
    done = last;
    advances.notify_all();
  }
}

bool LineWriter::State::Flush(std::chrono::steady_clock::time_point end) {
  std::unique_lock lock(mutex);
  const uint64_t last = added;
  return advances.wait_until(lock, end, [&] { return done >= last; });
}

LineWriter::LineWriter(LineWriterOptions options)
    : state_(std::make_shared<State>(std::move(options))) {
  const std::lock_guard lock(All().mutex);
  std::erase_if(All().states, [](const std::weak_ptr<void>& state) {
    return state.expired();
  });
  All().states.push_back(state_);
}

LineWriter::~LineWriter() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->is_ending = true;
  }
  state_->wakes.notify_one();
  Flush(kLogFlushLimit);
}

void LineWriter::Add(std::string_view line) {
  {
    const std::lock_guard lock(state_->mutex);
    if (!state_->has_thread) {
      StartQuietThread([state = state_] {
        NameThisThread("noodles-lines");
        state->Run();
      }).detach();
      state_->has_thread = true;
    }
    ++state_->added;
    const size_t room =
        state_->options.max_waiting_bytes -
        std::min(state_->waiting.size(), state_->options.max_waiting_bytes);
    // The lines behind one that is left out are left out too: their order
    // tells where lines are missing.
    if (state_->left_out != 0 || line.size() > room) {
      ++state_->left_out;
    } else {
      state_->waiting += line;
    }
  }
  state_->wakes.notify_one();
}

bool LineWriter::Flush(std::chrono::milliseconds limit) {
  return state_->Flush(std::chrono::steady_clock::now() + limit);
}

bool LineWriter::FlushAll(std::chrono::milliseconds limit) {
  std::vector<std::shared_ptr<void>> states;
  {
    const std::lock_guard lock(All().mutex);
    for (const std::weak_ptr<void>& state : All().states) {
      if (auto shared = state.lock()) states.push_back(std::move(shared));
    }
  }
  const auto end = std::chrono::steady_clock::now() + limit;
  bool is_done = true;
  for (const std::shared_ptr<void>& state : states) {
    is_done = static_cast<State*>(state.get())->Flush(end) && is_done;
  }
  return is_done;
}

void WriteWhole(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written > 0) {
      text.remove_prefix(static_cast<size_t>(written));
    } else if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
      pollfd place = {.fd = descriptor, .events = POLLOUT, .revents = 0};
      ::poll(&place, 1, -1);
    } else if (written == 0 || errno != EINTR) {
      return;
    }
  }
}

}  // namespace noodles::base_internal
