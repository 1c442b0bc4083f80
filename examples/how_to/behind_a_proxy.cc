// A server behind a proxy of another machine, which ends TLS and serves the
// scene at https://scenes.example.org/pump/.
//
//   behind_a_proxy PROXY_ADDRESS [PORT]
#include <noodles/server.h>
#include <noodles/viewer.h>

#include <cstdlib>
#include <iostream>

int main(int count, char** arguments) {
  if (count < 2) {
    std::cerr << "usage: behind_a_proxy PROXY_ADDRESS [PORT]\n";
    return 2;
  }
  noodles::ServerOptions options;
  if (count > 2) options.port = static_cast<uint16_t>(std::atoi(arguments[2]));
  options.http_routes = {noodles::ViewerRoute()};

  // The proxy tells by which scheme, host and path a client came. URLs of
  // files, which the server sends to the client, begin with these.
  options.assets.trusted_proxies = {arguments[1]};
  // The proxy ends connections that are silent for a minute.
  options.ping_interval = std::chrono::seconds(20);

  noodles::Server server(options);
  server.document().Create(noodles::Entity{.name = "pump"}).value();
  const absl::Status status = server.Run([&server] {
    std::cout << "listening on port " << server.port() << std::endl;
  });
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
