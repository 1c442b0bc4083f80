// Helpers of the tests of generated interfaces: a table of methods, a context,
// and fakes of a client and a server.
#ifndef NOODLES_TESTS_INTERFACES_INTERFACE_TESTING_H_
#define NOODLES_TESTS_INTERFACES_INTERFACE_TESTING_H_

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "noodles/base/status.h"
#include "noodles/calls/call_context.h"
#include "noodles/calls/caller.h"
#include "noodles/calls/method.h"
#include "noodles/calls/signal_emitter.h"
#include "noodles/codec.h"

namespace noodles {

// The result of a method: "OK", "OK: <value>", or code and message.
inline std::string Text(const absl::Status& status) {
  return status.ok() ? "OK" : status.ToString();
}

// Calls methods as a server does. The implementations of these tests use
// neither server nor document, so there is none.
class MethodTable {
 public:
  explicit MethodTable(std::vector<MethodDefinition> methods)
      : methods_(std::move(methods)) {}

  const MethodDefinition& Find(std::string_view name) const {
    for (const MethodDefinition& method : methods_) {
      if (method.description.name == name) return method;
    }
    ADD_FAILURE() << "no method " << name;
    return methods_.front();
  }

  absl::StatusOr<Any> Call(std::string_view name,
                           const std::vector<Any>& arguments) const {
    // Not used; the references need an object.
    alignas(16) static char nothing[16];
    CallContext context{.emitter = reinterpret_cast<SignalEmitter&>(nothing),
                        .document = reinterpret_cast<Document&>(nothing),
                        .method = {0, 0},
                        .target = std::nullopt,
                        .client_name = "test"};
    MethodResult result = Find(name).function(context, arguments);
    const Answer* answer = result.answer();
    if (answer == nullptr) return Unimplemented("answered later");
    if (!answer->ok()) return answer->status();
    if (const auto* item = std::get_if<EncodedItem>(&**answer)) {
      return Decode<Any>(item->bytes);
    }
    return std::get<Any>(**answer);
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const MethodDefinition& method : methods_) {
      names.push_back(method.description.name);
    }
    return names;
  }

 private:
  std::vector<MethodDefinition> methods_;
};

// A Caller that answers from a MethodTable, or with a given answer.
class FakeCaller : public Caller {
 public:
  void Call(std::string_view method, const std::optional<InvokeIDType>& target,
            std::vector<Any> arguments, Done done) override {
    calls.push_back({std::string(method), target, std::move(arguments)});
    waiting.push_back(std::move(done));
    if (answer) {
      waiting.back()(*answer);
      waiting.pop_back();
    }
  }

  struct Record {
    std::string method;
    std::optional<InvokeIDType> target;
    std::vector<Any> arguments;
  };
  std::vector<Record> calls;
  // If set, calls are answered immediately; otherwise they are kept in
  // `waiting`.
  std::optional<absl::StatusOr<Any>> answer;
  std::vector<Done> waiting;
};

class FakeEmitter : public SignalEmitter {
 public:
  absl::Status EmitByName(std::string_view signal,
                          const std::optional<InvokeIDType>& target,
                          std::vector<Any> arguments,
                          const SignalAudience& audience) override {
    signals.push_back(
        {std::string(signal), target, std::move(arguments), audience});
    return result;
  }

  struct Record {
    std::string signal;
    std::optional<InvokeIDType> target;
    std::vector<Any> arguments;
    SignalAudience audience;
  };
  std::vector<Record> signals;
  absl::Status result;
};

}  // namespace noodles

#endif  // NOODLES_TESTS_INTERFACES_INTERFACE_TESTING_H_
