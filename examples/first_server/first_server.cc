// A first NOODLES server: one entity, and one method that changes it.
#include <noodles/server.h>
#include <noodles/viewer.h>

#include <iostream>
#include <string>
#include <string_view>

int main(int count, char** arguments) {
  if (count > 1) {
    std::cerr << "usage: first_server\n"
                 "Serves a sign on port 50000 until Ctrl-C; takes no options. "
                 "table_server --help lists those of the other examples.\n";
    return std::string_view(arguments[1]) == "--help" ? 0 : 2;
  }
  noodles::ServerOptions options;  // Port 50000, all addresses, and more.
  options.http_routes = {
      noodles::ViewerRoute()};  // A page that shows the sign.
  noodles::Server server(options);
  noodles::Document& document = server.document();

  // A component is a plain struct. The document validates it and assigns its
  // identifier. Every client receives it, also those that join later.
  const noodles::Entity hello = {
      .name = "sign",
      .representation = noodles::TextRepresentation{.txt = "Hello"}};
  const noodles::EntityID sign = document.Create(hello).value();

  // A method is a function. The types of its parameters define the arguments
  // that clients must send. All clients receive its changes before its caller
  // gets the result.
  const auto say = [&](const std::string& text) {
    noodles::EntityUpdate update;
    update.representation = noodles::TextRepresentation{.txt = text};
    return document.Update(sign, update);
  };
  server.AddMethod("say", "Writes on the sign", say, {"text"}).value();

  // Serves until Ctrl-C.
  const absl::Status status = server.Run([] {
    std::cout << "open http://localhost:50000/ in a browser to see the sign"
              << std::endl;
  });
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
