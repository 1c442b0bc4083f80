#include "noodles/server/server.h"

#include <utility>

#include "noodles/server/operation/server_state.h"
#include "noodles/server/operation/termination.h"

namespace noodles {

Server::Server(ServerOptions options)
    : state_(std::make_shared<server_internal::ServerState>(
          *this, std::move(options))) {}

Server::~Server() { Stop(); }

Document& Server::document() { return state_->document(); }
const Document& Server::document() const { return state_->document(); }

AssetServer& Server::assets() { return state_->assets(); }

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
void Server::Stop() { state_->Stop(); }
absl::Status Server::ReloadTls() { return state_->network().ReloadTls(); }

absl::Status Server::Run(const std::function<void()>& when_ready) {
  server_internal::TerminationSignals signals;
  if (absl::Status status = Start(); !status.ok()) return status;
  if (when_ready) when_ready();
  signals.Wait();
  Stop();
  return absl::OkStatus();
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
