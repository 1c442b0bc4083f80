// The server of the asset tests: a promoted buffer, a file, and methods that
// create and delete buffers.
//
//   asset_scenario_server FILE --port N        (0: any free port)
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "interop/must.h"
#include "noodles/server.h"

namespace {

using noodles::Asset;
using noodles::Buffer;
using noodles::BufferID;
using noodles::Bytes;
using scenario::Must;

// A buffer of `size` bytes; each byte is its index modulo 251.
Buffer MakeBuffer(const std::string& name, size_t size) {
  std::vector<uint8_t> bytes(size);
  for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<uint8_t>(i % 251);
  return {.name = name, .size = size, .source = Bytes::Adopt(std::move(bytes))};
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 4) return 2;
  noodles::ServerOptions options;
  options.port = static_cast<uint16_t>(std::atoi(arguments[3]));
  options.address = "127.0.0.1";
  options.serve_metrics = true;
  // A test looks for the end of an asset.
  options.assets.grace_period = std::chrono::milliseconds(0);
  noodles::Server server(options);
  noodles::Document& document = server.document();

  Must(document.Create(MakeBuffer("small", 1000)));
  Must(document.Create(MakeBuffer("large", 3 << 20)));
  {
    const Asset file = Must(server.assets().AddFile(arguments[1]));
    Must(document.Create(Buffer{.name = "file",
                                .size = file.size(),
                                .source = noodles::Location(file.uri())}));
  }
  Must(server.AddMethod(
      "make_buffer", "Creates a buffer of so many bytes",
      [&](int64_t size) {
        return document.Create(MakeBuffer("made", static_cast<size_t>(size)))
            .status();
      },
      {"size"}));
  Must(server.AddMethod("delete_made", "Deletes the buffer that was made", [&] {
    const auto made = document.FindByName<Buffer>("made");
    return made ? document.Delete(*made)
                : absl::NotFoundError("there is no such buffer");
  }));

  const absl::Status status = server.Run([&] {
    std::printf("listening on ws://localhost:%d\n", server.port());
    std::fflush(stdout);
  });
  return status.ok() ? 0 : 1;
}
