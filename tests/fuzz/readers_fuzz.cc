// Reads arbitrary bytes with the readers of mesh formats and text tables
// (libFuzzer). The argument --reader=NAME chooses the reader; without the
// argument, the first byte does. A finding is a crash, a report of a sanitizer,
// or a broken promise of CheckReader.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/check_readers.h"
#ifdef NOODLES_FUZZES_IMPORT_PROGRAM
#include "fuzz/check_import.h"
#endif

namespace {

using noodles::Bytes;
using noodles::kReaders;

std::vector<std::string_view> AllReaders() {
  std::vector<std::string_view> names(std::begin(noodles::kReaderNames),
                                      std::end(noodles::kReaderNames));
#ifdef NOODLES_FUZZES_IMPORT_PROGRAM
  names.insert(names.end(), std::begin(noodles::kImportReaders),
               std::end(noodles::kImportReaders));
#endif
  return names;
}

std::string Check(size_t reader, const Bytes& file) {
#ifdef NOODLES_FUZZES_IMPORT_PROGRAM
  if (reader >= kReaders) {
    return noodles::CheckImportReader(reader - kReaders, file);
  }
#endif
  return noodles::CheckReader(reader, file);
}

std::optional<size_t> chosen_reader;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** values) {
  constexpr std::string_view kOption = "--reader=";
  const std::vector<std::string_view> names = AllReaders();
  for (int i = 1; i < *count; ++i) {
    const std::string_view argument = (*values)[i];
    if (!argument.starts_with(kOption)) continue;
    for (size_t reader = 0; reader < names.size(); ++reader) {
      if (argument.substr(kOption.size()) == names[reader]) {
        chosen_reader = reader;
      }
    }
    if (chosen_reader) continue;
    std::fprintf(stderr, "--reader: expected one of");
    for (const std::string_view name : names) {
      std::fprintf(stderr, " %s", std::string(name).c_str());
    }
    std::fprintf(stderr, "\n");
    std::exit(2);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::span<const uint8_t> input(data, size);
  size_t reader = chosen_reader.value_or(0);
  if (!chosen_reader) {
    if (input.empty()) return 0;
    reader = input[0] % AllReaders().size();
    input = input.subspan(1);
  }
  const std::string fault = Check(reader, Bytes::Copy(input));
  if (!fault.empty()) {
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }
  return 0;
}
