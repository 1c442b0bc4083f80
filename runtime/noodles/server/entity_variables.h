// EntityVariables: variables of an entity that clients can read and set.
//
//   server.Implement(
//       lamp, std::make_shared<EntityVariables>(
//                 std::vector<EntityVariables::Variable>{
//                     {.key = "colour",
//                      .value = "red",
//                      .options = {"red", "green"},
//                      .on_set = [&](CallContext&, const Any& colour) {
//                        return Paint(colour);
//                      }}}));
//
// A call without a key concerns the first variable.
//
// Thread-safety: every function may be called from any thread; `on_set` runs
// during the call. Ownership: the EntityVariables own the values.
#ifndef NOODLES_SERVER_ENTITY_VARIABLES_H_
#define NOODLES_SERVER_ENTITY_VARIABLES_H_

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/cbor/any.h"
#include "noodles/interfaces/option_methods.h"

namespace noodles {

class EntityVariables : public OptionMethods {
 public:
  struct Variable {
    std::string key{};
    Any value{};
    // The values that clients may set; empty: any value.
    std::vector<Any> options{};
    // Called before the value changes; after an error the value stays.
    std::function<absl::Status(CallContext& context, const Any& value)>
        on_set{};
  };

  explicit EntityVariables(std::vector<Variable> variables)
      : variables_(std::move(variables)) {}

  // The value of a variable. Errors: InvalidArgument for an unknown key.
  absl::StatusOr<Any> Get(std::string_view key) const;

  absl::StatusOr<std::vector<std::string>> GetVarKeys(
      CallContext& context) override;
  absl::StatusOr<std::vector<Any>> GetVarOptions(
      CallContext& context, std::optional<std::string> key) override;
  absl::StatusOr<Any> GetVarValue(CallContext& context,
                                  std::optional<std::string> key) override;
  // Returns false, and changes nothing, if the value is none of the options. An
  // integer matches an option that is the same number as a float.
  absl::StatusOr<bool> SetVarValue(CallContext& context, Any value,
                                   std::optional<std::string> key) override;

 private:
  // The index of a variable; no key: the first one.
  absl::StatusOr<size_t> Find(const std::optional<std::string>& key) const;

  mutable std::mutex mutex_;  // guards the values; all else is constant
  std::vector<Variable> variables_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_ENTITY_VARIABLES_H_
