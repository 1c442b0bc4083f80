// The payload "medium" as components of a document, any number of times.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TESTS_BENCH_DOCUMENT_SCENE_H_
#define NOODLES_TESTS_BENCH_DOCUMENT_SCENE_H_

#include <cstddef>

#include "noodles/state/document.h"

namespace noodles::bench {

// Adds `copies` times the 10,000 components to an empty document, and before
// them the few textures and methods that they name. With `buffer_bytes`, the
// buffers of every fifth copy lie inline and have this size; all share the same
// memory. Ends the program where the document refuses one.
void AddScene(Document& document, size_t copies, size_t buffer_bytes = 0);

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_DOCUMENT_SCENE_H_
