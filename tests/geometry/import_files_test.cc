// Imports from folders: what belongs to a file, what is refused, limits.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "geometry/geometry_testing.h"
#include "geometry/import_testing.h"
#include "geometry/scene_testing.h"
#include "noodles/base/status.h"
#include "noodles/geometry/import.h"

namespace noodles {
namespace {

using ::testing::HasSubstr;

class ImportFilesTest : public ::testing::Test {
 protected:
  ImportFilesTest() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "models");
  }
  ~ImportFilesTest() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path Write(const std::string& name,
                              std::string_view content) {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return folder_ / name;
  }

  const std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) /
      (std::string("import_") +
       ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

constexpr std::string_view kTexturedObj =
    "mtllib m.mtl\nusemtl a\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nvt 1 0\n"
    "vt 0 1\nf 1/1 2/2 3/3\n";

TEST_F(ImportFilesTest, ReadsMaterialsAndTexturesBesideTheFile) {
  Write("models/m.mtl",
        "newmtl a\nKd 0.5 0.25 1\nd 0.5\nmap_Kd C:\\art\\pixels.png\n");
  Write("models/pixels.png", SmallPng().text());
  const SceneData scene =
      Must(ImportScene(Write("models/a.obj", kTexturedObj)));
  const ScenePart& part = scene.geometries[0].parts[0];
  const Material& material = scene.materials[*part.material];
  // Colours of MTL are sRGB.
  EXPECT_THAT(material.pbr_info.base_color,
              IsNear(RGBA{0.2140411f, 0.0508761f, 1, 0.5f}));
  EXPECT_TRUE(material.use_alpha);
  ASSERT_TRUE(material.pbr_info.base_color_texture.has_value());
  EXPECT_EQ(scene.textures[0].image, SmallPng());
  // v counts from the lower edge in OBJ, from the upper here.
  for (size_t i = 0; i < 3; ++i) {
    const Vec3& at = part.mesh.positions[i];
    EXPECT_THAT(part.mesh.texture_coordinates[0][i],
                IsNear(Vec2{at[0], 1 - at[1]}));
  }
}

TEST_F(ImportFilesTest, NamesMayBeUris) {
  Write("models/m.mtl", "newmtl a\nmap_Kd my%20pixels.png\n");
  Write("models/my pixels.png", SmallPng().text());
  const SceneData scene =
      Must(ImportScene(Write("models/a.obj", kTexturedObj)));
  ASSERT_EQ(scene.textures.size(), 1u);
  EXPECT_EQ(scene.textures[0].image, SmallPng());
}

TEST_F(ImportFilesTest, OptionsReachTheMesh) {
  // Two squares at a right angle, each with its coordinates.
  const std::filesystem::path obj = Write(
      "fold.obj",
      "v 0 0 0\nv 1 0 0\nv 1 0 1\nv 0 0 1\nv 0 1 0\nv 1 1 0\nvt 0 0\nvt 1 "
      "0\nvt 1 1\nvt 0 1\nf 1/1 4/4 3/3 2/2\nf 1/1 2/2 6/3 5/4\n");
  const auto vertices = [&](float crease_angle) {
    return Must(ImportMesh(obj, {.crease_angle = crease_angle}));
  };
  const Mesh sharp = vertices(1.5f);
  EXPECT_EQ(sharp.positions.size(), 8u);
  EXPECT_TRUE(sharp.tangents.empty());
  const Mesh smooth = vertices(1.6f);
  EXPECT_EQ(smooth.positions.size(), 6u);
  const float half = std::sqrt(0.5f);
  for (size_t i = 0; i < smooth.positions.size(); ++i) {
    if (smooth.positions[i] != Vec3{0, 0, 0}) continue;
    EXPECT_THAT(smooth.normals[i], IsNear(Vec3{0, half, half}));
  }
  const Mesh mesh = Must(ImportMesh(obj, {.computes_tangents = true}));
  ASSERT_EQ(mesh.tangents.size(), mesh.positions.size());
  for (const Vec3& tangent : mesh.tangents) {
    EXPECT_THAT(tangent, IsNear(Vec3{1, 0, 0}));
  }
}

TEST_F(ImportFilesTest, ReadsNothingOutsideTheFolder) {
  Write("secret.png", SmallPng().text());
  std::filesystem::create_symlink(folder_ / "secret.png",
                                  folder_ / "models/link.png");
  const std::filesystem::path obj = Write("models/a.obj", kTexturedObj);
  for (const std::string& name :
       {std::string("../secret.png"), std::string("link.png"),
        std::string("%2E%2E/secret.png"), (folder_ / "secret.png").string()}) {
    Write("models/m.mtl", "newmtl a\nmap_Kd " + name + "\n");
    const SceneData scene = Must(ImportScene(obj));
    EXPECT_TRUE(scene.textures.empty()) << name;
    ASSERT_EQ(scene.warnings.size(), 1u);
    EXPECT_THAT(scene.warnings[0], HasSubstr("cannot be found"));
  }
}

TEST_F(ImportFilesTest, LimitsHold) {
  const std::filesystem::path ply = Write("a.ply", kSquarePly);
  const auto code = [&](const ImportLimits& limits) {
    return ImportScene(ply, {.limits = limits}).status().code();
  };
  EXPECT_EQ(code({}), absl::StatusCode::kOk);
  EXPECT_EQ(code({.max_file_bytes = 100}),
            absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(code({.max_vertices = 3}), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(code({.max_corners = 5}), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(code({.max_nodes = 0}), absl::StatusCode::kResourceExhausted);
  Write("m.mtl", "newmtl a\nmap_Kd p.png\n");
  Write("p.png", SmallPng().text());
  const std::filesystem::path obj = Write("b.obj", kTexturedObj);
  EXPECT_EQ(
      ImportScene(obj, {.limits = {.max_image_bytes = 10}}).status().code(),
      absl::StatusCode::kResourceExhausted);
}

TEST_F(ImportFilesTest, TellsProgressAndStops) {
  const std::filesystem::path ply = Write("a.ply", kSquarePly);
  std::vector<float> parts;
  const auto note = [&](float part) {
    parts.push_back(part);
    return true;
  };
  Must(ImportScene(ply, {.progress = note}));
  ASSERT_FALSE(parts.empty());
  EXPECT_TRUE(std::is_sorted(parts.begin(), parts.end()));
  EXPECT_EQ(parts.back(), 1);
  EXPECT_EQ(ImportScene(ply, {.progress = [](float) { return false; }})
                .status()
                .code(),
            absl::StatusCode::kCancelled);
}

TEST_F(ImportFilesTest, BrokenFilesAreErrors) {
  EXPECT_EQ(ImportScene(folder_ / "absent.obj").status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_EQ(ImportScene(Write("a.xyzzy", "?")).status().code(),
            absl::StatusCode::kInvalidArgument);
  const std::pair<std::string, std::string> broken[] = {
      {"empty.ply", ""},
      {"nan.off", "OFF\n3 1 0\n0 0 0\nnan 0 0\n0 3 0\n3 0 1 2\n"},
      {"beyond.off", "OFF\n3 1 0\n0 0 0\n2 0 0\n0 3 0\n3 0 1 7\n"},
      {"junk.glb", "glTF junk that is none"},
      {"junk.gltf", "{\"asset\": {\"version\": \"2.0\"}, \"nodes\": 7}"},
      {"junk.fbx", "Kaydara FBX Binary  \0"},
      {"junk.dae", "<COLLADA><scene>"},
      {"junk.stl", "solid"}};
  for (const auto& [name, text] : broken) {
    EXPECT_FALSE(ImportScene(Write(name, text)).ok()) << name;
  }
}

// Of the readers that belong to the program.
TEST_F(ImportFilesTest, NoInputOfTheFuzzerBreaksTheProgram) {
  for (const std::string_view format : {"3mf", "gltf"}) {
    const std::filesystem::path folder =
        std::filesystem::path(NOODLES_FUZZ_INPUTS) / format;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream stream(entry.path(), std::ios::binary);
      const std::string file(std::istreambuf_iterator<char>(stream), {});
      const absl::Status status =
          ImportScene(Bytes::Copy(file), format).status();
      EXPECT_EQ(StatusMessage(status).find("broke down"), std::string::npos)
          << entry.path() << status;
    }
  }
}

TEST_F(ImportFilesTest, SaysWhatElseAFileIs) {
  const std::pair<std::string, std::string> files[] = {
      {"version https://git-lfs.github.com/spec/v1\noid x\n", "git lfs pull"},
      {"\n<!DOCTYPE html><html>", "a web page; download the file itself"},
      {"\x1F\x8B\x08 packed", "gzip; unpack it"},
      {"PK\x03\x04 packed", "a ZIP archive; unpack it"}};
  for (const char* const name :
       {"a.obj", "a.ply", "a.stl", "a.gltf", "a.dae"}) {
    for (const auto& [text, advice] : files) {
      EXPECT_THAT(TextOf(ImportScene(Write(name, text)).status()),
                  testing::AllOf(HasSubstr(name), HasSubstr(advice)));
    }
  }
  EXPECT_THAT(TextOf(ImportScene(Write("a.stl", "ply\nformat")).status()),
              HasSubstr("a PLY; name it .ply"));
  EXPECT_THAT(TextOf(ImportScene(Write("a.obj", "glTF....")).status()),
              HasSubstr("a GLB; name it .glb"));
}

TEST_F(ImportFilesTest, NamesInLatin1BecomeUtf8) {
  // In the file and on the disk.
  Write("models/W\xFCrfel.mtl",
        "newmtl gr\xFCn\nKd 0 1 0\nmap_Kd R\xF6t.png\n");
  Write("models/R\u00F6t.png", SmallPng().text());
  const SceneData scene =
      Must(ImportScene(Write("models/a.obj",
                             "mtllib W\xFCrfel.mtl\no W\xFCrfel\nusemtl gr\xFCn"
                             "\nv 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\n"
                             "f 1/1 2/1 3/1\n\xE4\x7F 1\n")));
  EXPECT_EQ(scene.nodes[0].name, "W\u00FCrfel");
  EXPECT_EQ(scene.materials[0].name, "gr\u00FCn");
  EXPECT_EQ(scene.textures.size(), 1u);
  // What a terminal would obey is written out.
  EXPECT_THAT(scene.warnings,
              testing::ElementsAre("the unknown word \u00E4\\x7f is left out"));
}

}  // namespace
}  // namespace noodles
