// An application with its own methods: lamp.cddl specifies them, the build
// generates an abstract class, and Lamp implements the class. lamp_client.ts
// calls the methods from Node.
#include <noodles/server.h>

#include <memory>
#include <optional>
#include <string>

#include "common/server_flags.h"
#include "lamp/lamp_methods.h"
#include "lamp/lamp_signals.h"

namespace {

using namespace noodles::lamp;  // The generated code.

class Lamp : public LampMethods {
 public:
  Lamp(noodles::Server& server, noodles::EntityID entity)
      : document_(server.document()),
        entity_(entity),
        signals_(server, noodles::InvokeIDType{entity}) {}

  // The arguments have been decoded and validated. All clients receive the
  // changes and signals of this function together, before the caller gets the
  // result.
  absl::StatusOr<LampState> Set(noodles::CallContext&, LampMode mode,
                                std::optional<noodles::RGB> colour) override {
    LampState state = state_;
    state.mode = mode;
    if (colour) state.colour = *colour;
    noodles::EntityUpdate update;
    update.representation =
        noodles::TextRepresentation{.txt = std::string(ToString(mode))};
    absl::Status status = document_.Update(entity_, update);
    if (status.ok()) status = signals_.Changed(state);
    if (!status.ok()) return status;
    return state_ = state;
  }

  absl::Status Move(noodles::CallContext&, noodles::Vec3 position) override {
    noodles::EntityUpdate update;
    update.transform =
        noodles::Mat4{1, 0, 0, 0, 0,           1,           0,           0,
                      0, 0, 1, 0, position[0], position[1], position[2], 1};
    return document_.Update(entity_, update);
  }

 private:
  noodles::Document& document_;
  const noodles::EntityID entity_;
  const LampSignals signals_;
  LampState state_;
};

}  // namespace

int main(int count, char** arguments) {
  examples::ServerFlags flags;
  if (const auto exit_code = examples::ParseFlags(
          "Serves a lamp whose methods lamp.cddl describes.", count, arguments,
          flags)) {
    return *exit_code;
  }
  noodles::Server server(flags.server);
  absl::Status status = examples::StartAnew(server);
  if (!status.ok()) return examples::Serve(server, flags, status);
  const noodles::EntityID entity =
      server.document()
          .Create(noodles::Entity{
              .name = "lamp",
              .representation = noodles::TextRepresentation{.txt = "OFF"}})
          .value();
  status = server.Implement(entity, std::make_shared<Lamp>(server, entity));
  return examples::Serve(server, flags, status);
}
