#include "tool/checks/findings.h"

#include <utility>

namespace noodles::tool {
namespace {

// Maximum number of different findings. Stops a recording with many faults from
// filling the memory.
constexpr size_t kMaxFindings = 10'000;

// The text without digits, so that texts for different entities and indices
// compare equal.
std::string WithoutNumbers(std::string_view text) {
  std::string rest;
  for (const char c : text) {
    if (c < '0' || c > '9') rest.push_back(c);
  }
  return rest;
}

}  // namespace

void FindingList::GoToFrame(size_t frame) {
  place_ = {};
  place_.frame = frame;
}

void FindingList::GoToMessage(size_t index, uint64_t number,
                              std::string_view name) {
  place_.index = index;
  place_.number = number;
  place_.message = name;
  SetComponent("", "");
}

void FindingList::SetComponent(std::string component, std::string name) {
  place_.component = std::move(component);
  place_.name = std::move(name);
}

void FindingList::GoToServer() {
  place_ = {};
  place_.is_live = true;
}

void FindingList::Add(const std::string& path, const std::string& what,
                      std::string_view breaks) {
  const std::string key = place_.message + "\n" + WithoutNumbers(path) + "\n" +
                          WithoutNumbers(what);
  const auto known = known_.find(key);
  if (known != known_.end()) {
    ++all_[known->second].count;
    return;
  }
  if (all_.size() >= kMaxFindings) {
    ++left_out_;
    return;
  }
  known_.emplace(key, all_.size());
  Finding finding = place_;
  finding.path = path;
  finding.what = what;
  finding.breaks = breaks;
  all_.push_back(std::move(finding));
}

void FindingList::Take(const FindingList& other) {
  all_.insert(all_.end(), other.all_.begin(), other.all_.end());
  left_out_ += other.left_out_;
}

}  // namespace noodles::tool
