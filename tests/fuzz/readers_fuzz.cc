// Reads arbitrary bytes with the readers of mesh formats and text tables
// (libFuzzer). The first
// byte chooses the reader. A finding is a crash, a report of a sanitizer, or a
// broken promise of CheckReader.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>

#include "fuzz/check_readers.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const noodles::Bytes file =
      noodles::Bytes::Copy(std::span(data + 1, size - 1));
  const std::string fault =
      noodles::CheckReader(data[0] % noodles::kReaders, file);
  if (!fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
