// A client that prints each change of the entities until Ctrl-C, and connects
// again where the connection is lost.
//
//   following_client [URL]
#include <noodles/client.h>

#include <chrono>
#include <iostream>
#include <string>
#include <thread>

namespace {

using noodles::Entity;
using noodles::EntityID;

std::string NameIn(const Entity& entity) {
  return entity.name.value_or("(no name)");
}

// Hooks run on the client's thread, one after another, and must not wait.
void AddHooks(noodles::Client& client) {
  client.OnCreated<Entity>([](EntityID, const Entity& entity) {
    std::cout << "new: " << NameIn(entity) << std::endl;
  });
  client.OnUpdated<Entity>(
      [](EntityID, const Entity& before, const Entity& after) {
        if (before.transform == after.transform) return;
        std::cout << "moved: " << NameIn(after) << std::endl;
      });
  client.OnRemoved<Entity>([](EntityID, const Entity& entity) {
    std::cout << "gone: " << NameIn(entity) << std::endl;
  });
  client.OnStateChange(
      [](noodles::ConnectionState state, const absl::Status& error) {
        std::cout << noodles::ToString(state);
        if (!error.ok()) std::cout << ": " << error;
        std::cout << std::endl;
      });
}

}  // namespace

int main(int count, char** arguments) {
  noodles::ClientOptions options;
  options.reconnect = {.is_enabled = true, .retries_first = true};
  noodles::Client client(options);
  AddHooks(client);
  const absl::Status status =
      client.Connect(count > 1 ? arguments[1] : "ws://localhost:50000");
  if (!status.ok()) {
    std::cerr << status << "\n";
    return 1;
  }
  while (client.state() != noodles::ConnectionState::kClosed) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  std::cerr << client.last_error() << "\n";
  return 1;
}
