#include "import_program/threemf/threemf_model.h"

#include <expat.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/readers/text_scanner.h"
#include "noodles/geometry/support/srgb.h"

namespace noodles::import_program {
namespace {

using geometry_internal::LinearOfSrgb;
using geometry_internal::NumberOf;
using geometry_internal::TextScanner;

constexpr char kSeparator = '|';

// "URI|name" without the URI.
std::string_view LocalName(const char* name) {
  const char* const end = std::strrchr(name, kSeparator);
  return end == nullptr ? name : end + 1;
}

using ParserOwner = std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)>;

ParserOwner NewParser() {
  return {XML_ParserCreateNS(nullptr, kSeparator), XML_ParserFree};
}

class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}

  std::string_view operator[](std::string_view name) const {
    for (const char** at = pairs_; *at != nullptr; at += 2) {
      if (LocalName(at[0]) == name) return at[1];
    }
    return {};
  }

 private:
  const char** pairs_;
};

class ModelParser {
 public:
  ModelParser(const std::string& path, const ImportLimits& limits,
              ThreeMfModel& model)
      : path_(path), limits_(limits), model_(model), parser_(NewParser()) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* data, const char* name, const char** attributes) {
          static_cast<ModelParser*>(data)->Start(LocalName(name),
                                                 Attributes(attributes));
        },
        [](void* data, const char* name) {
          if (LocalName(name) == "object") {
            static_cast<ModelParser*>(data)->object_ = nullptr;
          }
        });
    XML_SetStartNamespaceDeclHandler(
        parser_.get(), [](void* data, const char* prefix, const char* uri) {
          if (prefix == nullptr || uri == nullptr) return;
          static_cast<ModelParser*>(data)->namespaces_.emplace(prefix, uri);
        });
    // The specification forbids document types, which can grow without limits.
    XML_SetStartDoctypeDeclHandler(
        parser_.get(),
        [](void* data, const char*, const char*, const char*, int) {
          static_cast<ModelParser*>(data)->Fail("a document type is forbidden");
        });
  }

  absl::Status Parse(const std::function<std::string_view()>& next) {
    for (;;) {
      const std::string_view piece = next();
      const bool is_last = piece.empty();
      const XML_Status status =
          XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()),
                    is_last ? 1 : 0);
      if (!status_.ok()) return status_;
      if (status != XML_STATUS_OK) {
        return InvalidArgument(
            Place() + XML_ErrorString(XML_GetErrorCode(parser_.get())));
      }
      if (is_last) return absl::OkStatus();
    }
  }

 private:
  std::string Place() const {
    return path_ + ":" +
           std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ":" +
           std::to_string(XML_GetCurrentColumnNumber(parser_.get()) + 1) + ": ";
  }

  void FailWith(absl::Status status) {
    if (status_.ok()) status_ = std::move(status);
    XML_StopParser(parser_.get(), XML_FALSE);
  }
  void Fail(const std::string& what) {
    FailWith(InvalidArgument(Place() + what));
  }

  // A whole number. Fails where it is absent and `fallback` is not given.
  uint64_t Whole(const Attributes& attributes, std::string_view name,
                 std::optional<uint64_t> fallback = std::nullopt) {
    const std::string_view text = attributes[name];
    uint64_t number = 0;
    if (text.empty() && fallback) return *fallback;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() &&
        !text.empty()) {
      return number;
    }
    Fail("the attribute " + std::string(name) +
         ": expected a whole number, found `" +
         std::string(text.substr(0, 40)) + "`");
    return 0;
  }

  uint32_t Vertex(const Attributes& attributes, std::string_view name) {
    const uint64_t vertex = Whole(attributes, name);
    if (object_ != nullptr && vertex < object_->points.size()) {
      return static_cast<uint32_t>(vertex);
    }
    Fail("there is no vertex " + std::to_string(vertex) + " among " +
         std::to_string(object_ == nullptr ? 0 : object_->points.size()));
    return 0;
  }

  double Number(const Attributes& attributes, std::string_view name) {
    const std::string_view text =
        geometry_internal::WithoutBlanks(attributes[name]);
    const std::optional<double> number = NumberOf(text);
    if (number) return *number;
    Fail("the attribute " + std::string(name) + ": expected a number, found `" +
         std::string(text.substr(0, 40)) + "`");
    return 0;
  }

  // Twelve numbers: three for each row of a matrix that stands behind a row
  // vector, which are columns here.
  Mat4 Transform(const Attributes& attributes) {
    const std::string_view text = attributes["transform"];
    Mat4 matrix = kIdentity;
    if (text.empty()) return matrix;
    TextScanner words(text);
    for (size_t i = 0; i < 12; ++i) {
      const std::optional<double> number = NumberOf(words.Word());
      if (!number || !std::isfinite(*number)) {
        Fail("the attribute transform: expected 12 numbers, found `" +
             std::string(text.substr(0, 80)) + "`");
        return kIdentity;
      }
      matrix[4 * (i / 3) + i % 3] = static_cast<float>(*number);
    }
    return matrix;
  }

  // "#RRGGBB" or "#RRGGBBAA".
  Vec4 Color(std::string_view text) {
    uint32_t number = 0;
    const bool has_alpha = text.size() == 9;
    const auto [end, error] =
        std::from_chars(text.data() + std::min<size_t>(1, text.size()),
                        text.data() + text.size(), number, 16);
    if (!text.starts_with('#') || (text.size() != 7 && !has_alpha) ||
        error != std::errc() || end != text.data() + text.size()) {
      Fail("expected a colour #RRGGBB or #RRGGBBAA, found `" +
           std::string(text.substr(0, 40)) + "`");
      return {1, 1, 1, 1};
    }
    if (!has_alpha) number = number << 8 | 0xFF;
    Vec4 color;
    for (size_t i = 0; i < 4; ++i) {
      const auto byte = static_cast<uint8_t>(number >> (24 - 8 * i));
      const auto part = static_cast<float>(byte / 255.0);
      color[i] = i < 3 ? LinearOfSrgb(part) : part;
    }
    return color;
  }

  void Start(std::string_view name, const Attributes& attributes) {
    if (name == "vertex") {
      StartVertex(attributes);
    } else if (name == "triangle") {
      StartTriangle(attributes);
    } else if (name == "model") {
      StartModel(attributes);
    } else if (name == "object") {
      StartObject(attributes);
    } else if (name == "component" || name == "item") {
      StartComponent(name, attributes);
    } else if (!StartProperty(name, attributes)) {
      constexpr std::string_view kLeftOut[] = {"beamlattice",
                                               "slicestack",
                                               "multiproperties",
                                               "compositematerials",
                                               "displacement2d",
                                               "volumetricstack",
                                               "pbmetallicdisplayproperties",
                                               "pbspeculardisplayproperties",
                                               "translucentdisplayproperties"};
      if (std::find(std::begin(kLeftOut), std::end(kLeftOut), name) !=
          std::end(kLeftOut)) {
        model_.left_out.insert("the element " + std::string(name));
      }
    }
  }

  void StartModel(const Attributes& attributes) {
    constexpr std::pair<std::string_view, float> kUnits[] = {
        {"micron", 1e-6f}, {"millimeter", 1e-3f}, {"centimeter", 1e-2f},
        {"inch", 0.0254f}, {"foot", 0.3048f},     {"meter", 1.0f}};
    CheckExtensions(attributes["requiredextensions"]);
    const std::string_view unit = attributes["unit"];
    if (unit.empty()) return;
    for (const auto& [name, metres] : kUnits) {
      if (name == unit) {
        model_.unit = metres;
        return;
      }
    }
    Fail(
        "expected a unit of micron, millimeter, centimeter, inch, foot or "
        "meter, found `" +
        std::string(unit.substr(0, 40)) + "`");
  }

  // Warns of required extensions, a list of prefixes, that are not read.
  void CheckExtensions(std::string_view prefixes) {
    constexpr std::string_view kKnownNamespaces[] = {
        "http://schemas.microsoft.com/3dmanufacturing/material/2015/02",
        "http://schemas.microsoft.com/3dmanufacturing/production/2015/06",
        "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"};
    TextScanner words(prefixes);
    for (std::string_view prefix = words.Word(); !prefix.empty();
         prefix = words.Word()) {
      const auto known = namespaces_.find(prefix);
      const std::string name =
          known == namespaces_.end() ? std::string(prefix) : known->second;
      if (std::find(std::begin(kKnownNamespaces), std::end(kKnownNamespaces),
                    name) == std::end(kKnownNamespaces)) {
        model_.left_out.insert("the required extension " + name.substr(0, 200));
      }
    }
  }

  void StartObject(const Attributes& attributes) {
    object_ = &model_.objects[Whole(attributes, "id")];
    object_->name = attributes["name"];
    object_->own.group = Whole(attributes, "pid", 0);
    object_->own.places.fill(
        static_cast<uint32_t>(Whole(attributes, "pindex", 0)));
  }

  void StartVertex(const Attributes& attributes) {
    if (object_ == nullptr) return;
    object_->points.Add({Number(attributes, "x"), Number(attributes, "y"),
                         Number(attributes, "z")});
    if (++vertices_ > limits_.max_vertices) {
      FailWith(ResourceExhausted(Place() + "more than max_vertices vertices"));
    }
  }

  void StartTriangle(const Attributes& attributes) {
    if (object_ == nullptr) return;
    object_->triangles.push_back({Vertex(attributes, "v1"),
                                  Vertex(attributes, "v2"),
                                  Vertex(attributes, "v3")});
    corners_ += 3;
    if (corners_ > limits_.max_corners) {
      FailWith(ResourceExhausted(Place() + "more than max_corners corners"));
    }
    ThreeMfProperty property = object_->own;
    if (const std::string_view first = attributes["p1"]; !first.empty()) {
      property.group = Whole(attributes, "pid", object_->own.group);
      const uint64_t place = Whole(attributes, "p1");
      property.places = {static_cast<uint32_t>(place),
                         static_cast<uint32_t>(Whole(attributes, "p2", place)),
                         static_cast<uint32_t>(Whole(attributes, "p3", place))};
    }
    object_->properties.push_back(property);
  }

  void StartComponent(std::string_view name, const Attributes& attributes) {
    ThreeMfComponent component = {.path = std::string(attributes["path"]),
                                  .object = Whole(attributes, "objectid"),
                                  .transform = Transform(attributes)};
    if (component.path.empty()) component.path = path_;
    if (component.path.starts_with('/')) component.path.erase(0, 1);
    if (name == "item") {
      model_.items.push_back(std::move(component));
    } else if (object_ != nullptr) {
      object_->components.push_back(std::move(component));
    }
  }

  bool StartProperty(std::string_view name, const Attributes& attributes) {
    using Kind = ThreeMfGroup::Kind;
    const auto open = [&](Kind kind) {
      group_ = &model_.groups[Whole(attributes, "id")];
      group_->kind = kind;
    };
    if (name == "basematerials") {
      open(Kind::kMaterials);
    } else if (name == "colorgroup") {
      open(Kind::kColors);
    } else if (name == "texture2dgroup") {
      open(Kind::kCoordinates);
      group_->texture = Whole(attributes, "texid");
    } else if (name == "texture2d") {
      StartTexture(attributes);
    } else if (group_ == nullptr) {
      return false;
    } else if (name == "base") {
      group_->names.emplace_back(attributes["name"]);
      group_->colors.push_back(Color(attributes["displaycolor"]));
    } else if (name == "color") {
      group_->colors.push_back(Color(attributes["color"]));
    } else if (name == "tex2coord") {
      // v counts from the lower edge of the image.
      group_->coordinates.push_back(
          {static_cast<float>(Number(attributes, "u")),
           1 - static_cast<float>(Number(attributes, "v"))});
    } else {
      return false;
    }
    return true;
  }

  void StartTexture(const Attributes& attributes) {
    const auto mode = [&](std::string_view attribute) {
      const std::string_view style = attributes[attribute];
      if (style == "mirror") return SamplerMode::kMirroredRepeat;
      if (style == "clamp" || style == "none") return SamplerMode::kClampToEdge;
      return SamplerMode::kRepeat;
    };
    ThreeMfTexture& texture = model_.textures[Whole(attributes, "id")];
    texture.path = attributes["path"];
    texture.sampler.wrap_s = mode("tilestyleu");
    texture.sampler.wrap_t = mode("tilestylev");
  }

  const std::string& path_;
  const ImportLimits& limits_;
  ThreeMfModel& model_;
  const ParserOwner parser_;
  ThreeMfObject* object_ = nullptr;
  ThreeMfGroup* group_ = nullptr;
  // By prefix.
  std::map<std::string, std::string, std::less<>> namespaces_;
  size_t vertices_ = 0;
  size_t corners_ = 0;
  absl::Status status_;
};

}  // namespace

absl::Status ParseThreeMfModel(const std::string& path,
                               const std::function<std::string_view()>& next,
                               const ImportLimits& limits,
                               ThreeMfModel& model) {
  return ModelParser(path, limits, model).Parse(next);
}

std::string ThreeMfRoot(std::string_view relations) {
  std::string root;
  const ParserOwner parser = NewParser();
  XML_SetUserData(parser.get(), &root);
  XML_SetElementHandler(
      parser.get(),
      [](void* data, const char*, const char** pairs) {
        const Attributes attributes(pairs);
        if (attributes["Type"].ends_with("/3dmodel")) {
          *static_cast<std::string*>(data) = attributes["Target"];
        }
      },
      nullptr);
  XML_Parse(parser.get(), relations.data(), static_cast<int>(relations.size()),
            1);
  if (root.starts_with('/')) root.erase(0, 1);
  return root;
}

}  // namespace noodles::import_program
