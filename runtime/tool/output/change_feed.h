// Prints changes as lines: each one while there are few, and a summary of each
// second while there are many.
//
//   ChangeFeed feed(output, {});
//   feed.Add("updated Entity 3/0", [=] { return "updated Entity 3/0 ..."; });
//   ...
//   feed.Tick();  // several times a second
//
// While no second has more than max_per_second changes, each is printed at
// once. From then on the changes of a second are collected and printed at its
// end: one line with the last change and the number of changes for each of the
// keys that changed most, and one line that counts the others. A second with at
// most half of max_per_second changes ends the summaries.
//
// Thread-safety: every function may be called from any thread. The functions
// that are passed to Add are called by Add, by Drain or by Tick. Ownership: the
// feed refers to the Output, which must outlive it.
#ifndef NOODLES_TOOL_OUTPUT_CHANGE_FEED_H_
#define NOODLES_TOOL_OUTPUT_CHANGE_FEED_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tool/output/output.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace noodles::tool {

struct ChangeFeedOptions {
  // True: every change is printed, whatever their number.
  bool prints_all = false;

  // Changes of a second that are printed one by one.
  size_t max_per_second = 10;

  // Keys of a second that get a line of their own.
  size_t max_lines = 10;

  // Keys of a second that are kept. Stops a server that creates components
  // without end from filling the memory.
  size_t max_keys = 10'000;

  // The length of a "second".
  std::chrono::milliseconds period{1000};
};

// Declares --all on a command that prints changes.
CLI::Option* AddFeedOptions(CLI::App& command, ChangeFeedOptions& options);

class ChangeFeed {
 public:
  using MakeLine = std::function<std::string()>;

  ChangeFeed(const Output& output, const ChangeFeedOptions& options);
  // Drops what has been collected and not printed, see Drain.
  ~ChangeFeed() = default;
  ChangeFeed(const ChangeFeed&) = delete;
  ChangeFeed& operator=(const ChangeFeed&) = delete;

  // A change of the thing that `key` names. `make_line` makes its line.
  void Add(const std::string& key, MakeLine make_line);

  // Prints what has been collected. Call it before a line that does not go
  // through the feed.
  void Drain();

  // Ends the present second if it is over.
  void Tick();

 private:
  using Clock = std::chrono::steady_clock;
  struct Collected {
    size_t count = 0;
    size_t first = 0;  // the number of its first change in this second
    MakeLine make_line;
  };

  void EndPeriodIfOver(Clock::time_point now);
  void Flush();
  void Print(const Collected& collected);

  const Output& output_;
  const ChangeFeedOptions options_;
  std::mutex mutex_;
  Clock::time_point start_ = Clock::now();  // of this second
  size_t changes_ = 0;                      // in this second
  size_t unkept_ = 0;  // changes in this second of keys beyond max_keys
  bool is_summing_ = false;
  std::map<std::string, Collected> collected_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_OUTPUT_CHANGE_FEED_H_
