// Entities with behaviour: a lamp that clients can move, switch and paint, and
// that answers where its light is brightest.
#include <noodles/server.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/server_flags.h"

namespace {

using noodles::CallContext;

// An interface of the specification is an abstract class; its virtual functions
// are the methods.
class Brightness : public noodles::ProbeMethods {
 public:
  absl::StatusOr<noodles::ProbeResult> At(CallContext&,
                                          noodles::Vec3 position) override {
    position[1] = 0;  // It is brightest on the floor.
    return noodles::ProbeResult{"brightest here", position};
  }
};

auto Show(bool is_visible) {
  return [is_visible](CallContext& context) {
    return context.document.Update(
        *context.entity(), noodles::EntityUpdate{.visible = is_visible});
  };
}

absl::Status SetText(CallContext& context, const noodles::Any& text) {
  noodles::EntityUpdate update;
  update.representation =
      noodles::TextRepresentation{.txt = std::string(*text.AsText())};
  return context.document.Update(*context.entity(), update);
}

}  // namespace

int main(int count, char** arguments) {
  examples::ServerFlags flags;
  if (const auto exit_code = examples::ParseFlags(
          "Serves a lamp that clients move, switch and choose the text of.",
          count, arguments, flags)) {
    return *exit_code;
  }
  noodles::Server server(flags.server);
  // With --journal, the lamp of an earlier run; it has the place, the state and
  // the text that it had.
  const absl::StatusOr<bool> resumed = server.Resume();
  if (!resumed.ok()) return examples::Serve(server, flags, resumed.status());
  const std::optional<noodles::EntityID> found =
      server.document().FindByName<noodles::Entity>("lamp");
  const noodles::EntityID lamp =
      found ? *found
            : server.document()
                  .Create(noodles::Entity{
                      .name = "lamp",
                      .representation =
                          noodles::TextRepresentation{.txt = "warm"}})
                  .value();

  // Handles noo::set_position and the other methods of movable entities, by
  // updating the transform.
  absl::Status status =
      server.Implement(lamp, std::make_shared<noodles::Movable>());
  status.Update(server.Implement(
      lamp, std::make_shared<noodles::Activator>(
                std::vector<noodles::Activator::Choice>{
                    {"on", Show(true)}, {"off", Show(false)}})));
  const auto variables = std::make_shared<noodles::EntityVariables>(
      std::vector<noodles::EntityVariables::Variable>{
          {.key = "light",
           .value = "warm",
           .options = {"warm", "cold"},
           .on_set = SetText}});
  // Values are state beside the document, which needs a keeper.
  status.Update(
      noodles::KeepVariables(server, "lamp's variables", variables).status());
  status.Update(server.Implement(lamp, variables));
  status.Update(server.Implement(lamp, std::make_shared<Brightness>()));

  return examples::Serve(server, flags, status);
}
