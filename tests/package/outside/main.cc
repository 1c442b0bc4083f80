// Uses each installed library once, and the code that is generated for this
// project's own protocol and methods.

#include <noodles/client.h>
#include <noodles/codec.h>
#include <noodles/geometry.h>
#include <noodles/json.h>
#include <noodles/server.h>

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "acme/plants/codecs.h"
#include "acme/plants/plant_methods.h"
#include "pumps/codecs.h"
#include "valves/valve_methods.h"
#include "valves/valve_signals.h"

namespace {

class Receiver : public noodles::ServerMessageHandlerBase {
 public:
  void OnEntityCreate(noodles::MsgEntityCreate&& message) override {
    std::cout << "an entity named " << message.content.name.value_or("?")
              << "\n";
  }
};

void SendEntity() {
  noodles::Entity entity;
  entity.name = "basin";
  Receiver receiver;
  noodles::Dispatch(
      noodles::EncodeFrame(noodles::MsgEntityCreate{{0, 0}, entity}), receiver);
}

bool SendPump() {
  noodles::pumps::MsgPumpCreate created;
  created.content.name = "main pump";
  created.content.speed = 0.5f;
  const auto decoded =
      noodles::Decode<noodles::pumps::MsgPumpCreate>(noodles::Encode(created));
  if (!decoded.ok()) return false;
  std::cout << decoded->content.name << " at "
            << decoded->content.speed.value_or(0) << "\n";
  return true;
}

// A structure of types of three other specifications.
bool SendPlant() {
  acme::plants::Plant plant;
  plant.where = {1, 2, 3};
  plant.valves.push_back({.place = {4, 5, 6}, .entity = {7, 8}});
  plant.main_pump = noodles::pumps::PumpID(9, 10);
  plant.fluid = noodles::pumps::Fluid::kOil;
  const auto decoded =
      noodles::Decode<acme::plants::Plant>(noodles::Encode(plant));
  if (!decoded.ok() || *decoded != plant) return false;
  std::cout << "a plant of " << ToString(decoded->fluid) << "\n";
  return true;
}

class Valves : public noodles::valves::ValveMethods {
 public:
  absl::StatusOr<noodles::Vec3> Open(noodles::CallContext&,
                                     noodles::valves::Valve valve,
                                     std::optional<double>) override {
    return valve.place;
  }
};

void PrintMethods() {
  const auto valves = std::make_shared<Valves>();
  for (const auto& method : MethodsOf(valves)) {
    std::cout << method.description.name;
    for (const auto& argument : method.description.arg_doc) {
      std::cout << " " << argument.name << " " << *argument.editor_hint;
    }
    std::cout << "\n";
  }
  std::cout << SignalsOf(*valves).front().name << "\n";
}

void PrintJson() {
  std::cout << noodles::ToJson(noodles::MsgEntityDelete{{3, 0}}) << "\n";
}

// Writes a box as a file, imports the bytes, and adds the mesh to a document.
bool AddBox() {
  auto scene = noodles::SceneOf(noodles::Box());
  const auto files = noodles::Export(scene, noodles::SceneFormat::kPly, "box");
  if (!files.ok()) return false;
  if (noodles::CanImport()) {
    auto imported = noodles::ImportScene(files->front().contents, "ply");
    if (!imported.ok()) return false;
    scene = *std::move(imported);
    std::cout << "imported\n";
  }
  std::cout << noodles::CornerCount(noodles::Flatten(scene)) << " corners\n";
  noodles::Document document;
  return noodles::AddScene(document, std::move(scene)).ok();
}

bool Serve() {
  noodles::ServerOptions options;
  options.address = "localhost";
  options.port = 0;
  noodles::Server server(options);
  if (!server.Start().ok()) return false;
  std::cout << (server.port() != 0 ? "serving" : "no port") << "\n";
  noodles::Client client;
  const std::string url = "ws://localhost:" + std::to_string(server.port());
  if (!client.Connect(url).ok() || !client.WaitUntilReady().ok()) return false;
  std::cout << "connected\n";
  server.Stop();
  return true;
}

}  // namespace

int main() {
  SendEntity();
  PrintJson();
  PrintMethods();
  return SendPump() && SendPlant() && AddBox() && Serve() ? 0 : 1;
}
