// Serves a simulation that runs beside the server: balls in a bowl, moved 60
// times a second by a separate thread. Clients receive all balls of one step
// together.
//
//   live_simulation [--port N] ...    (--help lists all options)
#include <noodles/geometry.h>
#include <noodles/server.h>

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
constexpr size_t kBalls = 24;

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

absl::StatusOr<std::vector<Ball>> MakeBalls(noodles::Document& document) {
  const absl::StatusOr<noodles::GeometryID> sphere =
      noodles::AddGeometry(document, noodles::Sphere({.radius = 0.08f}));
  if (!sphere.ok()) return sphere.status();
  std::vector<Ball> balls;
  for (size_t i = 0; i < kBalls; ++i) {
    const float part = static_cast<float>(i) / kBalls;
    const float angle = 6.2831853f * part;
    Ball ball;
    ball.position = {std::cos(angle), 0, std::sin(angle)};
    ball.velocity = {-std::sin(angle) * part, 0, std::cos(angle) * part};
    noodles::Entity entity;
    entity.name = "ball " + std::to_string(i);
    entity.representation = noodles::RenderRepresentation{.mesh = *sphere};
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
  absl::StatusOr<std::vector<Ball>> balls = MakeBalls(server.document());
  if (!balls.ok()) {
    std::cerr << balls.status() << "\n";
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
