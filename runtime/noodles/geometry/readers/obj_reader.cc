#include "noodles/geometry/readers/obj_reader.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/mesh/clean_mesh.h"
#include "noodles/geometry/readers/mtl_reader.h"
#include "noodles/geometry/readers/obj_parts.h"
#include "noodles/geometry/readers/text_scanner.h"

namespace noodles::geometry_internal {
namespace {

constexpr std::string_view kFreeForm[] = {
    "vp",   "cstype", "deg",  "bmat", "step",  "curv", "curv2", "surf",
    "parm", "trim",   "hole", "scrv", "sp",    "end",  "con",   "bzp",
    "bsp",  "cdc",    "cdp",  "res",  "ctech", "stech"};
// Words of the format that change nothing here.
constexpr std::string_view kWithoutEffect[] = {
    "s",      "mg",     "bevel",      "c_interp",  "d_interp", "lod",
    "usemap", "maplib", "shadow_obj", "trace_obj", "call",     "csh"};

template <size_t n>
bool Holds(const std::string_view (&words)[n], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

std::string_view WithoutQuotes(std::string_view name) {
  if (name.size() > 1 && name.front() == '"' && name.back() == '"') {
    name = WithoutBlanks(name.substr(1, name.size() - 2));
  }
  return name;
}

class ObjReader {
 public:
  explicit ObjReader(const ReaderContext& context) : context_(context) {}

  absl::StatusOr<SceneData> Read() {
    const absl::StatusOr<Bytes> bytes = TextOf(context_);
    if (!bytes.ok()) return bytes.status();
    text_ = bytes->text();
    const std::string joined = JoinedLines(text_);
    TextScanner scanner(joined.empty() ? text_ : std::string_view(joined));
    Open("");
    size_t lines = 0;
    while (!scanner.at_end()) {
      absl::Status status = ReadLine(scanner);
      if (!status.ok()) return status;
      scanner.SkipLine();
      if ((++lines & 0xFFFF) == 0 &&
          !TellProgress(context_, 0.7f * static_cast<float>(scanner.offset()) /
                                      static_cast<float>(text_.size()))) {
        return Cancelled("the import was cancelled");
      }
    }
    absl::Status status = Assemble();
    if (!status.ok()) return status;
    return std::move(scene_);
  }

 private:
  // The text with blanks in place of each backslash at the end of a line and of
  // the line end; empty where there are none. Comments end with their line.
  static std::string JoinedLines(std::string_view text) {
    std::string joined;
    for (size_t at = text.find('\\'); at != text.npos;
         at = text.find('\\', at + 1)) {
      size_t end = at + 1;
      while (text.substr(end, 1) == " " || text.substr(end, 1) == "\t") ++end;
      const size_t blanks_end = end;
      if (text.substr(end, 1) == "\r") ++end;
      if (text.substr(end, 1) == "\n") ++end;
      if (end == blanks_end) continue;
      const size_t start = text.find_last_of("\r\n", at) + 1;
      if (text.substr(start, at - start).find('#') != text.npos) continue;
      if (joined.empty()) joined = text;
      std::fill(joined.begin() + static_cast<std::ptrdiff_t>(at),
                joined.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    }
    return joined;
  }

  absl::Status Fault(size_t offset, std::string_view what) const {
    return FaultAt(context_, text_, offset, what);
  }

  absl::Status ReadLine(TextScanner& scanner) {
    const std::string_view word = scanner.WordOfLine();
    if (word.empty()) return absl::OkStatus();
    if (word == "v") return ReadVertex(scanner);
    if (word == "vt") return ReadCoordinate(scanner);
    if (word == "vn") return ReadNormal(scanner);
    if (word == "f" || word == "fo") {
      return ReadElement(scanner, PrimitiveType::kTriangles);
    }
    if (word == "l") return ReadElement(scanner, PrimitiveType::kLines);
    if (word == "p") return ReadElement(scanner, PrimitiveType::kPoints);
    if (word == "o" || word == "g") {
      Open(Utf8Of(scanner.Rest()));
      if (word == "o") objects_[object_].first_point = vertices_.points.size();
    } else if (word == "usemtl") {
      material_ = Utf8Of(WithoutQuotes(scanner.Rest()));
      last_part_.reset();
    } else if (word == "mtllib") {
      ReadLibraries(Utf8Of(scanner.Rest()));
    } else if (!Holds(kWithoutEffect, word)) {
      LeaveOut(word);
    }
    return absl::OkStatus();
  }

  void LeaveOut(std::string_view word) {
    constexpr size_t kMostWords = 30;
    if (Holds(kFreeForm, word)) {
      left_out_.insert("free-form geometry (" + std::string(word) + ")");
    } else if (left_out_.size() < kMostWords) {
      left_out_.insert("the unknown word " + std::string(word.substr(0, 40)));
    } else {
      left_out_.insert("whatever follows other unknown words");
    }
  }

  // Reads `least` to `most` numbers; whatever follows is left out.
  absl::Status ReadNumbers(TextScanner& scanner, size_t least, size_t most) {
    numbers_.clear();
    while (numbers_.size() < most) {
      const std::string_view word = scanner.WordOfLine();
      if (word.empty()) break;
      const std::optional<double> number = NumberOf(word);
      if (!number) {
        return Fault(
            scanner.offset() - word.size(),
            "expected a number, found " + std::string(word.substr(0, 40)));
      }
      numbers_.push_back(*number);
    }
    if (numbers_.size() >= least) return absl::OkStatus();
    return Fault(scanner.offset(), "expected " + CountOf(least, "number") +
                                       ", found " +
                                       std::to_string(numbers_.size()));
  }

  absl::Status ReadVertex(TextScanner& scanner) {
    absl::Status status = ReadNumbers(scanner, 3, 7);
    if (!status.ok()) return status;
    vertices_.points.Add({numbers_[0], numbers_[1], numbers_[2]});
    // Of four or five numbers, the fourth is a weight.
    const bool has_color = numbers_.size() >= 6;
    if (has_color || !vertices_.colors.empty()) {
      vertices_.colors.resize(vertices_.points.size(), Vec4{1, 1, 1, 1});
    }
    if (has_color) {
      Vec4& color = vertices_.colors.back();
      for (size_t i = 3; i < numbers_.size(); ++i) {
        color[i - 3] = static_cast<float>(numbers_[i]);
      }
    }
    return absl::OkStatus();
  }

  absl::Status ReadCoordinate(TextScanner& scanner) {
    absl::Status status = ReadNumbers(scanner, 1, 3);
    if (!status.ok()) return status;
    // OBJ counts v from the lower edge of the image.
    vertices_.coordinates.push_back(
        {static_cast<float>(numbers_[0]),
         numbers_.size() > 1 ? 1 - static_cast<float>(numbers_[1]) : 1.0f});
    return absl::OkStatus();
  }

  absl::Status ReadNormal(TextScanner& scanner) {
    absl::Status status = ReadNumbers(scanner, 3, 3);
    if (!status.ok()) return status;
    vertices_.normals.push_back({static_cast<float>(numbers_[0]),
                                 static_cast<float>(numbers_[1]),
                                 static_cast<float>(numbers_[2])});
    return absl::OkStatus();
  }

  // Elements from now on belong to the object of this name.
  void Open(std::string_view name) {
    if (!objects_.empty()) {
      objects_[object_].end_point = vertices_.points.size();
    }
    const auto [known, is_new] =
        names_.try_emplace(std::string(name), objects_.size());
    if (is_new) objects_.push_back({.name = std::string(name)});
    object_ = known->second;
    last_part_.reset();
  }

  ObjPart& PartOf(PrimitiveType type) {
    std::vector<ObjPart>& parts = objects_[object_].parts;
    if (last_part_ && parts[*last_part_].type == type) {
      return parts[*last_part_];
    }
    const auto [known, is_new] =
        part_places_.try_emplace({object_, type, material_}, parts.size());
    if (is_new) parts.push_back({.type = type, .material = material_});
    last_part_ = known->second;
    return parts[known->second];
  }

  std::optional<size_t> MaterialPlace(const std::string& name) {
    if (name.empty()) return std::nullopt;
    const auto known = materials_.find(name);
    if (known != materials_.end()) return known->second;
    if (missing_materials_.insert(name).second && !libraries_.empty()) {
      scene_.warnings.push_back("the material " + name +
                                " is in no material library");
    }
    return std::nullopt;
  }

  void ReadLibraries(std::string_view rest) {
    // One name with blanks, or several names.
    std::vector<std::string> names = {std::string(WithoutQuotes(rest))};
    if (context_.has_file && !context_.has_file(names[0])) {
      TextScanner words(rest);
      std::vector<std::string> several;
      for (std::string_view word = words.Word(); !word.empty();
           word = words.Word()) {
        several.emplace_back(WithoutQuotes(word));
      }
      if (several.size() > 1 &&
          std::any_of(several.begin(), several.end(), context_.has_file)) {
        names = std::move(several);
      }
    }
    for (const std::string& name : names) {
      if (!libraries_.insert(name).second) continue;
      std::optional<Bytes> library;
      if (context_.read_file) library = context_.read_file(name);
      if (library) {
        ReadMtl(context_, name, *library, scene_, materials_);
      } else {
        scene_.warnings.push_back("the material library " + name +
                                  " is not in the folder of the file or below");
      }
    }
  }

  absl::Status ReadElement(TextScanner& scanner, PrimitiveType type) {
    ObjPart& part = PartOf(type);
    const size_t before = part.corners.size();
    for (;;) {
      const std::string_view word = scanner.WordOfLine();
      if (word.empty()) break;
      ObjCorner corner;
      absl::Status status =
          ReadCorner(word, scanner.offset() - word.size(), corner);
      if (!status.ok()) return status;
      // A line of several vertices is a line for each neighbouring two.
      if (type == PrimitiveType::kLines && part.corners.size() >= before + 2) {
        part.corners.push_back(part.corners.back());
      }
      part.corners.push_back(corner);
    }
    corners_ += part.corners.size() - before;
    const size_t count = part.corners.size() - before;
    const size_t least = type == PrimitiveType::kTriangles ? 3
                         : type == PrimitiveType::kLines   ? 2
                                                           : 1;
    if (count < least) {
      part.corners.resize(before);
      ++too_small_;
    } else if (type == PrimitiveType::kTriangles) {
      part.sizes.push_back(static_cast<uint32_t>(count));
    }
    return CheckLimits(context_, 0, corners_);
  }

  // A whole number, or nothing: of "3", "3/", "3//", "3/4", "3//5", "3/4/5".
  absl::Status ReadCorner(std::string_view word, size_t offset,
                          ObjCorner& corner) {
    constexpr int64_t kAbsent = 0;
    int64_t items[3] = {kAbsent, kAbsent, kAbsent};
    size_t item = 0;
    const char* at = word.data();
    const char* const end = at + word.size();
    while (at < end && item < 3) {
      if (*at == '/') {
        ++item;
        ++at;
        continue;
      }
      const auto [next, error] = std::from_chars(at, end, items[item]);
      if (error != std::errc() || (next < end && *next != '/') ||
          items[item] == 0) {
        break;
      }
      at = next;
    }
    if (at < end || items[0] == kAbsent) {
      return Fault(offset,
                   "expected VERTEX, VERTEX/COORDINATE or "
                   "VERTEX/COORDINATE/NORMAL in whole numbers from 1 or below "
                   "0, found " +
                       std::string(word.substr(0, 40)));
    }
    const size_t points = vertices_.points.size();
    const int64_t point =
        items[0] > 0 ? items[0] - 1 : static_cast<int64_t>(points) + items[0];
    if (point < 0 || point >= int64_t{kNoItem}) {
      return NoVertex(offset, items[0]);
    }
    // A vertex that follows its face is right, too.
    if (static_cast<size_t>(point) >= points &&
        point > greatest_ahead_.value_or(-1)) {
      greatest_ahead_ = point;
      ahead_offset_ = offset;
    }
    corner.point = static_cast<uint32_t>(point);
    corner.coordinate =
        PlaceOf(items[1], vertices_.coordinates.size(), missing_coordinates_);
    corner.normal =
        PlaceOf(items[2], vertices_.normals.size(), missing_normals_);
    return absl::OkStatus();
  }

  absl::Status NoVertex(size_t offset, int64_t vertex) const {
    return Fault(offset, "there is no vertex " + std::to_string(vertex) +
                             ": the file has " +
                             CountOf(vertices_.points.size(), "vertex"));
  }

  // The place of a number; kNoItem, which is counted, where it is not there.
  static uint32_t PlaceOf(int64_t number, size_t count, size_t& missing) {
    if (number == 0) return kNoItem;
    const int64_t place =
        number > 0 ? number - 1 : static_cast<int64_t>(count) + number;
    if (place >= 0 && place < static_cast<int64_t>(count)) {
      return static_cast<uint32_t>(place);
    }
    ++missing;
    return kNoItem;
  }

  void Warn(size_t count, std::string_view noun, std::string_view what) {
    if (count == 0) return;
    scene_.warnings.push_back(CountOf(count, noun) + std::string(what));
  }

  absl::Status Assemble() {
    objects_[object_].end_point = vertices_.points.size();
    if (greatest_ahead_ &&
        *greatest_ahead_ >= static_cast<int64_t>(vertices_.points.size())) {
      return NoVertex(ahead_offset_, *greatest_ahead_ + 1);
    }
    absl::Status status = CheckLimits(context_, vertices_.points.size(), 0);
    if (!status.ok()) return status;
    Warn(missing_coordinates_, "corner",
         " of faces name a vt that is not there");
    Warn(missing_normals_, "corner", " of faces name a vn that is not there");
    Warn(too_small_, "element", " with too few vertices are left out");
    for (const std::string& what : left_out_) {
      scene_.warnings.push_back(what + " is left out");
    }
    AddLonelyPoints(vertices_, corners_ > 0, objects_);
    MakeObjColorsLinear(vertices_);
    const Vec3 origin = vertices_.points.Origin();
    const std::vector<Vec3> positions = vertices_.points.Relative(origin);
    for (ObjObject& object : objects_) AddObject(object, positions, origin);
    if (scene_.nodes.empty()) {
      scene_.warnings.insert(
          scene_.warnings.begin(),
          CountOf(vertices_.points.size(), "vertex") +
              (corners_ == 0 ? ", and no face, line or point of them"
                             : ", and no element that is whole"));
      return NothingToShow(context_, scene_);
    }
    if (scene_.nodes.size() > context_.limits.max_nodes) {
      return ResourceExhausted(context_.name + ": " +
                               CountOf(scene_.nodes.size(), "object") +
                               " are beyond ImportLimits::max_nodes = " +
                               std::to_string(context_.limits.max_nodes));
    }
    return absl::OkStatus();
  }

  void AddObject(ObjObject& object, const std::vector<Vec3>& positions,
                 const Vec3& origin) {
    SceneGeometry geometry = {.name = object.name};
    for (ObjPart& part : object.parts) {
      Mesh mesh = MeshOf(part, vertices_, positions);
      std::optional<size_t> material = MaterialPlace(part.material);
      part = {};
      CleanMesh(mesh, scene_.warnings);
      if (mesh.positions.empty()) continue;
      if (!material && HasTransparentColors(mesh)) {
        material = scene_.materials.size();
        scene_.materials.push_back(TransparentMaterial());
      }
      geometry.parts.push_back({std::move(mesh), material});
    }
    if (geometry.parts.empty()) return;
    scene_.nodes.push_back({.name = object.name,
                            .transform = MoveBy(origin),
                            .geometry = scene_.geometries.size()});
    scene_.geometries.push_back(std::move(geometry));
  }

  const ReaderContext& context_;
  std::string_view text_;
  ObjVertices vertices_;
  std::vector<double> numbers_;
  std::vector<ObjObject> objects_;
  std::map<std::string, size_t> names_;
  size_t object_ = 0;
  std::string material_;
  std::map<std::string, size_t, std::less<>> materials_;
  std::map<std::tuple<size_t, PrimitiveType, std::string>, size_t> part_places_;
  // Of the current object, where elements went last.
  std::optional<size_t> last_part_;
  std::set<std::string> libraries_;
  std::set<std::string> missing_materials_;
  std::set<std::string> left_out_;
  size_t corners_ = 0;
  size_t too_small_ = 0;
  size_t missing_coordinates_ = 0;
  size_t missing_normals_ = 0;
  std::optional<int64_t> greatest_ahead_;
  size_t ahead_offset_ = 0;
  SceneData scene_;
};

}  // namespace

absl::StatusOr<SceneData> ReadObj(const ReaderContext& context) {
  return ObjReader(context).Read();
}

}  // namespace noodles::geometry_internal
