#include "lighting.h"

#include <noodles/geometry.h>

#include <memory>
#include <utility>
#include <vector>

#include "placing.h"

namespace demo {
namespace {

constexpr float kLampIntensity = 4.0f;

// Creates a light and the entity that carries it.
absl::Status AddLight(noodles::Document& document, const noodles::Light& light,
                      noodles::Entity entity) {
  const absl::StatusOr<noodles::LightID> id = document.Create(light);
  if (!id.ok()) return id.status();
  entity.lights = {*id};
  return document.Create(std::move(entity)).status();
}

// The lamp has a bulb, which clients activate.
absl::Status AddLamp(noodles::Server& server) {
  noodles::Document& document = server.document();
  const absl::StatusOr<noodles::LightID> light =
      document.Create(noodles::Light{.name = "lamplight",
                                     .color = {1.0f, 0.7f, 0.4f},
                                     .intensity = kLampIntensity,
                                     .type = noodles::PointLight{}});
  if (!light.ok()) return light.status();
  const absl::StatusOr<noodles::RenderRepresentation> bulb =
      ShowMesh(document, "lamp", noodles::Sphere({.radius = 0.07f}),
               {.color = {1.0f, 0.85f, 0.6f, 1.0f}, .glow = {1, 0.8f, 0.5f}});
  if (!bulb.ok()) return bulb.status();
  const auto shine = [light = *light](float intensity) {
    return [light, intensity](noodles::CallContext& context) {
      return context.document.Update(light, {.intensity = intensity});
    };
  };
  return server
      .CreateWith<noodles::Entity, noodles::ActivatorMethods>(
          noodles::Entity{.name = "lamp",
                          .transform = At({-1.25f, 1.7f, 0.9f}),
                          .representation = *bulb,
                          .lights = {*light}},
          std::make_shared<noodles::Activator>(
              std::vector<noodles::Activator::Choice>{
                  {"on", shine(kLampIntensity)}, {"off", shine(0)}}))
      .status();
}

}  // namespace

absl::Status AddLights(noodles::Server& server, const noodles::Vec3& spot) {
  // Directional lights and spotlights shine along the -Z axis of their entity.
  absl::Status status =
      AddLight(server.document(),
               {.name = "sunlight",
                .color = {1.0f, 0.95f, 0.85f},
                .type = noodles::DirectionalLight{}},
               {.name = "sun", .transform = TurnedAboutX(-0.18f * kFullTurn)});
  if (!status.ok()) return status;
  noodles::Mat4 downwards = TurnedAboutX(-kFullTurn / 4);
  downwards[12] = spot[0];
  downwards[13] = spot[1] + 2.4f;
  downwards[14] = spot[2];
  status = AddLight(server.document(),
                    {.name = "spotlight",
                     .color = {0.7f, 0.85f, 1.0f},
                     .intensity = 6.0f,
                     .type = noodles::SpotLight{.inner_cone_angle_rad = 0.3f,
                                                .outer_cone_angle_rad = 0.5f}},
                    {.name = "spot", .transform = downwards});
  return status.ok() ? AddLamp(server) : status;
}

}  // namespace demo
