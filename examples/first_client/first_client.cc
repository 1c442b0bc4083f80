// A first NOODLES client: writes on the sign of examples/first_server, and
// reads it.
#include <noodles/client.h>

#include <iostream>

int main() {
  noodles::Client client;
  absl::Status status = client.Connect("ws://localhost:50000");
  if (status.ok()) status = client.WaitUntilReady();
  // A call; what it changes is here before its answer is.
  if (status.ok()) status = client.Call("say", {"Buongiorno"}).get().status();
  if (!status.ok()) std::cerr << status << "\n";
  // The mirror holds every component of the server, readable from any thread.
  for (const auto& [id, entity] : client.mirror().All<noodles::Entity>()) {
    const auto* text =
        std::get_if<noodles::TextRepresentation>(&entity->representation);
    if (text != nullptr) std::cout << text->txt << "\n";
  }
  return status.ok() ? 0 : 1;
}
