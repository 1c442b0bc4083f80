#include "noodles/server/entity_variables.h"

#include <algorithm>
#include <cstddef>

#include "noodles/base/status.h"
#include "noodles/codec.h"
#include "noodles/journal/variables.h"
#include "noodles/journal/variables_codec.h"
#include "noodles/persistence/keeper.h"
#include "noodles/server/server.h"

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
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    variable.value = std::move(value);
  }
  // Without the lock: the document's lock comes before it.
  if (record_) record_();
  return true;
}

Bytes EntityVariables::SaveState() const {
  VariablesState state;
  const std::lock_guard<std::mutex> lock(mutex_);
  state.variables.reserve(variables_.size());
  for (const Variable& variable : variables_) {
    state.variables.push_back({variable.key, variable.value});
  }
  return Encode(state);
}

absl::Status EntityVariables::LoadState(const Bytes& bytes) {
  const absl::StatusOr<VariablesState> state = Decode<VariablesState>(bytes);
  if (!state.ok()) return state.status();
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const VariableState& kept : state->variables) {
    for (Variable& variable : variables_) {
      const bool is_option =
          variable.options.empty() ||
          std::find(variable.options.begin(), variable.options.end(),
                    kept.value) != variable.options.end();
      if (variable.key == kept.key && is_option) variable.value = kept.value;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> KeepVariables(
    Server& server, const std::string& name,
    const std::shared_ptr<EntityVariables>& variables) {
  absl::StatusOr<bool> had_values =
      server.Keep(name, {.save = [variables] { return variables->SaveState(); },
                         .load =
                             [variables](const Bytes& state) {
                               return variables->LoadState(state);
                             }});
  if (!had_values.ok() || !server.is_kept()) return had_values;
  // Not the variables themselves, which own the function.
  EntityVariables* const self = variables.get();
  self->record_ = [&document = server.document(), self, name] {
    Transaction transaction(document);
    document.Record({.name = name, .state = self->SaveState()});
    transaction.Commit();
  };
  return had_values;
}

}  // namespace noodles
