#include "noodles/geometry/readers/stl_reader.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "noodles/geometry/mesh/clean_mesh.h"
#include "noodles/geometry/readers/corner_mesh.h"
#include "noodles/geometry/readers/point_list.h"
#include "noodles/geometry/readers/text_scanner.h"
#include "noodles/geometry/support/srgb.h"

namespace noodles::geometry_internal {
namespace {

constexpr size_t kHead = 84;
constexpr size_t kTriangle = 50;

uint64_t DeclaredTriangles(const Bytes& file) {
  uint32_t count = 0;
  if (file.size() >= kHead) std::memcpy(&count, file.data() + 80, sizeof count);
  return count;
}

// Whether the file is text: "solid" and, soon, one of the other words.
bool IsText(const Bytes& file, std::string_view text) {
  if (file.size() >= kHead &&
      file.size() == kHead + kTriangle * DeclaredTriangles(file)) {
    return false;
  }
  TextScanner scanner(text.substr(0, 4096));
  if (!EqualsIgnoringCase(scanner.Word(), "solid")) return false;
  if (text.substr(0, 512).find('\0') != text.npos) return false;
  for (std::string_view word = scanner.Word(); !word.empty();
       word = scanner.Word()) {
    if (EqualsIgnoringCase(word, "facet") ||
        EqualsIgnoringCase(word, "endsolid")) {
      return true;
    }
  }
  // A solid without facets, or with nothing behind its name.
  return file.size() < kHead;
}

absl::Status AddSolid(std::string name, Mesh mesh, const Vec3& origin,
                      SceneData& scene) {
  CleanMesh(mesh, scene.warnings);
  if (mesh.positions.empty()) return absl::OkStatus();
  scene.nodes.push_back({.name = name,
                         .transform = MoveBy(origin),
                         .geometry = scene.geometries.size()});
  scene.geometries.push_back({.name = std::move(name)});
  scene.geometries.back().parts.push_back({std::move(mesh), std::nullopt});
  return absl::OkStatus();
}

class TextReader {
 public:
  TextReader(const ReaderContext& context, std::string_view text)
      : context_(context), text_(text), words_(text) {}

  absl::StatusOr<SceneData> Read() {
    for (std::string word = Word(); !word.empty(); word = Word()) {
      if (EqualsIgnoringCase(word, "solid")) {
        Finish();
        name_ = words_.Rest();
        is_open_ = true;
      } else if (EqualsIgnoringCase(word, "endsolid")) {
        words_.Rest();
        Finish();
      } else if (EqualsIgnoringCase(word, "facet")) {
        absl::Status status = ReadFacet();
        if (!status.ok()) return status;
      } else {
        return Unexpected("solid, facet or endsolid", word);
      }
    }
    if (is_open_) {
      scene_.warnings.push_back("the file ends without endsolid, behind " +
                                CountOf(facets_, "facet"));
      Finish();
    }
    return std::move(scene_);
  }

 private:
  absl::Status Unexpected(std::string_view expected, std::string_view found) {
    // The last word may be cut off.
    TextScanner ahead = words_;
    if (ahead.Word().empty()) {
      return FaultAt(context_, text_, words_.offset(),
                     "the file ends within facet " +
                         std::to_string(facets_ + 1) + ": expected " +
                         std::string(expected));
    }
    return FaultAt(context_, text_, words_.offset() - found.size(),
                   "expected " + std::string(expected) + ", found " +
                       std::string(found.substr(0, 40)));
  }

  // The next word. Some programs write "end facet" for "endfacet".
  std::string Word() {
    const std::string_view word = words_.Word();
    if (!EqualsIgnoringCase(word, "end")) return std::string(word);
    return std::string(word).append(words_.Word());
  }

  absl::Status Expect(std::string_view expected) {
    const std::string word = Word();
    if (EqualsIgnoringCase(word, expected)) return absl::OkStatus();
    return Unexpected(expected, word);
  }

  absl::Status ReadPoint(PointList::Point& point) {
    for (double& number : point) {
      const std::string_view word = words_.Word();
      const std::optional<double> read = NumberOf(word);
      if (!read) return Unexpected("a number", word);
      number = *read;
    }
    return absl::OkStatus();
  }

  absl::Status ReadFacet() {
    PointList::Point point;
    absl::Status status = Expect("normal");
    // The normal, which is computed anew, may be left out.
    TextScanner ahead = words_;
    const bool has_normal = !EqualsIgnoringCase(ahead.Word(), "outer");
    if (status.ok() && has_normal) status = ReadPoint(point);
    if (status.ok()) status = Expect("outer");
    if (status.ok()) status = Expect("loop");
    for (size_t i = 0; i < 3 && status.ok(); ++i) {
      status = Expect("vertex");
      if (status.ok()) status = ReadPoint(point);
      if (status.ok()) points_.Add(point);
    }
    if (status.ok()) status = Expect("endloop");
    if (status.ok()) status = Expect("endfacet");
    if (!status.ok()) return status;
    ++facets_;
    return CheckLimits(context_, 3 * facets_, 3 * facets_);
  }

  void Finish() {
    is_open_ = false;
    if (points_.size() == 0) return;
    const Vec3 origin = points_.Origin();
    Mesh mesh;
    mesh.positions = points_.Relative(origin);
    mesh.indices.resize(mesh.positions.size());
    for (uint32_t i = 0; i < mesh.indices.size(); ++i) mesh.indices[i] = i;
    points_ = {};
    AddSolid(Utf8Of(name_), std::move(mesh), origin, scene_).IgnoreError();
  }

  const ReaderContext& context_;
  const std::string_view text_;
  TextScanner words_;
  std::string_view name_;
  bool is_open_ = false;
  size_t facets_ = 0;
  PointList points_;
  SceneData scene_;
};

// The colour of a triangle, whose 15 bits stand in the order of the dialect;
// std::nullopt where the triangle has none.
std::optional<Vec4> ColorOf(uint16_t bits, const std::optional<Vec4>& all) {
  // "COLOR=" in the head: a set bit 15 means the colour of the whole.
  const bool is_own = all ? (bits & 0x8000) == 0 : (bits & 0x8000) != 0;
  if (!is_own) return all;
  const auto part = [&](unsigned int shift) {
    return LinearOfSrgb(static_cast<float>(bits >> shift & 31) / 31.0f);
  };
  return all ? Vec4{part(0), part(5), part(10), 1}
             : Vec4{part(10), part(5), part(0), 1};
}

std::optional<Vec4> ColorOfHead(const Bytes& file) {
  const std::string_view head = file.text().substr(0, 80);
  const size_t at = head.find("COLOR=");
  if (at == head.npos || at + 10 > head.size()) return std::nullopt;
  Vec4 color;
  for (size_t i = 0; i < 4; ++i) {
    const auto byte = static_cast<uint8_t>(head[at + 6 + i]);
    const float part = static_cast<float>(byte / 255.0);
    color[i] = i < 3 ? LinearOfSrgb(part) : part;
  }
  return color;
}

absl::StatusOr<SceneData> ReadBinary(const ReaderContext& context) {
  const Bytes& file = context.contents;
  if (file.size() < kHead) {
    return FaultOf(
        context,
        "expected `solid`, or a binary STL of at least 84 bytes; the "
        "file has " +
            CountOf(file.size(), "byte"));
  }
  const uint64_t declared = DeclaredTriangles(file);
  const uint64_t there = (file.size() - kHead) / kTriangle;
  if (there < declared) {
    return FaultAtByte(context, file.size(),
                       "the file ends: it has " + std::to_string(there) +
                           " of the " + std::to_string(declared) +
                           " triangles that byte 80 declares");
  }
  const auto count = static_cast<size_t>(declared);
  absl::Status status = CheckLimits(context, 3 * count, 3 * count);
  if (!status.ok()) return status;
  SceneData scene;
  if (const size_t rest = file.size() - kHead - kTriangle * count; rest > 0) {
    scene.warnings.push_back(
        CountOf(rest, "byte") +
        " behind the last triangle are left out: byte 80 declares " +
        CountOf(count, "triangle") + ", and the file has room for " +
        CountOf(there, "triangle"));
  }
  const std::optional<Vec4> all = ColorOfHead(file);
  Mesh mesh;
  mesh.positions.resize(3 * count);
  mesh.indices.resize(3 * count);
  std::vector<Vec4> colors;
  for (size_t i = 0; i < count; ++i) {
    const uint8_t* const triangle = file.data() + kHead + kTriangle * i;
    std::memcpy(&mesh.positions[3 * i], triangle + 12, 36);
    uint16_t bits = 0;
    std::memcpy(&bits, triangle + 48, sizeof bits);
    for (size_t j = 3 * i; j < 3 * i + 3; ++j) {
      mesh.indices[j] = static_cast<uint32_t>(j);
    }
    if (bits == 0 && !all && colors.empty()) continue;
    colors.resize(3 * i, Vec4{1, 1, 1, 1});
    colors.resize(3 * i + 3, ColorOf(bits, all).value_or(Vec4{1, 1, 1, 1}));
  }
  if (std::any_of(colors.begin(), colors.end(), [](const Vec4& color) {
        return color != Vec4{1, 1, 1, 1};
      })) {
    colors.resize(3 * count, Vec4{1, 1, 1, 1});
    mesh.colors.push_back(std::move(colors));
  }
  status = AddSolid("", std::move(mesh), {0, 0, 0}, scene);
  if (!status.ok()) return status;
  return scene;
}

}  // namespace

absl::StatusOr<SceneData> ReadStl(const ReaderContext& context) {
  const absl::StatusOr<Bytes> bytes = TextOf(context);
  if (!bytes.ok()) return bytes.status();
  absl::StatusOr<SceneData> scene =
      IsText(context.contents, bytes->text())
          ? TextReader(context, bytes->text()).Read()
          : ReadBinary(context);
  if (scene.ok() && scene->nodes.empty()) {
    scene->warnings.insert(scene->warnings.begin(), "no triangles");
    return NothingToShow(context, *scene);
  }
  return scene;
}

}  // namespace noodles::geometry_internal
