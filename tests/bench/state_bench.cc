// Measures the document: seconds for each operation, without a client and with
// one in memory that is never slow. The names are state/operation/client;
// run.py compares them with the targets.
#include <benchmark/benchmark.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench/sink_client.h"
#include "noodles/server.h"
#include "noodles/server/operation/server_state.h"

namespace noodles::bench {

namespace {

// The number of operations in one measurement.
constexpr uint32_t kOperations = 100'000;

Entity MakeEntity(uint32_t number) {
  Entity entity;
  entity.name = "entity " + std::to_string(number);
  entity.transform = Mat4{1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1};
  return entity;
}

EntityUpdate MakeUpdate(uint32_t number) {
  EntityUpdate update;
  update.transform = Mat4{
      1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, static_cast<float>(number), 2, 3, 1};
  return update;
}

// A new document for each measurement, with or without a client.
class Scene {
 public:
  explicit Scene(bool has_client) : server_(Options()) {
    if (!has_client) return;
    if (!server_.Start().ok()) std::abort();
    client_ =
        std::make_unique<SinkClient>(server_internal::ServerState::Of(server_));
    client_->Join();
  }

  Document& document() { return server_.document(); }

  // Creates entities and returns their identifiers.
  std::vector<EntityID> Create(uint32_t count) {
    std::vector<EntityID> ids;
    ids.reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
      ids.push_back(document().Create(MakeEntity(i)).value());
    }
    return ids;
  }

 private:
  static ServerOptions Options() {
    ServerOptions options;
    options.address = "127.0.0.1";
    options.port = 0;
    return options;
  }

  Server server_;
  std::unique_ptr<SinkClient> client_;
};

// The time of one operation, where `operations` does kOperations of them.
template <class Operations>
void Record(benchmark::State& state, Operations operations) {
  const auto begin = std::chrono::steady_clock::now();
  operations();
  const std::chrono::duration<double> elapsed =
      std::chrono::steady_clock::now() - begin;
  state.SetIterationTime(elapsed.count() / kOperations);
}

void Creates(benchmark::State& state, bool has_client, uint32_t before) {
  for ([[maybe_unused]] auto iteration : state) {
    Scene scene(has_client);
    scene.Create(before);
    std::vector<Entity> entities;
    for (uint32_t i = 0; i < kOperations; ++i) {
      entities.push_back(MakeEntity(before + i));
    }
    Record(state, [&] {
      for (Entity& entity : entities) {
        scene.document().Create(std::move(entity)).value();
      }
    });
  }
}

void Updates(benchmark::State& state, bool has_client, uint32_t before) {
  Scene scene(has_client);
  const std::vector<EntityID> ids = scene.Create(before + kOperations);
  uint32_t round = 0;
  for ([[maybe_unused]] auto iteration : state) {
    ++round;
    Record(state, [&] {
      for (uint32_t i = 0; i < kOperations; ++i) {
        scene.document().Update(ids[i], MakeUpdate(round)).IgnoreError();
      }
    });
  }
}

void Deletes(benchmark::State& state, bool has_client, uint32_t before) {
  for ([[maybe_unused]] auto iteration : state) {
    Scene scene(has_client);
    const std::vector<EntityID> ids = scene.Create(before + kOperations);
    Record(state, [&] {
      for (uint32_t i = 0; i < kOperations; ++i) {
        scene.document().Delete(ids[i]).IgnoreError();
      }
    });
  }
}

using Measure = void (*)(benchmark::State&, bool, uint32_t);

void Register(const std::string& operation, Measure measure) {
  const auto add = [&](const std::string& who, bool has_client,
                       uint32_t before) {
    benchmark::RegisterBenchmark(
        ("state/" + operation + "/" + who).c_str(),
        [=](benchmark::State& state) { measure(state, has_client, before); })
        ->UseManualTime()
        ->Iterations(5);
  };
  add("alone", false, 0);
  add("one-client", true, 0);
  // With so many existing components.
  add("beside-900k", false, 900'000);
}

}  // namespace

}  // namespace noodles::bench

int main(int argc, char** argv) {
  using namespace noodles::bench;  // NOLINT: the registrations alone
  Register("create", Creates);
  Register("update", Updates);
  Register("delete", Deletes);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
