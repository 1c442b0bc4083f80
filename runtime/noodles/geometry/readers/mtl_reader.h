// Reads the materials of Wavefront MTL files.
//
// Read are Kd, Ke and their maps, d and Tr, Ns, Pr, Pm, `norm`, and of the
// options of maps -s, -o and -clamp. Colours are sRGB. Whatever else changes
// the look is left out with a warning that names it.
//
// Thread-safety: pure functions.
#ifndef NOODLES_GEOMETRY_READERS_MTL_READER_H_
#define NOODLES_GEOMETRY_READERS_MTL_READER_H_

#include <map>
#include <string>

#include "noodles/geometry/readers/reader_context.h"

namespace noodles::geometry_internal {

// Appends the materials of the file `name`, whose bytes are `contents`, to
// `scene`, and their names with their places to `places`. The files that the
// materials name are relative to the folder of `name` or, where they are not
// there, of the file of the context.
void ReadMtl(const ReaderContext& context, const std::string& name,
             const Bytes& contents, SceneData& scene,
             std::map<std::string, size_t, std::less<>>& places);

}  // namespace noodles::geometry_internal

#endif  // NOODLES_GEOMETRY_READERS_MTL_READER_H_
