#include "noodles/client/client.h"

#include <thread>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/client/connection/client_state.h"

namespace noodles {

Client::Client(ClientOptions options)
    : Client(
          std::make_shared<client_internal::ClientState>(std::move(options))) {}

Client::Client(std::shared_ptr<client_internal::ClientState> state)
    : ClientHooks(state->hooks), state_(std::move(state)) {
  if (state_->options.has_own_thread) state_->loop->StartThread().IgnoreError();
}

Client::~Client() { state_->Stop(); }

// ---- The connection

absl::Status Client::Connect(std::string_view url) {
  return state_->Connect(url);
}

absl::Status Client::WaitUntilReady(std::chrono::milliseconds limit) {
  return state_->WaitUntilReady(limit);
}

void Client::Disconnect() { state_->Disconnect(); }

ConnectionState Client::state() const { return state_->state(); }

absl::Status Client::last_error() const { return state_->last_error(); }

void Client::Poll() { RunFor(std::chrono::milliseconds(0)); }

void Client::RunFor(std::chrono::milliseconds limit) {
  if (has_own_thread()) {
    std::this_thread::sleep_for(limit);
  } else {
    state_->loop->RunFor(limit);
  }
}

bool Client::RunUntil(const std::function<bool()>& is_done,
                      std::chrono::milliseconds limit) {
  return state_->loop->RunUntil(is_done, limit);
}

bool Client::has_own_thread() const { return state_->options.has_own_thread; }

// ---- The document

const Mirror& Client::mirror() const { return state_->mirror; }

// ---- Delegates

void Client::SetDelegateFactory(ComponentKind kind, std::string_view name,
                                DelegateFactory factory) {
  state_->delegates.SetFactory(kind, name, std::move(factory));
  state_->loop->Post([state = state_, kind] {
    for (const auto& [ref, component] : state->mirror.AllOf(kind)) {
      state->delegates.Make(ref, component.get());
    }
  });
}

absl::Status Client::Attach(ComponentRef ref,
                            std::shared_ptr<Delegate> delegate) {
  if (!state_->mirror.FindRef(ref)) {
    return NotFound(noodles::ToString(ref) + " is not there");
  }
  state_->delegates.Attach(ref, std::move(delegate));
  return absl::OkStatus();
}

std::shared_ptr<Delegate> Client::delegate(ComponentRef ref) const {
  return state_->delegates.Find(ref);
}

// ---- Calls

CallNumber Client::Invoke(MethodID method, std::vector<Any> arguments,
                          CallOptions options, Done done) {
  return state_->Invoke(method, std::move(arguments), std::move(options),
                        std::move(done));
}

CallNumber Client::Invoke(std::string_view method, std::vector<Any> arguments,
                          CallOptions options, Done done) {
  const absl::StatusOr<MethodID> id =
      state_->FindMethod(method, options.target);
  if (!id.ok()) return state_->FailInvoke(id.status(), done);
  return Invoke(*id, std::move(arguments), std::move(options), std::move(done));
}

bool Client::Cancel(CallNumber call) {
  return state_->calls.Fail(call, Cancelled("the call was given up"));
}

namespace {

// A future, and a function that sets its value.
std::pair<std::future<absl::StatusOr<Any>>, Caller::Done> MakeFuture() {
  auto promise = std::make_shared<std::promise<absl::StatusOr<Any>>>();
  std::future<absl::StatusOr<Any>> future = promise->get_future();
  return {std::move(future), [promise](absl::StatusOr<Any> result) {
            promise->set_value(std::move(result));
          }};
}

}  // namespace

std::future<absl::StatusOr<Any>> Client::Call(std::string_view method,
                                              std::vector<Any> arguments,
                                              CallOptions options) {
  auto [future, done] = MakeFuture();
  Invoke(method, std::move(arguments), std::move(options), std::move(done));
  return std::move(future);
}

std::future<absl::StatusOr<Any>> Client::Call(MethodID method,
                                              std::vector<Any> arguments,
                                              CallOptions options) {
  auto [future, done] = MakeFuture();
  Invoke(method, std::move(arguments), std::move(options), std::move(done));
  return std::move(future);
}

void Client::Call(std::string_view method,
                  const std::optional<InvokeIDType>& target,
                  std::vector<Any> arguments, Done done) {
  Invoke(method, std::move(arguments), {.target = target, .timeout = {}},
         std::move(done));
}

absl::Status Client::Send(MethodID method, std::vector<Any> arguments,
                          const std::optional<InvokeIDType>& target) {
  return state_->Send({.method = method,
                       .context = target,
                       .invoke_id = std::nullopt,
                       .args = std::move(arguments)});
}

size_t Client::pending_calls() const { return state_->calls.count(); }

}  // namespace noodles
