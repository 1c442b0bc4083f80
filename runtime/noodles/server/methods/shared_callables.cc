#include "noodles/server/methods/shared_callables.h"

#include <algorithm>

namespace noodles::server_internal {

template <class Component>
absl::StatusOr<Document::IdOf<Component>> SharedCallables::FindOrMake(
    Document& document, const Component& description,
    ByName<Component>& known) {
  std::vector<Document::IdOf<Component>> candidates;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto [begin, end] = known.equal_range(description.name);
    for (auto next = begin; next != end; ++next) {
      candidates.push_back(next->second);
    }
  }
  std::vector<Document::IdOf<Component>> gone;
  for (const auto& id : candidates) {
    const absl::StatusOr<Component> found = document.Get(id);
    if (!found.ok()) {
      gone.push_back(id);
    } else if (*found == description) {
      return id;
    }
  }
  auto made = document.Create(description);
  if (!made.ok()) return made;
  const std::lock_guard<std::mutex> lock(mutex_);
  std::erase_if(known, [&](const auto& entry) {
    return std::find(gone.begin(), gone.end(), entry.second) != gone.end();
  });
  known.emplace(description.name, *made);
  return made;
}

absl::StatusOr<MethodID> SharedCallables::FindOrMakeMethod(
    Document& document, const Method& description) {
  return FindOrMake(document, description, methods_);
}

absl::StatusOr<SignalID> SharedCallables::FindOrMakeSignal(
    Document& document, const Signal& description) {
  return FindOrMake(document, description, signals_);
}

void SharedCallables::Know(MethodID id, const std::string& name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  methods_.emplace(name, id);
}

void SharedCallables::Know(SignalID id, const std::string& name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  signals_.emplace(name, id);
}

std::vector<SignalID> SharedCallables::SignalsNamed(
    std::string_view name) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto [begin, end] = signals_.equal_range(name);
  std::vector<SignalID> signals;
  for (auto next = begin; next != end; ++next) signals.push_back(next->second);
  return signals;
}

}  // namespace noodles::server_internal
