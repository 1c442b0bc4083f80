// The options of a reader of text tables, from the command line.
//
// Thread-safety: one thread.
#ifndef EXAMPLES_COMMON_CSV_FLAGS_H_
#define EXAMPLES_COMMON_CSV_FLAGS_H_

#include <noodles/tabular/csv.h>

namespace CLI {
class App;
}

namespace examples {

// Adds a flag for each option to the command line of a program. `options` holds
// the default values and must outlive `app`.
void AddCsvFlags(CLI::App& app, noodles::CsvOptions& options);

}  // namespace examples

#endif  // EXAMPLES_COMMON_CSV_FLAGS_H_
