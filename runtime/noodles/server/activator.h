// An entity or plot that clients can activate, in one way or in several.
//
//   server.Implement(lamp, std::make_shared<Activator>(
//       std::vector<Activator::Choice>{{"on", SwitchOn}, {"off", SwitchOff}}));
//
// Clients name a choice or give its index; without either, the first choice is
// meant.
//
// Thread-safety: that of the functions. Ownership: an Activator owns its
// functions.
#ifndef NOODLES_SERVER_ACTIVATOR_H_
#define NOODLES_SERVER_ACTIVATOR_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/interfaces/activator_methods.h"

namespace noodles {

class Activator : public ActivatorMethods {
 public:
  struct Choice {
    std::string name;
    std::function<absl::Status(CallContext& context)> function;
  };

  explicit Activator(std::vector<Choice> choices)
      : choices_(std::move(choices)) {}

  // Errors: those of the function; -32602 where there is no such choice.
  absl::Status Activate(
      CallContext& context,
      std::optional<std::variant<std::string, int64_t>> choice) override;
  absl::StatusOr<std::vector<std::string>> GetActivationChoices(
      CallContext& context) override;

 private:
  const std::vector<Choice> choices_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_ACTIVATOR_H_
