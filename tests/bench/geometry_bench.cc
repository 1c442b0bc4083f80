// Measures the import of mesh files of a million triangles, and their normals.
//
//   geometry_bench FOLDER    reads mesh.obj, .stl, .glb and .ply, which
//                            geometry_bench.py has written there; prints
//                            {"geometry/operation/linguine": nanoseconds}
//   geometry_bench --peak FILE
//                            reads one file; prints the most resident memory,
//                            in bytes, of this process and of noodles-import
//                            together
#include <sys/resource.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <utility>

#include "noodles/geometry.h"

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "geometry_bench: %s\n", what.c_str());
  std::exit(1);
}

int64_t NanosecondsSince(Clock::time_point begin) {
  return std::chrono::nanoseconds(Clock::now() - begin).count();
}

void Print(const char* separator, const char* operation, int64_t nanoseconds) {
  std::printf("%s\"geometry/%s/linguine\": %lld", separator, operation,
              static_cast<long long>(nanoseconds));
}

// Imports a file, with smooth normals, and prints the time.
noodles::Mesh MeasureImport(const std::filesystem::path& folder,
                            const std::string& extension,
                            const char* separator) {
  const noodles::ImportOptions options = {
      .crease_angle = noodles::NormalOptions().crease_angle};
  const auto begin = Clock::now();
  absl::StatusOr<noodles::Mesh> mesh =
      noodles::ImportMesh(folder / ("mesh." + extension), options);
  const int64_t time = NanosecondsSince(begin);
  if (!mesh.ok()) Fail(mesh.status().ToString());
  if (noodles::CornerCount(*mesh) != 3'000'000) {
    Fail(extension + ": it has no million triangles");
  }
  if (mesh->normals.size() != mesh->positions.size()) {
    Fail(extension + ": it has no normals");
  }
  Print(separator, extension.c_str(), time);
  return *std::move(mesh);
}

int64_t PeakOf(int who) {
  rusage usage = {};
  getrusage(static_cast<decltype(RUSAGE_SELF)>(who), &usage);
  return int64_t{usage.ru_maxrss} * 1024;
}

// The two need their most at about the same time.
int PrintPeak(const char* file) {
  const noodles::ImportOptions options = {
      .crease_angle = noodles::NormalOptions().crease_angle};
  const absl::StatusOr<noodles::Mesh> mesh = noodles::ImportMesh(file, options);
  if (!mesh.ok()) Fail(mesh.status().ToString());
  std::printf("%lld\n", static_cast<long long>(PeakOf(RUSAGE_SELF) +
                                               PeakOf(RUSAGE_CHILDREN)));
  return 0;
}

}  // namespace

int main(int count, char** values) {
  if (count == 3 && std::string(values[1]) == "--peak") {
    return PrintPeak(values[2]);
  }
  if (count != 2) Fail("usage: geometry_bench FOLDER");
  MeasureImport(values[1], "obj", "{");
  MeasureImport(values[1], "stl", ", ");
  MeasureImport(values[1], "glb", ", ");
  noodles::Mesh mesh = MeasureImport(values[1], "ply", ", ");
  const auto begin = Clock::now();
  const absl::Status status = noodles::ComputeNormals(mesh);
  const int64_t time = NanosecondsSince(begin);
  if (!status.ok()) Fail(status.ToString());
  Print(", ", "normals", time);
  std::printf("}\n");
}
