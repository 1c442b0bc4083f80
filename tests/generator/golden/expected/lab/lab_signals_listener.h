// LabSignalsListener: takes these signals, typed.
//
// Generated from lab.cddl, lab.bindings.toml; changes belong there.
//
// Thread-safety: a listener is called by one Dispatch at a time.
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
// build where it must be thought about. LabSignalsListenerBase does nothing.
class LabSignalsListener {
 public:
  virtual ~LabSignalsListener() = default;

  // Something was measured.
  virtual void OnMeasured(Sample sample,
                          std::optional<noodles::EntityID> by) = 0;

  virtual void OnClosed() = 0;

  // One of these signals came with arguments of other types; `error` names the
  // argument.
  virtual void OnInvalidSignal(std::string_view signal,
                               const absl::Status& error) = 0;
};

// Ignores all of these signals, for those who want a few only.
class LabSignalsListenerBase : public LabSignalsListener {
 public:
  void OnMeasured(Sample, std::optional<noodles::EntityID>) override {}
  void OnClosed() override {}
  void OnInvalidSignal(std::string_view, const absl::Status&) override {}
};

// Calls the function of `listener` that takes `signal`, with the arguments that
// came with it. False where the signal is none of LabSignals; nothing is called
// then.
bool Dispatch(std::string_view signal,
              const std::vector<noodles::cbor::Any>& arguments,
              LabSignalsListener& listener);

}  // namespace lab

#endif  // LAB_LAB_SIGNALS_LISTENER_H_
