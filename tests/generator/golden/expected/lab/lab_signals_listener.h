// LabSignalsListener: receives these signals with typed arguments.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
//
// Thread-safety: one Dispatch at a time calls a listener.
#ifndef LAB_LAB_SIGNALS_LISTENER_H_
#define LAB_LAB_SIGNALS_LISTENER_H_

#include <optional>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lab/measuring.h"
#include "noodles/cbor/any.h"
#include "noodles/protocol/ids.h"

namespace lab {

// What a lab tells.
//
// The functions are pure virtual: a new signal in the specification breaks the
// build of every listener. LabSignalsListenerBase ignores all signals.
class LabSignalsListener {
 public:
  virtual ~LabSignalsListener() = default;

  // Something was measured.
  virtual void OnMeasured(Sample sample,
                          std::optional<noodles::EntityID> by) = 0;

  virtual void OnClosed() = 0;

  // One of these signals was received with arguments of other types; `error`
  // names the argument.
  virtual void OnInvalidSignal(std::string_view signal,
                               const absl::Status& error) = 0;
};

// Ignores all of these signals; the base of listeners that want a few only.
class LabSignalsListenerBase : public LabSignalsListener {
 public:
  void OnMeasured(Sample, std::optional<noodles::EntityID>) override {}
  void OnClosed() override {}
  void OnInvalidSignal(std::string_view, const absl::Status&) override {}
};

// Calls the function of `listener` for `signal` with `arguments`. Returns
// false, and calls nothing, if the signal is none of LabSignals.
bool Dispatch(std::string_view signal,
              const std::vector<noodles::cbor::Any>& arguments,
              LabSignalsListener& listener);

}  // namespace lab

#endif  // LAB_LAB_SIGNALS_LISTENER_H_
