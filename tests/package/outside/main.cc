// Uses each installed library once, and codecs that were generated for this
// project's own protocol.

#include <noodles/codec.h>
#include <noodles/json.h>
#include <noodles/server.h>

#include <iostream>

#include "pumps/codecs.h"

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

void PrintJson() {
  std::cout << noodles::ToJson(noodles::MsgEntityDelete{{3, 0}}) << "\n";
}

bool Serve() {
  noodles::ServerOptions options;
  options.address = "localhost";
  options.port = 0;
  noodles::Server server(options);
  if (!server.Start().ok()) return false;
  std::cout << (server.port() != 0 ? "serving" : "no port") << "\n";
  server.Stop();
  return true;
}

}  // namespace

int main() {
  SendEntity();
  PrintJson();
  return SendPump() && Serve() ? 0 : 1;
}
