// Step 8 of the tutorial: a client that reads the scene of step 4, calls a
// method of the server and listens to its signal.
//
//   step_8_client [URL]
#include <noodles/client.h>

#include <chrono>
#include <future>
#include <iostream>
#include <string>

namespace {

constexpr auto kLimit = std::chrono::seconds(10);

// Calls the method, and waits for the signal that tells all clients of it.
absl::Status Heat(noodles::Client& client) {
  std::promise<std::string> heard;
  bool is_first = true;  // used on the client's thread only
  // Hooks run on the client's thread and must not wait.
  const noodles::HookNumber hook = client.OnTypedSignal<double, double>(
      "heated", [&](const noodles::SignalEvent&, double x, double z) {
        if (!is_first) return;
        is_first = false;
        heard.set_value(std::to_string(x) + ", " + std::to_string(z));
      });
  // The changes and signals of a call arrive before its result.
  absl::Status status = client.Call("heat", {-0.5, 0.5, 40.0}).get().status();
  std::future<std::string> place = heard.get_future();
  if (status.ok() && client.Await(place, kLimit)) {
    std::cout << "heated at " << place.get() << "\n";
  }
  client.RemoveHook(hook);
  return status;
}

absl::Status Run(noodles::Client& client, const std::string& url) {
  absl::Status status = client.Connect(url);
  if (status.ok()) status = client.WaitUntilReady(kLimit);
  if (!status.ok()) return status;

  // The mirror holds every component of the server; any thread may read it.
  for (const auto& [id, entity] : client.mirror().All<noodles::Entity>()) {
    std::cout << "entity " << entity->name.value_or("(no name)") << "\n";
  }
  return Heat(client);
}

}  // namespace

int main(int count, char** arguments) {
  noodles::ClientOptions options;
  options.name = "tutorial";
  noodles::Client client(options);
  const absl::Status status =
      Run(client, count > 1 ? arguments[1] : "ws://localhost:50000");
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
