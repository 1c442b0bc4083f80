#include "tool/output/change_feed.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

namespace noodles::tool {

CLI::Option* AddFeedOptions(CLI::App& command, ChangeFeedOptions& options) {
  return command.add_flag(
      "--all", options.prints_all,
      "Prints every change; without it, a second with more than " +
          std::to_string(options.max_per_second) +
          " changes is summarized (never with --json)");
}

ChangeFeed::ChangeFeed(const Output& output, const ChangeFeedOptions& options)
    : output_(output), options_(options) {}

void ChangeFeed::Add(const std::string& key, MakeLine make_line) {
  const std::lock_guard lock(mutex_);
  if (options_.prints_all) {
    output_.ShortLine(make_line());
    return;
  }
  const Clock::time_point now = Clock::now();
  EndPeriodIfOver(now);
  // A second begins with its first change.
  if (changes_ == 0) start_ = now;
  ++changes_;
  if (!is_summing_ && changes_ <= options_.max_per_second) {
    output_.ShortLine(make_line());
    return;
  }
  is_summing_ = true;
  const auto found = collected_.find(key);
  if (found == collected_.end() && collected_.size() >= options_.max_keys) {
    ++unkept_;
    return;
  }
  Collected& collected = collected_[key];
  if (++collected.count == 1) collected.first = changes_;
  collected.make_line = std::move(make_line);
}

void ChangeFeed::Drain() {
  const std::lock_guard lock(mutex_);
  Flush();
}

void ChangeFeed::Tick() {
  const std::lock_guard lock(mutex_);
  EndPeriodIfOver(Clock::now());
}

void ChangeFeed::EndPeriodIfOver(Clock::time_point now) {
  if (changes_ == 0 || now - start_ < options_.period) return;
  // Half of the limit ends the summaries, so that a stream of about
  // max_per_second changes does not alternate between both forms.
  const size_t limit = options_.max_per_second;
  is_summing_ = changes_ > (is_summing_ ? limit / 2 : limit);
  Flush();
  changes_ = 0;
}

void ChangeFeed::Print(const Collected& collected) {
  std::string line = collected.make_line();
  if (collected.count > 1) {
    line = output_.Faint(std::to_string(collected.count) + " times, last: ") +
           line;
  }
  output_.ShortLine(line);
}

void ChangeFeed::Flush() {
  std::vector<const Collected*> order;
  order.reserve(collected_.size());
  for (const auto& [key, collected] : collected_) order.push_back(&collected);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return a->count != b->count ? a->count > b->count : a->first < b->first;
  });
  const size_t printed = std::min(order.size(), options_.max_lines);
  size_t others = unkept_;
  for (size_t i = 0; i < order.size(); ++i) {
    if (i < printed) {
      Print(*order[i]);
    } else {
      others += order[i]->count;
    }
  }
  if (others > 0) {
    output_.ShortLine(output_.Faint("and " + std::to_string(others) +
                                    " more changes in this second; " +
                                    "--all prints every change"));
  }
  collected_.clear();
  unkept_ = 0;
}

}  // namespace noodles::tool
