// Uses each library once, and prints a word for each.
#include <noodles/client.h>
#include <noodles/codec.h>
#include <noodles/geometry.h>
#include <noodles/json.h>
#include <noodles/logging/log_output.h>
#include <noodles/server.h>
#include <noodles/viewer.h>

#include <iostream>
#include <string>

int main() {
  const noodles::MsgEntityDelete deleted{{3, 0}};
  if (!noodles::Decode<noodles::MsgEntityDelete>(noodles::Encode(deleted)).ok())
    return 1;
  std::cout << "codec " << noodles::ToJson(deleted) << "\n";

  const auto scene = noodles::SceneOf(noodles::Box());
  std::cout << noodles::CornerCount(noodles::Flatten(scene)) << " corners\n";
  // An exception inside, and a status outside, across the libraries.
  const auto text = noodles::FromJson<noodles::MsgEntityDelete>("{");
  std::cout << (text.ok() ? "no error" : "an error") << "\n";

  if (!noodles::SetLogOutput({}).ok()) return 1;
  noodles::ServerOptions options;
  options.address = "localhost";
  options.port = 0;
  options.http_routes = {noodles::ViewerRoute()};
  noodles::Server server(options);
  if (!server.Start().ok()) return 1;
  noodles::Client client;
  const std::string url = "ws://localhost:" + std::to_string(server.port());
  if (!client.Connect(url).ok() || !client.WaitUntilReady().ok()) return 1;
  std::cout << "connected\n";
  return 0;
}
