#include "noodles/server/entity_variables.h"

#include <algorithm>
#include <cstddef>

#include "noodles/base/status.h"

namespace noodles {
namespace {

bool IsSame(const Any& a, const Any& b) {
  if (a == b) return true;
  const std::optional<double> number = a.AsDouble();
  return number && number == b.AsDouble();
}

}  // namespace

absl::StatusOr<size_t> EntityVariables::Find(
    const std::optional<std::string>& key) const {
  if (!key) {
    if (variables_.empty()) return InvalidArgument("there are no variables");
    return size_t{0};
  }
  for (size_t index = 0; index < variables_.size(); ++index) {
    if (variables_[index].key == *key) return index;
  }
  return InvalidArgument("argument key: there is no variable \"" + *key + "\"");
}

absl::StatusOr<Any> EntityVariables::Get(std::string_view key) const {
  const absl::StatusOr<size_t> index = Find(std::string(key));
  if (!index.ok()) return index.status();
  const std::lock_guard<std::mutex> lock(mutex_);
  return variables_[*index].value;
}

absl::StatusOr<std::vector<std::string>> EntityVariables::GetVarKeys(
    CallContext&) {
  std::vector<std::string> keys;
  for (const Variable& variable : variables_) keys.push_back(variable.key);
  return keys;
}

absl::StatusOr<std::vector<Any>> EntityVariables::GetVarOptions(
    CallContext&, std::optional<std::string> key) {
  const absl::StatusOr<size_t> index = Find(key);
  if (!index.ok()) return index.status();
  return variables_[*index].options;
}

absl::StatusOr<Any> EntityVariables::GetVarValue(
    CallContext&, std::optional<std::string> key) {
  const absl::StatusOr<size_t> index = Find(key);
  if (!index.ok()) return index.status();
  const std::lock_guard<std::mutex> lock(mutex_);
  return variables_[*index].value;
}

absl::StatusOr<bool> EntityVariables::SetVarValue(
    CallContext& context, Any value, std::optional<std::string> key) {
  const absl::StatusOr<size_t> index = Find(key);
  if (!index.ok()) return index.status();
  Variable& variable = variables_[*index];
  if (!variable.options.empty()) {
    const auto found =
        std::find_if(variable.options.begin(), variable.options.end(),
                     [&](const Any& option) { return IsSame(option, value); });
    if (found == variable.options.end()) return false;
    value = *found;
  }
  if (variable.on_set) {
    absl::Status status = variable.on_set(context, value);
    if (!status.ok()) return status;
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  variable.value = std::move(value);
  return true;
}

}  // namespace noodles
