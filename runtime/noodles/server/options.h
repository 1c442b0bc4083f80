// Variables of an entity that clients can look at and set.
//
//   server.Implement(lamp, std::make_shared<Options>(
//       std::vector<Options::Variable>{
//           {.key = "colour", .value = "red", .options = {"red", "green"},
//            .on_set = [&](CallContext&, const Any& colour) { ... }}}));
//
// The first variable is the one that is meant where a client names none.
//
// Thread-safety: every function may be called from any thread; on_set runs as
// part of the call. Ownership: it owns the values.
#ifndef NOODLES_SERVER_OPTIONS_H_
#define NOODLES_SERVER_OPTIONS_H_

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

class Options : public OptionMethods {
 public:
  struct Variable {
    std::string key{};
    Any value{};
    // What it can be; empty: anything.
    std::vector<Any> options{};
    // Called before the value changes; an error keeps the former one.
    std::function<absl::Status(CallContext& context, const Any& value)>
        on_set{};
  };

  explicit Options(std::vector<Variable> variables)
      : variables_(std::move(variables)) {}

  // The value of a variable. Errors: InvalidArgument for an unknown key.
  absl::StatusOr<Any> Get(std::string_view key) const;

  absl::StatusOr<std::vector<std::string>> GetVarKeys(
      CallContext& context) override;
  absl::StatusOr<std::vector<Any>> GetVarOptions(
      CallContext& context, std::optional<std::string> key) override;
  absl::StatusOr<Any> GetVarValue(CallContext& context,
                                  std::optional<std::string> key) override;
  // False, and nothing changes, if the value is none of the options. An integer
  // is the option that is the same number.
  absl::StatusOr<bool> SetVarValue(CallContext& context, Any value,
                                   std::optional<std::string> key) override;

 private:
  // The index of a variable; nothing is the first one.
  absl::StatusOr<size_t> Find(const std::optional<std::string>& key) const;

  mutable std::mutex mutex_;  // for the values; the rest stays as it is
  std::vector<Variable> variables_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_OPTIONS_H_
