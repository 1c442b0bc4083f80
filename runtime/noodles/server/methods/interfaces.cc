#include "noodles/server/methods/interfaces.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/calls/define_method.h"

namespace noodles::server_internal {

// The lists of a component, or of the document.
struct Interfaces::Offered {
  std::vector<MethodID> methods;
  std::vector<SignalID> signals;

  static absl::StatusOr<Offered> By(const Document& document,
                                    const CallTarget& target);
  static absl::Status Set(Document& document, const CallTarget& target,
                          Offered offered);
};

absl::StatusOr<Interfaces::Offered> Interfaces::Offered::By(
    const Document& document, const CallTarget& target) {
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

absl::Status Interfaces::Offered::Set(Document& document,
                                      const CallTarget& target,
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

namespace {

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

// Errors: InvalidArgument for names that are empty or that two arguments have.
template <class Component>
absl::Status CheckDescription(std::string_view what,
                              const Component& description) {
  return calls_internal::CheckNames(what, description.name,
                                    description.arg_doc);
}

}  // namespace

// ---------------------------------------------------------------------
// adopting

void Interfaces::AdoptAll() {
  const std::vector<MethodID> methods = document_.List<Method>();
  const std::vector<SignalID> signals = document_.List<Signal>();
  Transaction transaction(document_);
  for (const MethodID id : methods) {
    const absl::StatusOr<Method> method = document_.Get(id);
    if (method.ok()) shared_callables_.Know(id, method->name);
  }
  for (const SignalID id : signals) {
    const absl::StatusOr<Signal> signal = document_.Get(id);
    if (signal.ok()) shared_callables_.Know(id, signal->name);
  }
  transaction.Commit();
  const std::lock_guard<std::mutex> lock(mutex_);
  earlier_methods_ = {methods.begin(), methods.end()};
  earlier_signals_ = {signals.begin(), signals.end()};
}

bool Interfaces::MayBeAdopted(MethodID id, const CallTarget& target) const {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!earlier_methods_.contains(id)) return false;
  }
  return functions_.Find(id, target) == nullptr;
}

std::optional<MethodID> Interfaces::Adopt(const Method& description,
                                          const CallTarget& target,
                                          std::vector<MethodID>& ids) {
  for (size_t i = 0; i < ids.size(); ++i) {
    const MethodID id = ids[i];
    const absl::StatusOr<Method> method = document_.Get(id);
    const bool is_it = method.ok() && method->name == description.name &&
                       MayBeAdopted(id, target);
    if (!is_it) continue;
    if (*method == description) return id;
    ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(i));
    return std::nullopt;
  }
  return std::nullopt;
}

std::optional<MethodID> Interfaces::AdoptUnattached(const Method& description) {
  const std::vector<MethodID> attached = document_.methods();
  for (const MethodID id : document_.List<Method>()) {
    const absl::StatusOr<Method> method = document_.Get(id);
    const bool is_it =
        method.ok() && *method == description && MayBeAdopted(id, {}) &&
        std::find(attached.begin(), attached.end(), id) == attached.end();
    if (is_it) return id;
  }
  return std::nullopt;
}

// ---------------------------------------------------------------------
// offering

absl::StatusOr<Interfaces::Functions> Interfaces::Extend(
    const std::string& name, const CallTarget& target,
    std::vector<MethodDefinition> methods, const std::vector<Signal>& signals,
    Offered& offered) {
  Functions functions;
  for (MethodDefinition& method : methods) {
    absl::Status status = CheckDescription("method", method.description);
    if (!status.ok()) return status;
    if (const std::optional<MethodID> adopted =
            Adopt(method.description, target, offered.methods)) {
      functions.emplace_back(*adopted, std::move(method.function));
      continue;
    }
    status = CheckNameIsFree(document_, offered.methods, name, "method",
                             method.description.name);
    if (!status.ok()) return status;
    const absl::StatusOr<MethodID> id =
        shared_callables_.FindOrMakeMethod(document_, method.description);
    if (!id.ok()) return id.status();
    functions.emplace_back(*id, std::move(method.function));
    offered.methods.push_back(*id);
  }
  for (const Signal& signal : signals) {
    absl::Status status = CheckDescription("signal", signal);
    if (!status.ok()) return status;
    if (HasName(document_, offered.signals, signal.name)) continue;
    const absl::StatusOr<SignalID> id =
        shared_callables_.FindOrMakeSignal(document_, signal);
    if (!id.ok()) return id.status();
    offered.signals.push_back(*id);
  }
  return functions;
}

absl::StatusOr<MethodID> Interfaces::DefineMethod(Method method,
                                                  MethodFunction function) {
  absl::Status status = CheckDescription("method", method);
  if (!status.ok()) return status;
  Transaction transaction(document_);
  absl::StatusOr<MethodID> id;
  if (const std::optional<MethodID> adopted = AdoptUnattached(method)) {
    id = *adopted;
  } else {
    id = document_.Create(std::move(method));
  }
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
  std::vector<MethodID> methods = document_.methods();
  const size_t count = methods.size();
  absl::StatusOr<MethodID> id;
  if (const std::optional<MethodID> adopted =
          Adopt(definition.description, std::nullopt, methods)) {
    id = *adopted;
  } else {
    // Without a former method of this name and another description.
    if (methods.size() != count) {
      status = document_.SetMethods(std::move(methods));
      if (!status.ok()) return status;
    }
    id = document_.Create(std::move(definition.description));
    if (!id.ok()) return id;
    status = AttachToDocument(*id);
    if (!status.ok()) return status;
  }
  functions_.Set(*id, std::move(definition.function));
  transaction.Commit();
  return id;
}

absl::StatusOr<SignalID> Interfaces::AddToDocument(Signal signal) {
  absl::Status status = CheckDescription("signal", signal);
  if (!status.ok()) return status;
  Transaction transaction(document_);
  for (const SignalID id : document_.signals()) {
    const absl::StatusOr<Signal> former = document_.Get(id);
    if (!former.ok() || *former != signal) continue;
    const std::lock_guard<std::mutex> lock(mutex_);
    // Once, so that a second signal of this name is an error.
    if (earlier_signals_.erase(id) != 0) return id;
  }
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
  absl::StatusOr<Offered> offered = Offered::By(document_, target);
  if (!offered.ok()) return offered.status();
  absl::StatusOr<Functions> functions = Extend(
      NameOfTarget(target), target, std::move(methods), signals, *offered);
  if (!functions.ok()) return functions.status();
  absl::Status status = Offered::Set(document_, target, *std::move(offered));
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
  // No method has a function for it, and it has none of an earlier run.
  const CallTarget new_target = InvokeIDType{EntityID{}};
  Transaction transaction(document_);
  const auto create = [&](auto& content) -> absl::StatusOr<InvokeIDType> {
    Offered offered{content.methods_list, content.signals_list};
    absl::StatusOr<Functions> functions = Extend(
        "the new component", new_target, std::move(methods), signals, offered);
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
  const absl::StatusOr<Offered> offered = Offered::By(document_, target);
  if (!offered.ok()) return offered.status();
  for (const SignalID id : offered->signals) {
    const absl::StatusOr<Signal> component = document_.Get(id);
    if (component.ok() && component->name == name) return id;
  }
  return NotFound(NameOfTarget(target) + " has no signal " + std::string(name));
}

}  // namespace noodles::server_internal
