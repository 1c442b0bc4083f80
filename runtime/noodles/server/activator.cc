#include "noodles/server/activator.h"

#include <algorithm>
#include <cstddef>

#include "noodles/base/status.h"

namespace noodles {

absl::Status Activator::Activate(
    CallContext& context,
    std::optional<std::variant<std::string, int64_t>> choice) {
  if (choice && std::holds_alternative<std::string>(*choice)) {
    const std::string& name = std::get<std::string>(*choice);
    const auto found =
        std::find_if(choices_.begin(), choices_.end(),
                     [&](const Choice& item) { return item.name == name; });
    if (found == choices_.end()) {
      return InvalidArgument("argument choice: there is no \"" + name + "\"");
    }
    return found->function(context);
  }
  const int64_t index = choice ? std::get<int64_t>(*choice) : 0;
  if (index < 0 || static_cast<uint64_t>(index) >= choices_.size()) {
    return InvalidArgument("argument choice: there is no choice " +
                           std::to_string(index) + " of " +
                           std::to_string(choices_.size()));
  }
  return choices_[static_cast<size_t>(index)].function(context);
}

absl::StatusOr<std::vector<std::string>> Activator::GetActivationChoices(
    CallContext&) {
  std::vector<std::string> names;
  for (const Choice& choice : choices_) names.push_back(choice.name);
  return names;
}

}  // namespace noodles
