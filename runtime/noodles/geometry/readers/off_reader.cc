#include "noodles/geometry/readers/off_reader.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "noodles/geometry/mesh/clean_mesh.h"
#include "noodles/geometry/mesh/triangulate.h"
#include "noodles/geometry/readers/corner_mesh.h"
#include "noodles/geometry/readers/point_list.h"
#include "noodles/geometry/readers/text_scanner.h"
#include "noodles/geometry/support/srgb.h"

namespace noodles::geometry_internal {
namespace {

// The linear colour of 3 or 4 numbers: whole numbers count to 255.
Vec4 ColorOf(const std::vector<std::string_view>& words) {
  Vec4 color = {1, 1, 1, 1};
  const bool is_real =
      std::any_of(words.begin(), words.end(), [](std::string_view word) {
        return word.find_first_of(".eE") != word.npos;
      });
  for (size_t i = 0; i < std::min<size_t>(words.size(), 4); ++i) {
    const auto number = static_cast<float>(NumberOf(words[i]).value_or(1.0));
    const float part =
        std::clamp(is_real ? number : number / 255.0f, 0.0f, 1.0f);
    color[i] = i < 3 ? LinearOfSrgb(part) : part;
  }
  return color;
}

class OffReader {
 public:
  // `has_edges`: whether the head has the number of edges, which some programs
  // leave out.
  OffReader(const ReaderContext& context, std::string_view text, bool has_edges)
      : context_(context), text_(text), has_edges_(has_edges), words_(text) {}

  // Whether the line of the counts has no number of edges, which may then
  // follow on the next line or be left out.
  bool may_lack_edges() const { return may_lack_edges_; }
  // Whether words follow the last face.
  bool has_rest() const { return has_rest_; }

  absl::StatusOr<SceneData> Read() {
    absl::Status status = ReadHead();
    if (status.ok()) status = ReadVertices();
    if (status.ok()) status = ReadFaces();
    if (!status.ok()) return status;
    if (palette_colors_ > 0) {
      scene_.warnings.push_back(CountOf(palette_colors_, "colour") +
                                " of faces by their number in a palette are "
                                "left out");
    }
    Assemble();
    WarnOfRest();
    if (scene_.nodes.empty()) {
      return NothingToShow(context_, scene_);
    }
    return std::move(scene_);
  }

 private:
  absl::Status Fault(size_t offset, std::string_view what) const {
    return FaultAt(context_, text_, offset, what);
  }

  absl::Status Unexpected(std::string_view expected, std::string_view found) {
    return Fault(words_.offset() - found.size(),
                 "expected " + std::string(expected) + ", found " +
                     (found.empty() ? "the end of the file"
                                    : std::string(found.substr(0, 40))));
  }

  absl::Status ReadHead() {
    TextScanner ahead = words_;
    std::string_view word = ahead.Word('#');
    const std::string_view whole = word;
    // The word may be missing.
    if (!NumberOf(word)) {
      // Programs write the letters in several orders.
      const auto take = [&](std::string_view letters, bool& is_there) {
        if (is_there || !word.starts_with(letters)) return false;
        is_there = true;
        word.remove_prefix(letters.size());
        return true;
      };
      bool has_dimensions = false;
      while (take("ST", has_coordinates_) || take("C", has_colors_) ||
             take("N", has_normals_) || take("4", has_weight_) ||
             take("n", has_dimensions)) {
      }
      if (has_dimensions) {
        return Fault(ahead.offset() - whole.size(),
                     "files of other than three dimensions cannot be read");
      }
      words_ = ahead;
      if (!EqualsIgnoringCase(word, "OFF")) {
        return Unexpected("OFF, COFF, NOFF or STOFF", whole);
      }
      TextScanner next = words_;
      if (EqualsIgnoringCase(next.Word('#'), "BINARY")) {
        return Fault(words_.offset(),
                     "binary OFF cannot be read; save the file as text");
      }
    }
    size_t unused = 0;
    absl::Status status = ReadCount("the number of vertices", vertices_);
    if (status.ok()) status = ReadCount("the number of faces", faces_);
    TextScanner line = words_;
    may_lack_edges_ = status.ok() && line.WordOfLine().empty();
    if (status.ok() && has_edges_) {
      status = ReadCount("the number of edges", unused);
    }
    return status;
  }

  absl::Status ReadCount(std::string_view what, size_t& count) {
    const std::string_view word = words_.Word('#');
    const std::optional<double> number = NumberOf(word);
    if (!number || *number < 0 || *number > 4e9 ||
        *number != std::floor(*number)) {
      return Unexpected(what, word);
    }
    count = static_cast<size_t>(*number);
    return absl::OkStatus();
  }

  absl::Status TooFew(std::string_view what, size_t found, size_t declared) {
    return Fault(words_.offset(),
                 "the file ends: it has " + std::to_string(found) + " of the " +
                     std::to_string(declared) + " " + std::string(what) +
                     " that its head declares");
  }

  // The numbers of a colour of a vertex, which the first vertex tells.
  size_t ColorNumbers(size_t others) const {
    TextScanner line = words_;
    line.Word('#');
    size_t count = 1;
    while (!line.WordOfLine().empty()) ++count;
    return count == others + 3 ? 3 : 4;
  }

  absl::Status ReadVertices() {
    const size_t others = (has_weight_ ? 4u : 3u) + (has_normals_ ? 3u : 0u) +
                          (has_coordinates_ ? 2u : 0u);
    const size_t colors = has_colors_ ? ColorNumbers(others) : 0;
    const size_t count = others + colors;
    points_.Reserve(std::min(vertices_, text_.size() / (2 * count) + 1));
    std::vector<double> numbers(count);
    std::vector<std::string_view> words(count);
    for (size_t i = 0; i < vertices_; ++i) {
      for (size_t j = 0; j < count; ++j) {
        words[j] = words_.Word('#');
        if (words[j].empty()) return TooFew("vertices", i, vertices_);
        const std::optional<double> number = NumberOf(words[j]);
        if (!number) return Unexpected("a number", words[j]);
        numbers[j] = *number;
      }
      AddVertex(numbers, words, colors);
    }
    return CheckLimits(context_, vertices_, 0);
  }

  void AddVertex(const std::vector<double>& numbers,
                 const std::vector<std::string_view>& words, size_t colors) {
    size_t at = has_weight_ ? 4 : 3;
    const double weight = has_weight_ ? numbers[3] : 1;
    points_.Add(
        {numbers[0] / weight, numbers[1] / weight, numbers[2] / weight});
    if (has_normals_) {
      mesh_.normals.push_back(
          vector::Normalize(Vec3{static_cast<float>(numbers[at]),
                                 static_cast<float>(numbers[at + 1]),
                                 static_cast<float>(numbers[at + 2])},
                            Vec3{0, 1, 0}));
      at += 3;
    }
    if (has_colors_) {
      mesh_.colors.resize(1);
      const auto first = words.begin() + static_cast<std::ptrdiff_t>(at);
      mesh_.colors[0].push_back(
          ColorOf({first, first + static_cast<std::ptrdiff_t>(colors)}));
      at += colors;
    }
    if (!has_coordinates_) return;
    mesh_.texture_coordinates.resize(1);
    mesh_.texture_coordinates[0].push_back(
        {static_cast<float>(numbers[at]),
         1 - static_cast<float>(numbers[at + 1])});
  }

  absl::Status ReadFaces() {
    origin_ = points_.Origin();
    mesh_.positions = points_.Relative(origin_);
    points_ = {};
    std::vector<uint32_t> corners;
    for (size_t i = 0; i < faces_; ++i) {
      size_t count = 0;
      TextScanner ahead = words_;
      if (ahead.Word('#').empty()) return TooFew("faces", i, faces_);
      absl::Status status = ReadCount("the number of corners", count);
      if (!status.ok()) return status;
      corners.clear();
      for (size_t j = 0; j < count; ++j) {
        ahead = words_;
        if (ahead.Word('#').empty()) return TooFew("faces", i, faces_);
        size_t vertex = 0;
        status = ReadCount("the number of a vertex", vertex);
        if (!status.ok()) return status;
        if (vertex >= vertices_) {
          return Fault(words_.offset(),
                       "face " + std::to_string(i) + " names vertex " +
                           std::to_string(vertex) + "; the file has " +
                           CountOf(vertices_, "vertex"));
        }
        corners.push_back(static_cast<uint32_t>(vertex));
      }
      AddFace(corners);
      status = CheckLimits(context_, 0, mesh_.indices.size());
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  void AddFace(const std::vector<uint32_t>& corners) {
    const Vec4 color = ReadFaceColor();
    std::vector<Vec3> points;
    points.reserve(corners.size());
    for (const uint32_t corner : corners) {
      points.push_back(mesh_.positions[corner]);
    }
    for (const auto& triangle : triangulator_.Cut(points)) {
      for (const uint32_t corner : triangle) {
        mesh_.indices.push_back(corners[corner]);
        face_colors_.push_back(color);
      }
    }
    if (corners.size() == 2) {
      lines_.insert(lines_.end(), corners.begin(), corners.end());
    } else if (corners.size() == 1) {
      single_points_.push_back(corners[0]);
    } else if (corners.empty()) {
      ++empty_faces_;
    }
  }

  // A face may have 1, 3 or 4 numbers of a colour at the end of its line.
  Vec4 ReadFaceColor() {
    TextScanner line = words_;
    std::vector<std::string_view> words;
    for (std::string_view word = line.WordOfLine(); !word.empty();
         word = line.WordOfLine()) {
      if (words.size() == 5 || !NumberOf(word)) break;
      words.push_back(word);
    }
    if (words.size() == 1) {
      words_ = line;
      ++palette_colors_;
    }
    if (words.size() != 3 && words.size() != 4) return {1, 1, 1, 1};
    words_ = line;
    has_face_colors_ = true;
    return ColorOf(words);
  }

  void WarnOfRest() {
    const size_t start = words_.offset();
    has_rest_ = !words_.Word('#').empty();
    if (!has_rest_) return;
    scene_.warnings.push_back(CountOf(text_.size() - start, "byte") +
                              " behind the last face are left out");
  }

  void AddPart(Mesh mesh) {
    CleanMesh(mesh, scene_.warnings);
    if (mesh.positions.empty()) return;
    std::optional<size_t> material;
    if (HasTransparentColors(mesh)) {
      material = scene_.materials.size();
      scene_.materials.push_back(TransparentMaterial());
    }
    parts_.push_back({std::move(mesh), material});
  }

  void Assemble() {
    if (!lines_.empty()) {
      Mesh lines = PartOf(mesh_, lines_);
      lines.type = PrimitiveType::kLines;
      AddPart(std::move(lines));
    }
    const bool has_faces = !mesh_.indices.empty() || !lines_.empty();
    if (has_faces && !single_points_.empty()) {
      Mesh points = PartOf(mesh_, single_points_);
      points.type = PrimitiveType::kPoints;
      AddPart(std::move(points));
    }
    if (empty_faces_ > 0) {
      scene_.warnings.push_back(CountOf(empty_faces_, "face") +
                                " without corners are left out");
    }
    if (!has_faces) {
      mesh_.type = PrimitiveType::kPoints;
      if (vertices_ > 0) AddPart(std::move(mesh_));
    } else if (!mesh_.indices.empty()) {
      if (has_face_colors_ && !has_colors_)
        SplitCorners(mesh_, {}, face_colors_);
      AddPart(std::move(mesh_));
    }
    if (parts_.empty()) return;
    scene_.geometries.push_back({.parts = std::move(parts_)});
    scene_.nodes.push_back({.transform = MoveBy(origin_), .geometry = 0});
  }

  const ReaderContext& context_;
  const std::string_view text_;
  const bool has_edges_;
  bool may_lack_edges_ = false;
  bool has_rest_ = false;
  TextScanner words_;
  bool has_coordinates_ = false;
  bool has_colors_ = false;
  bool has_normals_ = false;
  bool has_weight_ = false;
  size_t vertices_ = 0;
  size_t faces_ = 0;
  PointList points_;
  Vec3 origin_ = {0, 0, 0};
  Mesh mesh_;
  // For each corner of the triangles.
  std::vector<Vec4> face_colors_;
  bool has_face_colors_ = false;
  size_t palette_colors_ = 0;
  std::vector<uint32_t> lines_;
  std::vector<uint32_t> single_points_;
  size_t empty_faces_ = 0;
  Triangulator triangulator_;
  std::vector<ScenePart> parts_;
  SceneData scene_;
};

}  // namespace

absl::StatusOr<SceneData> ReadOff(const ReaderContext& context) {
  const absl::StatusOr<Bytes> text = TextOf(context);
  if (!text.ok()) return text.status();
  OffReader reader(context, text->text(), true);
  absl::StatusOr<SceneData> scene = reader.Read();
  if (!reader.may_lack_edges() || (scene.ok() && !reader.has_rest())) {
    return scene;
  }
  OffReader other(context, text->text(), false);
  absl::StatusOr<SceneData> without_edges = other.Read();
  if (without_edges.ok() && !other.has_rest()) return without_edges;
  return scene;
}

}  // namespace noodles::geometry_internal
