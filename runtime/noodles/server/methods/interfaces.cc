#include "noodles/server/methods/interfaces.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/calls/define_method.h"

namespace noodles::server_internal {
namespace {

// The lists of a component, or of the document.
struct Offered {
  std::vector<MethodID> methods;
  std::vector<SignalID> signals;
};

absl::StatusOr<Offered> OfferedBy(const Document& document,
                                  const CallTarget& target) {
  if (!target) return Offered{document.methods(), document.signals()};
  return std::visit(
      [&](const auto& id) -> absl::StatusOr<Offered> {
        auto component = document.Get(id);
        if (!component.ok()) return component.status();
        return Offered{std::move(component->methods_list),
                       std::move(component->signals_list)};
      },
      target->target);
}

absl::Status SetOffered(Document& document, const CallTarget& target,
                        Offered offered) {
  if (!target) {
    absl::Status status = document.SetMethods(std::move(offered.methods));
    if (!status.ok()) return status;
    return document.SetSignals(std::move(offered.signals));
  }
  return std::visit(
      [&]<ComponentKind kind>(const Id<kind>& id) {
        Document::UpdateFor<kind> update;
        update.methods_list = std::move(offered.methods);
        update.signals_list = std::move(offered.signals);
        return document.Update(id, std::move(update));
      },
      target->target);
}

// Whether one of `ids` names a component with this name.
template <class Identifier>
bool HasName(const Document& document, const std::vector<Identifier>& ids,
             std::string_view name) {
  for (const Identifier& id : ids) {
    const auto component = document.Get(id);
    if (component.ok() && component->name == name) return true;
  }
  return false;
}

// Errors: AlreadyExists where one of `ids`, the `what` list of `owner`, names a
// component with this name.
template <class Identifier>
absl::Status CheckNameIsFree(const Document& document,
                             const std::vector<Identifier>& ids,
                             const std::string& owner, std::string_view what,
                             const std::string& name) {
  if (!HasName(document, ids, name)) return absl::OkStatus();
  std::string text = owner + " has a ";
  text.append(what).append(" ").append(name).append(" already");
  return AlreadyExists(text);
}

using Functions = std::vector<std::pair<MethodID, MethodFunction>>;

// Errors: InvalidArgument for names that are empty or that two arguments have.
template <class Component>
absl::Status CheckDescription(std::string_view what,
                              const Component& description) {
  return calls_internal::CheckNames(what, description.name,
                                    description.arg_doc);
}

// Adds the methods and signals to `offered`, the lists of the component called
// `name`, and creates those components that the document has not. Returns the
// functions of the methods. Errors: AlreadyExists for a method that the lists
// have already; those of CheckDescription and of Document::Create.
absl::StatusOr<Functions> Extend(Document& document, SharedCallables& shared,
                                 const std::string& name,
                                 std::vector<MethodDefinition> methods,
                                 const std::vector<Signal>& signals,
                                 Offered& offered) {
  Functions functions;
  for (MethodDefinition& method : methods) {
    absl::Status status = CheckDescription("method", method.description);
    if (status.ok()) {
      status = CheckNameIsFree(document, offered.methods, name, "method",
                               method.description.name);
    }
    if (!status.ok()) return status;
    const absl::StatusOr<MethodID> id =
        shared.FindOrMakeMethod(document, method.description);
    if (!id.ok()) return id.status();
    functions.emplace_back(*id, std::move(method.function));
    offered.methods.push_back(*id);
  }
  for (const Signal& signal : signals) {
    absl::Status status = CheckDescription("signal", signal);
    if (!status.ok()) return status;
    if (HasName(document, offered.signals, signal.name)) continue;
    const absl::StatusOr<SignalID> id =
        shared.FindOrMakeSignal(document, signal);
    if (!id.ok()) return id.status();
    offered.signals.push_back(*id);
  }
  return functions;
}

}  // namespace

absl::StatusOr<MethodID> Interfaces::DefineMethod(Method method,
                                                  MethodFunction function) {
  absl::Status status = CheckDescription("method", method);
  if (!status.ok()) return status;
  Transaction transaction(document_);
  absl::StatusOr<MethodID> id = document_.Create(std::move(method));
  if (!id.ok()) return id;
  functions_.Set(*id, std::move(function));
  transaction.Commit();
  return id;
}

absl::Status Interfaces::AttachToDocument(MethodID id) {
  return document_.Transact([&]() -> absl::Status {
    std::vector<MethodID> methods = document_.methods();
    const std::optional<std::string> name = document_.NameOf(id);
    if (name) {
      absl::Status status =
          CheckNameIsFree(document_, methods, "the document", "method", *name);
      if (!status.ok()) return status;
    }
    methods.push_back(id);
    return document_.SetMethods(std::move(methods));
  });
}

absl::Status Interfaces::AttachToDocument(SignalID id) {
  return document_.Transact([&]() -> absl::Status {
    std::vector<SignalID> signals = document_.signals();
    const std::optional<std::string> name = document_.NameOf(id);
    if (name) {
      absl::Status status =
          CheckNameIsFree(document_, signals, "the document", "signal", *name);
      if (!status.ok()) return status;
    }
    signals.push_back(id);
    return document_.SetSignals(std::move(signals));
  });
}

absl::StatusOr<MethodID> Interfaces::AddToDocument(
    MethodDefinition definition) {
  absl::Status status = CheckDescription("method", definition.description);
  if (!status.ok()) return status;
  Transaction transaction(document_);
  absl::StatusOr<MethodID> id =
      document_.Create(std::move(definition.description));
  if (!id.ok()) return id;
  status = AttachToDocument(*id);
  if (!status.ok()) return status;
  functions_.Set(*id, std::move(definition.function));
  transaction.Commit();
  return id;
}

absl::StatusOr<SignalID> Interfaces::AddToDocument(Signal signal) {
  absl::Status status = CheckDescription("signal", signal);
  if (!status.ok()) return status;
  Transaction transaction(document_);
  absl::StatusOr<SignalID> id = document_.Create(std::move(signal));
  if (!id.ok()) return id;
  status = AttachToDocument(*id);
  if (!status.ok()) return status;
  transaction.Commit();
  return id;
}

absl::Status Interfaces::Offer(const CallTarget& target,
                               std::vector<MethodDefinition> methods,
                               const std::vector<Signal>& signals) {
  Transaction transaction(document_);
  absl::StatusOr<Offered> offered = OfferedBy(document_, target);
  if (!offered.ok()) return offered.status();
  absl::StatusOr<Functions> functions =
      Extend(document_, shared_callables_, NameOfTarget(target),
             std::move(methods), signals, *offered);
  if (!functions.ok()) return functions.status();
  absl::Status status = SetOffered(document_, target, *std::move(offered));
  if (!status.ok()) return status;
  for (auto& [id, function] : *functions) {
    functions_.SetFor(id, target, std::move(function));
  }
  transaction.Commit();
  return status;
}

absl::StatusOr<InvokeIDType> Interfaces::CreateOffering(
    OfferingComponent component, std::vector<MethodDefinition> methods,
    std::vector<Signal> signals) {
  Transaction transaction(document_);
  const auto create = [&](auto& content) -> absl::StatusOr<InvokeIDType> {
    Offered offered{content.methods_list, content.signals_list};
    absl::StatusOr<Functions> functions =
        Extend(document_, shared_callables_, "the new component",
               std::move(methods), signals, offered);
    if (!functions.ok()) return functions.status();
    content.methods_list = std::move(offered.methods);
    content.signals_list = std::move(offered.signals);
    const auto id = document_.Create(std::move(content));
    if (!id.ok()) return id.status();
    const InvokeIDType target{*id};
    for (auto& [method, function] : *functions) {
      functions_.SetFor(method, target, std::move(function));
    }
    return target;
  };
  absl::StatusOr<InvokeIDType> target = std::visit(create, component);
  if (target.ok()) transaction.Commit();
  return target;
}

absl::StatusOr<SignalID> Interfaces::FindSignal(
    std::string_view name, const CallTarget& target) const {
  for (const SignalID id : shared_callables_.SignalsNamed(name)) {
    if (document_.IsAttached(id, target)) return id;
  }
  const absl::StatusOr<Offered> offered = OfferedBy(document_, target);
  if (!offered.ok()) return offered.status();
  for (const SignalID id : offered->signals) {
    const absl::StatusOr<Signal> component = document_.Get(id);
    if (component.ok() && component->name == name) return id;
  }
  return NotFound(NameOfTarget(target) + " has no signal " + std::string(name));
}

}  // namespace noodles::server_internal
