// A surface of 4,096 points that a simulation moves 200 times a second, sent at
// most 30 times a second: the positions and normals alone.
//
//   live_surface [PORT]
#include <noodles/geometry.h>
#include <noodles/server.h>
#include <noodles/viewer.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

namespace {

constexpr size_t kSide = 64;
constexpr auto kStep = std::chrono::milliseconds(5);

// A wave that runs outwards.
class Wave {
 public:
  explicit Wave(const noodles::Mesh& mesh)
      : points_(mesh.positions), normals_(mesh.normals) {}

  void Step() {
    seconds_ += std::chrono::duration<float>(kStep).count();
    for (size_t i = 0; i < points_.size(); ++i) {
      noodles::Vec3& point = points_[i];
      const float radius = std::hypot(point[0], point[2]) + 0.01f;
      const float phase = 12 * radius - 4 * seconds_;
      point[1] = 0.05f * std::sin(phase);
      const float slope = 0.6f * std::cos(phase);
      normals_[i] = noodles::vector::Normalize(
          {-slope * point[0] / radius, 1, -slope * point[2] / radius});
    }
  }

  const std::vector<noodles::Vec3>& points() const { return points_; }
  const std::vector<noodles::Vec3>& normals() const { return normals_; }

 private:
  float seconds_ = 0;
  std::vector<noodles::Vec3> points_;
  std::vector<noodles::Vec3> normals_;
};

void Simulate(const std::stop_token& stop, noodles::LiveMesh& surface,
              Wave wave) {
  auto next = std::chrono::steady_clock::now();
  while (!stop.stop_requested()) {
    wave.Step();
    const absl::Status status =
        surface.Update({.positions = wave.points(), .normals = wave.normals()});
    if (!status.ok()) std::cerr << status << std::endl;
    std::this_thread::sleep_until(next += kStep);
  }
}

}  // namespace

int main(int count, char** arguments) {
  noodles::ServerOptions options;
  if (count > 1) options.port = static_cast<uint16_t>(std::atoi(arguments[1]));
  options.http_routes = {noodles::ViewerRoute()};
  noodles::Server server(options);

  noodles::Mesh flat = noodles::HeightField(std::vector<float>(kSide * kSide),
                                            {kSide, kSide}, {.size = {2, 2}})
                           .value();
  flat.colors.clear();  // The material has one.
  noodles::LiveMeshOptions live{.name = "surface",
                                .max_updates_per_second = 30};
  live.material.double_sided = true;
  const std::unique_ptr<noodles::LiveMesh> surface =
      noodles::LiveMesh::Create(server.document(), flat, live,
                                noodles::Entity{.name = "surface"})
          .value();

  // Declared behind the surface and the server: it ends before they do.
  const std::jthread simulation([&](const std::stop_token& stop) {
    Simulate(stop, *surface, Wave(flat));
  });
  const absl::Status status = server.Run([&server] {
    std::cout << "open http://localhost:" << server.port() << "/" << std::endl;
  });
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
