#include "noodles/server/clients/missed_changes.h"

#include <algorithm>
#include <iterator>

namespace noodles::server_internal {

void MissedChanges::Add(uint64_t transaction,
                        const std::vector<EncodedMessages>& frames) {
  const std::lock_guard<std::mutex> lock(mutex_);
  transaction_ = transaction;
  if (marks_.empty()) return;
  for (const EncodedMessages& frame : frames) {
    for (const StructureChange& change : frame.structure) AddLocked(change);
  }
}

void MissedChanges::AddLocked(const StructureChange& change) {
  has_changed_ = true;
  std::vector<Entry>& entries = entries_[change.ref];
  const bool is_created = change.what == StructureChange::What::kCreated;
  if (is_created || entries.empty()) entries.emplace_back();
  Entry& entry = entries.back();
  switch (change.what) {
    case StructureChange::What::kCreated:
      entry.created = time_;
      return;
    case StructureChange::What::kDeleted:
      entry.deleted = time_;
      if (change.ref.kind == ComponentKind::kEntity) {
        AddParentLocked(entry, change.parent);
      }
      break;
    case StructureChange::What::kMoved:
      AddParentLocked(entry, change.parent);
      break;
  }
  if (!IsNeededLocked(entry)) entries.pop_back();
  if (entries.empty()) entries_.erase(change.ref);
}

// Of several moves since one mark, the parent before the first move counts.
void MissedChanges::AddParentLocked(Entry& entry, EntityID parent) {
  const uint64_t last =
      entry.parents.empty() ? entry.created : entry.parents.back().first;
  if (HasMarkLocked(last, time_)) entry.parents.emplace_back(time_, parent);
}

MissedChanges::Mark MissedChanges::Begin() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (marks_.empty() || has_changed_) ++time_;
  has_changed_ = false;
  ++marks_[time_];
  return {time_, transaction_};
}

void MissedChanges::End(const Mark& mark) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = marks_.find(mark.time);
  if (--found->second > 0) return;
  marks_.erase(found);
  if (marks_.empty()) return entries_.clear();
  for (auto next = entries_.begin(); next != entries_.end();) {
    std::erase_if(next->second,
                  [&](Entry& entry) { return !IsNeededLocked(entry); });
    next = next->second.empty() ? entries_.erase(next) : std::next(next);
  }
}

bool MissedChanges::HasMarkLocked(uint64_t after, uint64_t until) const {
  const auto next = marks_.upper_bound(after);
  return next != marks_.end() && next->first <= until;
}

// Leaves out the parents that concern no mark any more.
bool MissedChanges::IsNeededLocked(Entry& entry) const {
  uint64_t last = entry.created;
  std::erase_if(entry.parents, [&](const auto& parent) {
    if (!HasMarkLocked(last, parent.first)) return true;
    last = parent.first;
    return false;
  });
  if (entry.deleted != kNever) {
    return HasMarkLocked(entry.created, entry.deleted);
  }
  const bool is_new = entry.created >= marks_.begin()->first;
  return is_new || !entry.parents.empty();
}

StaleClient MissedChanges::Between(const Mark& begin, const Mark& end) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto is_between = [&](uint64_t time) {
    return time >= begin.time && time < end.time;
  };
  StaleClient missed;
  const auto add = [&](ComponentRef ref, const Entry& entry) {
    if (is_between(entry.created)) {
      if (!is_between(entry.deleted)) missed.created_.insert(ref);
      return;
    }
    // Created after `end`: of no concern here.
    if (entry.created >= end.time) return;
    if (is_between(entry.deleted)) missed.deleted_.insert(ref);
    const auto parent = std::find_if(
        entry.parents.begin(), entry.parents.end(),
        [&](const auto& former) { return is_between(former.first); });
    if (parent != entry.parents.end()) {
      missed.parents_.try_emplace(ref, parent->second);
    }
  };
  for (const auto& [ref, entries] : entries_) {
    for (const Entry& entry : entries) add(ref, entry);
  }
  return missed;
}

size_t MissedChanges::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return entries_.size();
}

}  // namespace noodles::server_internal
