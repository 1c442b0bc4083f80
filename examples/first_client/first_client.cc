// A first NOODLES client: changes the text of the entity of
// examples/first_server, and reads it.
#include <noodles/client.h>

#include <iostream>

int main() {
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
