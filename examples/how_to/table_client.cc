// A client of examples/table_server: follows the table, adds a row and reads a
// column.
//
//   table_client [URL]
#include <noodles/client.h>

#include <iostream>
#include <vector>

namespace {

absl::Status Run(noodles::Client& client, const char* url) {
  absl::Status status = client.Connect(url);
  if (status.ok()) status = client.WaitUntilReady();
  if (!status.ok()) return status;
  const auto id = client.mirror().FindByName<noodles::Table>("measurements");
  if (!id) return absl::NotFoundError("there is no table \"measurements\"");

  noodles::TableMirror table(client, *id);
  table.SetHook([](const noodles::TableChange& change) {
    if (change.is_reset) {
      std::cout << "the whole table has come\n";
    } else {
      std::cout << change.updated.size() << " rows have changed\n";
    }
  });
  status = table.Subscribe().get();
  if (!status.ok()) return status;

  // The change arrives before the answer: the mirror has the row then.
  status = table.methods().Insert({{"by the client", 0, 19.5}}).get().status();
  if (!status.ok()) return status;
  const absl::StatusOr<std::vector<double>> celsius =
      noodles::GetColumn<double>(*table.content(), "temperature");
  if (!celsius.ok()) return celsius.status();
  std::cout << "the last of " << celsius->size() << " is " << celsius->back()
            << "\n";
  return absl::OkStatus();
}

}  // namespace

int main(int count, char** arguments) {
  noodles::Client client;
  const absl::Status status =
      Run(client, count > 1 ? arguments[1] : "ws://localhost:50000");
  if (!status.ok()) std::cerr << status << "\n";
  return status.ok() ? 0 : 1;
}
