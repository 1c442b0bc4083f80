// Files that several tests of the import read.
#ifndef TESTS_GEOMETRY_IMPORT_TESTING_H_
#define TESTS_GEOMETRY_IMPORT_TESTING_H_

#include <string_view>

namespace noodles {

// A square in z = 1 of two triangles, red and green corners.
inline constexpr std::string_view kSquarePly =
    "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\n"
    "property float y\nproperty float z\nproperty uchar red\n"
    "property uchar green\nproperty uchar blue\nelement face 1\n"
    "property list uchar int vertex_indices\nend_header\n"
    "0 0 1 255 0 0\n2 0 1 255 0 0\n2 3 1 0 255 0\n0 3 1 0 51 0\n4 0 1 2 3\n";

}  // namespace noodles

#endif  // TESTS_GEOMETRY_IMPORT_TESTING_H_
