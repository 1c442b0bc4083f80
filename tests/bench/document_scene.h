// The payload "medium" as components of a document, any number of times.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TESTS_BENCH_DOCUMENT_SCENE_H_
#define NOODLES_TESTS_BENCH_DOCUMENT_SCENE_H_

#include <cstddef>

#include "noodles/state/document.h"

namespace noodles::bench {

// Adds `copies` times the 10,000 components to an empty document, and before
// them the textures and methods that they refer to. With `buffer_bytes`, the
// buffers of every fifth copy have inline bytes of this size, which share the
// same memory. Ends the program if the document refuses a component.
void AddScene(Document& document, size_t copies, size_t buffer_bytes = 0);

}  // namespace noodles::bench

#endif  // NOODLES_TESTS_BENCH_DOCUMENT_SCENE_H_
