// A first NOODLES client: changes the text of the entity of
// examples/first_server, and reads it.
#include <noodles/client.h>

#include <iostream>
#include <string_view>

int main(int count, char** arguments) {
  if (count > 1) {
    std::cout << "usage: first_client\n"
                 "Changes the text of the sign of first_server, which must run "
                 "on this machine, and prints it. There are no options.\n";
    return std::string_view(arguments[1]) == "--help" ? 0 : 2;
  }
  noodles::Client client;
  absl::Status status = client.Connect("ws://localhost:50000");
  if (status.ok()) status = client.WaitUntilReady();
  // Calls a method. Its changes arrive before its result.
  if (status.ok()) status = client.Call("say", {"Buongiorno"}).get().status();
  if (!status.ok()) std::cerr << status << "\n";
  // The mirror holds all components of the server. Any thread may read it.
  for (const auto& [id, entity] : client.mirror().All<noodles::Entity>()) {
    const auto* text =
        std::get_if<noodles::TextRepresentation>(&entity->representation);
    if (text != nullptr) std::cout << text->txt << "\n";
  }
  return status.ok() ? 0 : 1;
}
