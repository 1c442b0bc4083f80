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
// KeepVariables keeps the values over a restart of the server.
//
// Thread-safety: every function may be called from any thread; `on_set` runs
// during the call. Ownership: the EntityVariables own the values.
#ifndef NOODLES_SERVER_ENTITY_VARIABLES_H_
#define NOODLES_SERVER_ENTITY_VARIABLES_H_

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/cbor/any.h"
#include "noodles/interfaces/option_methods.h"

namespace noodles {

class Server;

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

  friend absl::StatusOr<bool> KeepVariables(
      Server& server, const std::string& name,
      const std::shared_ptr<EntityVariables>& variables);
  Bytes SaveState() const;
  absl::Status LoadState(const Bytes& state);

  mutable std::mutex mutex_;  // guards the values; all else is constant
  std::vector<Variable> variables_;
  // Writes the values down, where they are kept.
  std::function<void()> record_;
};

// Keeps the values as the state `name` of a server that keeps its document, and
// sets those of an earlier run, without calling `on_set`. A value that is no
// longer one of the options, or whose key there is no longer, is left out.
// Called before clients can set the variables. Returns whether there were
// values of an earlier run. The server must outlive the variables. Errors:
// those of Server::Keep.
absl::StatusOr<bool> KeepVariables(
    Server& server, const std::string& name,
    const std::shared_ptr<EntityVariables>& variables);

}  // namespace noodles

#endif  // NOODLES_SERVER_ENTITY_VARIABLES_H_
