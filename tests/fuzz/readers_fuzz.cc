// Reads arbitrary bytes with the readers of mesh formats and text tables
// (libFuzzer). A finding is a crash, a report of a sanitizer, or a broken
// promise of CheckReader.
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/check_readers.h"
#include "fuzz/chosen_check.h"
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

noodles::ChosenCheck chosen(AllReaders(), Check);

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** values) {
  chosen.Choose(*count, *values);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chosen.Run({data, size});
  return 0;
}
