// A short run of the fuzz target of the readers: files that are right, with
// bytes changed, left out, doubled, and words that readers look for put in.
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/rounds.h"
#include "fuzz/check_readers.h"
#include "geometry/geometry_testing.h"
#include "geometry/import_testing.h"

namespace noodles {
namespace {

constexpr std::string_view kFaces =
    "ply\nformat ascii 1.0\ncomment TextureFile a.png\ncomment TextureFile b\n"
    "element camera 1\nproperty float view\nelement vertex 4\nproperty double x"
    "\nproperty double y\nproperty double z\nelement face 2\nproperty list "
    "uchar int vertex_indices\nproperty list uchar float texcoord\nproperty int"
    " texnumber\nproperty uchar red\nproperty uchar green\nproperty uchar "
    "blue\n"
    "element tristrips 1\nproperty list int int vertex_indices\nelement edge 1"
    "\nproperty int vertex1\nproperty int vertex2\nend_header\n9\n0 0 0\n1 0 "
    "0\n"
    "1 1 0\nnan 1 0\n3 0 1 2 6 0 0 .25 0 .25 .25 0 255 0 0\n4 0 1 2 3 8 0 0 1 "
    "0 1 1 0 1 1 0 255 0\n4 0 1 2 3\n0 2\n";

constexpr std::string_view kObj =
    "mtllib a.mtl\no first\nv 0 0 0 1 0 0\nv 1 0 0\nv .5 +1e0 -0\nv 0 1 0\nvt 0"
    " 0\nvn 0 0 1\nusemtl a\ng b\nf 1/1/1 2//1 3/1 \\\n 4\nf -1 -2 -3 # x\nl 1 "
    "2"
    " 3\np 1 2\ncurv 0 1\nend\n";

constexpr std::string_view kOff =
    "STCNOFF # x\n3 2 0\n0 0 0 0 0 1 255 0 0 255 0 0\n1 0 0 0 0 1 0 255 0 9 1 "
    "0\n0 1 0 0 0 1 0 0 255 9 0 1\n3 0 1\n2 0.5 0.5 0.5\n2 0 1\n";

constexpr std::string_view kStl =
    "solid a\nendsolid a\nsolid b\nfacet normal 0 0 1\nouter loop\nvertex 0 0 "
    "0\nvertex 1 0 0\nvertex 0 1 nan\nendloop\nendfacet\nendsolid b\n";

constexpr std::string_view kMtl =
    "newmtl a\nKd .5 .5 .5\nKe 1\nd -halo .5\nTr .5\nNs 10\nPr .5\nPm "
    ".5\nmap_Kd"
    " -s 2 3 1 -o .5 -clamp on \"my tex.png\" # x\nmap_d my tex.png\nnorm n.png"
    "\nnewmtl b\nmap_Ke e.png\naniso .5\n";

constexpr std::string_view kCsv =
    "id,x,\"a;b\",day,t,\n9223372036854775807,+1.5,\"q\"\"r\",2024-05-31,NA,"
    "\n-5,.5e-3, plain ,2024-06-01 12:00,inf,\n0,-1,\"two\nlines\",,7,\n";

constexpr std::string_view kGermanCsv =
    "sep=;\r\n# x\r\nName;Wert;Tag;Wert\r\nStra\xDF\"e;1.234,5;31.12.2024;-\r\n"
    "\" b\" ;-0,5;1.1.2025;9007199254740993\r\nkurz\r\n";

std::string BinaryPly() {
  std::string file =
      "ply\nformat binary_little_endian 1.0\nelement vertex 3\nproperty float x"
      "\nproperty float y\nproperty float z\nelement face 1\nproperty list "
      "uchar int vertex_indices\nend_header\n";
  const std::array<float, 9> points = {0, 0, 0, 1, 0, 0, 0, 1, 0};
  file.append(reinterpret_cast<const char*>(points.data()), sizeof points);
  file += '\3';
  const std::array<uint32_t, 3> corners = {0, 1, 2};
  file.append(reinterpret_cast<const char*>(corners.data()), sizeof corners);
  return file;
}

std::string BinaryStl() {
  std::string file(80, ' ');
  file += std::string("\1\0\0\0", 4);
  file += std::string(48, '\x3F');
  file += std::string("\x1F\x80", 2);
  return file;
}

class Mutator {
 public:
  std::string Mutate(std::string file) {
    constexpr std::string_view kWords[] = {"nan",
                                           "-1",
                                           "4294967295",
                                           "18446744073709551615",
                                           "1e400",
                                           "\xFF\xFE",
                                           " ",
                                           "\r\n",
                                           "#",
                                           "0.5",
                                           "2147483648",
                                           "/",
                                           "\\\n",
                                           "element vertex 99999999\n",
                                           "property list uchar double x\n",
                                           "endsolid",
                                           "\"",
                                           ";",
                                           "\t",
                                           "9007199254740993",
                                           std::string_view("\0\0\0\0", 4),
                                           "\xFF\xFF\xFF\xFF"};
    const size_t count = 1 + Below(4);
    for (size_t i = 0; i < count && !file.empty(); ++i) {
      const size_t at = Below(file.size());
      switch (Below(6)) {
        case 0:
          file[at] = static_cast<char>(Below(256));
          break;
        case 1:
          file.erase(at, 1 + Below(8));
          break;
        case 2:
          file.insert(at, file.substr(Below(file.size()), 1 + Below(40)));
          break;
        case 3:
          file.insert(at, kWords[Below(std::size(kWords))]);
          break;
        case 4:
          file.resize(at);
          break;
        default:
          file[at] = static_cast<char>(file[at] ^ (1 << Below(8)));
          break;
      }
    }
    return file;
  }

 private:
  size_t Below(size_t end) {
    return std::uniform_int_distribution<size_t>(0, end - 1)(random_);
  }

  std::mt19937 random_{20260101};
};

TEST(ReadersFuzzTest, AnyBytesAreAnErrorOrAValidSceneOrTable) {
  const std::string binary_ply = BinaryPly();
  const std::string binary_stl = BinaryStl();
  const std::pair<size_t, std::string_view> seeds[] = {
      {0, kSquarePly}, {0, kFaces},    {0, binary_ply}, {1, kObj},
      {2, kOff},       {3, kStl},      {3, binary_stl}, {4, kMtl},
      {5, kCsv},       {6, kGermanCsv}};
  Mutator mutator;
  for (const auto& [reader, seed] : seeds) {
    ASSERT_EQ(CheckReader(reader, Bytes::Copy(seed)), "") << seed;
    for (int i = 0; i < Rounds(1500); ++i) {
      const std::string file = mutator.Mutate(std::string(seed));
      ASSERT_EQ(CheckReader(reader, Bytes::Copy(file)), "") << file;
    }
    // Each reader gets the files of the others, too.
    for (size_t other = 0; other < kReaders; ++other) {
      EXPECT_EQ(CheckReader(other, Bytes::Copy(seed)), "") << seed;
    }
  }
}

// Files that were found by fuzzing, and those with which it starts.
TEST(ReadersFuzzTest, KeptInputsAreErrorsOrValid) {
  size_t files = 0;
  for (size_t reader = 0; reader < kReaders; ++reader) {
    const std::filesystem::path folder =
        std::filesystem::path(NOODLES_FUZZ_INPUTS) / kReaderNames[reader];
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream stream(entry.path(), std::ios::binary);
      const std::string file(std::istreambuf_iterator<char>(stream), {});
      EXPECT_EQ(CheckReader(reader, Bytes::Copy(file)), "") << entry.path();
      ++files;
    }
  }
  EXPECT_GE(files, kReaders);
}

}  // namespace
}  // namespace noodles
