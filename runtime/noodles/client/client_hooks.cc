#include "noodles/client/client_hooks.h"

#include <utility>

#include "noodles/base/status.h"
#include "noodles/client/mirroring/hook_lists.h"

namespace noodles {

HookNumber ClientHooks::OnChange(
    std::function<void(const MirrorChange&)> function) {
  return lists_->Add(lists_->change, std::move(function));
}

HookNumber ClientHooks::OnReset(std::function<void()> function) {
  return lists_->Add(lists_->reset, std::move(function));
}

HookNumber ClientHooks::OnDocumentChange(std::function<void()> function) {
  return lists_->Add(lists_->document, std::move(function));
}

HookNumber ClientHooks::OnReady(std::function<void()> function) {
  return lists_->Add(lists_->ready, std::move(function));
}

HookNumber ClientHooks::OnStateChange(
    std::function<void(ConnectionState, const absl::Status&)> function) {
  return lists_->Add(lists_->state, std::move(function));
}

HookNumber ClientHooks::OnOddity(
    std::function<void(const std::string&)> function) {
  return lists_->Add(lists_->oddity, std::move(function));
}

HookNumber ClientHooks::OnFrame(std::function<void(const Bytes&)> function) {
  return lists_->Add(lists_->frame, std::move(function));
}

HookNumber ClientHooks::OnFrameEnd(std::function<void()> function) {
  return lists_->Add(lists_->frame_end, std::move(function));
}

HookNumber ClientHooks::OnSignal(
    std::string_view name, std::function<void(const SignalEvent&)> function) {
  return lists_->Add(
      lists_->signal,
      {[name = std::string(name),
        function = std::move(function)](const SignalEvent& event) {
        if (name.empty() || event.name == name) function(event);
      }});
}

void ClientHooks::RemoveHook(HookNumber hook) { lists_->Remove(hook); }

void ClientHooks::ReportBadSignal(const SignalEvent& event,
                                  const absl::Status& status) {
  lists_->oddity.Call("signal " + event.name + ": " +
                      std::string(StatusMessage(status)));
}

}  // namespace noodles
