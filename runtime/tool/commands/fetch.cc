// noodles fetch: writes the bytes of a buffer, a view or an image to a file.
#include <CLI/CLI.hpp>

#include "noodles/base/status.h"
#include "tool/commands/commands.h"
#include "tool/components/lookup.h"
#include "tool/connections/connection.h"
#include "tool/output/files.h"

namespace noodles::tool {
namespace {

struct FetchOptions {
  Connection connection;
  std::string what;
  std::string file;
};

template <class Component>
absl::StatusOr<Bytes> FetchOne(Client& client, const std::string& text,
                               Progress& progress) {
  const auto id = FindComponent<Component>(client.mirror(), text);
  if (!id.ok()) return id.status();
  std::promise<absl::StatusOr<Bytes>> promise;
  client.Fetch(
      *id,
      [&](uint64_t done, std::optional<uint64_t> all) {
        progress.ShowBytes("fetching", done, all);
      },
      [&](absl::StatusOr<Bytes> bytes) {
        promise.set_value(std::move(bytes));
      });
  return promise.get_future().get();
}

absl::StatusOr<Bytes> FetchAny(Client& client, const std::string& what) {
  Progress progress;
  const auto text = [&](std::string_view kind) {
    return what.substr(kind.size());
  };
  if (what.starts_with("view:")) {
    return FetchOne<BufferView>(client, text("view:"), progress);
  }
  if (what.starts_with("image:")) {
    return FetchOne<Image>(client, text("image:"), progress);
  }
  const std::string_view kind = what.starts_with("buffer:") ? "buffer:" : "";
  return FetchOne<Buffer>(client, text(kind), progress);
}

int Fetch(const Output& output, const FetchOptions& options) {
  const Joined joined = Join(options.connection, output);
  if (!joined.client) return joined.exit_code;
  const absl::StatusOr<Bytes> bytes = FetchAny(*joined.client, options.what);
  if (!bytes.ok()) return output.Fail(bytes.status());
  const absl::Status status = WriteFile(options.file, bytes->text());
  if (!status.ok()) {
    return output.Fail(kBadInput, StatusMessage(status));
  }
  if (options.file == "-") return kSuccess;
  if (output.is_json) {
    output.Json(Any::Map{{"file", options.file}, {"bytes", bytes->size()}});
  } else {
    output.Note(ReadableBytes(bytes->size()) + " in " + options.file);
  }
  return kSuccess;
}

}  // namespace

void AddFetch(Tool& tool) {
  const auto options = std::make_shared<FetchOptions>();
  CLI::App& command = tool.AddCommand(
      "fetch", "Writes the bytes of a buffer, a view or an image to a file",
      {.details = "Inline bytes come from the scene; others are fetched over "
                  "HTTP from "
                  "the address that the server gives.",
       .examples =
           {{"noodles fetch ws://localhost:50000 mesh -o mesh.bin",
             "Writes the buffer named mesh."},
            {"noodles fetch ws://localhost:50000 image:wood -o wood.png",
             "Writes the file of the image named wood."}}},
      [&tool, options] { return Fetch(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
  command
      .add_option("buffer", options->what,
                  "The name or identifier of a buffer; view:NAME for a buffer "
                  "view, image:NAME for an image")
      ->required()
      ->type_name("BUFFER");
  command
      .add_option("-o,--output", options->file, "The file to write; -: stdout")
      ->required()
      ->type_name("FILE");
}

}  // namespace noodles::tool
