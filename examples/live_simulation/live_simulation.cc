// Serves a simulation that runs beside the server: balls in a bowl, moved 60
// times a second by a separate thread. Clients receive all balls of one step
// together.
//
//   live_simulation [--port N] ...    (--help lists all options)
#include <noodles/geometry.h>
#include <noodles/server.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "common/server_flags.h"

namespace {

using noodles::Vec3;

constexpr auto kStep = std::chrono::microseconds(16667);
constexpr float kSeconds = 1.0f / 60.0f;
constexpr float kGravity = 9.81f;
constexpr float kBowlRadius = 2.0f;
constexpr float kBallRadius = 0.08f;
constexpr size_t kBalls = 24;
// Linear. Orzo rounds each channel to 0 or 1; these stay apart then.
constexpr std::array<noodles::RGBA, 6> kColors = {{{0.80f, 0.07f, 0.03f, 1},
                                                   {0.90f, 0.70f, 0.10f, 1},
                                                   {0.10f, 0.60f, 0.15f, 1},
                                                   {0.08f, 0.60f, 0.70f, 1},
                                                   {0.10f, 0.20f, 0.80f, 1},
                                                   {0.60f, 0.08f, 0.55f, 1}}};

struct Ball {
  noodles::EntityID entity;
  Vec3 position;
  Vec3 velocity;
};

noodles::Mat4 MovedTo(const Vec3& at) {
  return {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, at[0], at[1], at[2], 1};
}

// Moves the ball by one step; the slope accelerates it towards the middle.
void Advance(Ball& ball) {
  for (const size_t axis : {0, 2}) {
    ball.velocity[axis] -=
        kGravity * ball.position[axis] / kBowlRadius * kSeconds;
    ball.position[axis] += ball.velocity[axis] * kSeconds;
  }
  const float square =
      ball.position[0] * ball.position[0] + ball.position[2] * ball.position[2];
  ball.position[1] = square / (2 * kBowlRadius);
}

// The inner surface of the bowl below the paths of the balls.
noodles::Mesh BowlMesh() {
  constexpr size_t kRings = 16;
  constexpr float kEdge = 1.3f;  // metres from the axis
  std::vector<noodles::OutlinePoint> outline;
  outline.reserve(kRings + 1);
  // From the edge to the axis: that makes the upper side the front.
  for (size_t i = 0; i <= kRings; ++i) {
    const float part = static_cast<float>(i) / kRings;
    const float radius = kEdge * (1 - part);
    outline.push_back(
        {.radius = radius,
         .height = radius * radius / (2 * kBowlRadius) - kBallRadius,
         // Upwards and to the axis.
         .normal = {-radius / kBowlRadius, 1},
         .v = part});
  }
  return noodles::Revolve(outline, 64);
}

noodles::Material Paint(const noodles::RGBA& color) {
  return {.pbr_info = {.base_color = color, .metallic = 0, .roughness = 0.5f},
          .emissive_factor = {0, 0, 0},
          .double_sided = true};
}

absl::Status MakeBowl(noodles::Document& document) {
  const absl::StatusOr<noodles::GeometryID> bowl = noodles::AddGeometry(
      document, BowlMesh(),
      {.name = "bowl", .material = Paint({0.55f, 0.58f, 0.62f, 1})});
  if (!bowl.ok()) return bowl.status();
  return document
      .Create(noodles::Entity{
          .name = "bowl",
          .representation = noodles::RenderRepresentation{.mesh = *bowl}})
      .status();
}

absl::StatusOr<std::vector<Ball>> MakeBalls(noodles::Document& document) {
  // A sphere of each colour, which several balls share.
  std::vector<noodles::GeometryID> spheres;
  spheres.reserve(kColors.size());
  for (const noodles::RGBA& color : kColors) {
    const absl::StatusOr<noodles::GeometryID> sphere =
        noodles::AddGeometry(document, noodles::Sphere({.radius = kBallRadius}),
                             {.material = Paint(color)});
    if (!sphere.ok()) return sphere.status();
    spheres.push_back(*sphere);
  }
  std::vector<Ball> balls;
  balls.reserve(kBalls);
  for (size_t i = 0; i < kBalls; ++i) {
    const float part = static_cast<float>(i) / kBalls;
    const float angle = 6.2831853f * part;
    Ball ball;
    ball.position = {std::cos(angle), 0, std::sin(angle)};
    ball.velocity = {-std::sin(angle) * part, 0, std::cos(angle) * part};
    noodles::Entity entity;
    entity.name = "ball " + std::to_string(i);
    entity.representation =
        noodles::RenderRepresentation{.mesh = spheres[i % kColors.size()]};
    const absl::StatusOr<noodles::EntityID> id = document.Create(entity);
    if (!id.ok()) return id.status();
    ball.entity = *id;
    balls.push_back(ball);
  }
  return balls;
}

void Simulate(noodles::Document& document, std::vector<Ball> balls,
              const std::atomic<bool>& has_ended) {
  auto next = std::chrono::steady_clock::now();
  while (!has_ended) {
    for (Ball& ball : balls) Advance(ball);
    const absl::Status status = document.Transact([&]() -> absl::Status {
      for (const Ball& ball : balls) {
        noodles::EntityUpdate update;
        update.transform = MovedTo(ball.position);
        absl::Status moved = document.Update(ball.entity, update);
        if (!moved.ok()) return moved;
      }
      return absl::OkStatus();
    });
    if (!status.ok()) std::cerr << status << std::endl;
    std::this_thread::sleep_until(next += kStep);
  }
}

}  // namespace

int main(int count, char** arguments) {
  examples::ServerFlags flags;
  if (const auto exit_code = examples::ParseFlags(
          "Serves balls in a bowl, moved 60 times a second.", count, arguments,
          flags)) {
    return *exit_code;
  }
  noodles::Server server(flags.server);
  absl::Status made = examples::StartAnew(server);
  if (!made.ok()) return examples::Serve(server, flags, made);
  made = MakeBowl(server.document());
  absl::StatusOr<std::vector<Ball>> balls = MakeBalls(server.document());
  made.Update(balls.status());
  if (!made.ok()) {
    std::cerr << made << "\n";
    return 1;
  }
  std::atomic<bool> has_ended = false;
  std::thread simulation(
      [&] { Simulate(server.document(), *std::move(balls), has_ended); });
  const int exit_code = examples::Serve(server, flags);
  has_ended = true;
  simulation.join();
  return exit_code;
}
