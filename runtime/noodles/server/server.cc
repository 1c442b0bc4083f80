#include "noodles/server/server.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "noodles/server/operation/server_state.h"
#include "noodles/server/operation/termination.h"

namespace noodles {
namespace {

// How long the destructor waits for a method, beyond stop_limit, after Run was
// ended by a signal.
constexpr std::chrono::milliseconds kMaxEndGrace{500};

}  // namespace

Server::Server() : Server(ServerOptions{}) {}

Server::Server(ServerOptions options)
    : state_(std::make_shared<server_internal::ServerState>(
          *this, std::move(options))) {}

Server::~Server() {
  Stop();
  const std::chrono::steady_clock::time_point never =
      std::chrono::steady_clock::time_point::max();
  const int signal = state_->termination_signal();
  if (signal != 0) {
    // The program was asked to end, and nothing may be destroyed that the
    // method uses.
    const auto grace = std::min(state_->stop_limit(), kMaxEndGrace);
    if (!state_->AwaitMethods(std::chrono::steady_clock::now() + grace)) {
      server_internal::EndProcessBy(signal);
    }
  }
  state_->AwaitMethods(never);
}

Document& Server::document() { return state_->document(); }
const Document& Server::document() const { return state_->document(); }

AssetServer& Server::assets() { return state_->assets(); }

absl::StatusOr<bool> Server::Resume() { return state_->Resume(); }

absl::StatusOr<bool> Server::Keep(const std::string& name, Keeper keeper) {
  return state_->Keep(name, std::move(keeper));
}

bool Server::is_kept() const { return state_->journal().is_recording(); }

absl::Status Server::persistence_status() const {
  return state_->journal().status();
}

absl::Status Server::Serve(std::string path, HttpFunction function,
                           HttpAccess access) {
  return state_->served_routes().Add({.path = std::move(path),
                                      .function = std::move(function),
                                      .access = access});
}

absl::StatusOr<MethodID> Server::DefineMethod(Method method,
                                              MethodFunction function) {
  return state_->interfaces().DefineMethod(std::move(method),
                                           std::move(function));
}

absl::StatusOr<MethodID> Server::AddMethodOfDocument(
    MethodDefinition definition) {
  return state_->interfaces().AddToDocument(std::move(definition));
}

absl::StatusOr<SignalID> Server::AddSignalOfDocument(
    Signal signal, const ArgumentList& arguments,
    std::vector<std::string> hints) {
  if (hints.empty()) hints.assign(arguments.texts().size(), "noo::any");
  const absl::StatusOr<std::vector<ArgumentTexts>> texts =
      calls_internal::CheckedArguments("signal " + signal.name,
                                       arguments.texts(), hints.size());
  if (!texts.ok()) return texts.status();
  signal.arg_doc = calls_internal::DescribeArguments(*texts, hints);
  return state_->interfaces().AddToDocument(std::move(signal));
}

absl::Status Server::AttachMethod(MethodID id) {
  return state_->interfaces().AttachToDocument(id);
}

absl::Status Server::AttachSignal(SignalID id) {
  return state_->interfaces().AttachToDocument(id);
}

absl::Status Server::Offer(const std::optional<InvokeIDType>& target,
                           std::vector<MethodDefinition> methods,
                           const std::vector<Signal>& signals) {
  return state_->interfaces().Offer(target, std::move(methods), signals);
}

absl::StatusOr<InvokeIDType> Server::CreateOffering(
    OfferingComponent component, std::vector<MethodDefinition> methods,
    std::vector<Signal> signals) {
  return state_->interfaces().CreateOffering(
      std::move(component), std::move(methods), std::move(signals));
}

absl::Status Server::EmitByName(std::string_view signal,
                                const std::optional<InvokeIDType>& target,
                                std::vector<Any> arguments,
                                const SignalAudience& audience) {
  const absl::StatusOr<SignalID> id =
      state_->interfaces().FindSignal(signal, target);
  if (!id.ok()) return id.status();
  return Emit(*id, std::move(arguments), target, audience);
}

absl::Status Server::Emit(
    SignalID signal, std::vector<Any> arguments,
    const std::optional<InvokeIDType>& context,
    const std::optional<std::vector<ClientNumber>>& clients) {
  return state_->signals().Send(signal, context, std::move(arguments), clients);
}

absl::Status Server::Start() { return state_->Start(state_); }
uint16_t Server::port() const { return state_->network().port(); }
void Server::Stop() {
  // A runner may destroy the server as soon as it is woken.
  const std::shared_ptr<server_internal::ServerState> state = state_;
  state->Stop();
}
absl::Status Server::ReloadTls() { return state_->network().ReloadTls(); }

absl::Status Server::Run(const std::function<void()>& when_ready) {
  server_internal::TerminationSignals signals;
  state_->set_termination_signal(0);
  state_->SetRunner([&signals] { signals.Wake(); });
  absl::Status status = Start();
  if (status.ok()) {
    if (when_ready) when_ready();
    const int signal = signals.Wait();
    state_->set_termination_signal(signal);
    if (signal != 0) state_->TellStop(signal);
  }
  state_->SetRunner(nullptr);
  if (status.ok()) Stop();
  return status;
}

Periodic Server::Every(std::chrono::nanoseconds interval,
                       std::function<void()> function) {
  return Periodic(state_->periodic_functions().Add(
      std::max<std::chrono::nanoseconds>(interval,
                                         std::chrono::milliseconds(1)),
      std::move(function)));
}

std::vector<ClientInformation> Server::clients() const {
  return state_->clients().information();
}

bool Server::IsConnected(ClientNumber client) const {
  return state_->clients().Contains(client);
}

ClientWatch Server::WatchClients(ClientEvents events) {
  return state_->client_watches().Add(std::move(events));
}

ServerCounters Server::counters() const { return state_->counters(); }

}  // namespace noodles
