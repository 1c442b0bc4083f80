// Step 1 of the tutorial: serves an empty scene and the page that shows it.
//
//   step_1_empty_scene [PORT]
#include <noodles/server.h>
#include <noodles/viewer.h>

#include <cstdlib>
#include <iostream>

int main(int count, char** arguments) {
  noodles::ServerOptions options;
  if (count > 1) options.port = static_cast<uint16_t>(std::atoi(arguments[1]));
  options.http_routes = {noodles::ViewerRoute()};
  noodles::Server server(options);

  // Serves until Ctrl-C.
  const absl::Status status = server.Run([&server] {
    std::cout << "open http://localhost:" << server.port() << "/" << std::endl;
  });
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
