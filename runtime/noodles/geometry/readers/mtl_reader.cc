#include "noodles/geometry/readers/mtl_reader.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "noodles/geometry/readers/text_scanner.h"
#include "noodles/geometry/scene/alpha_mode.h"
#include "noodles/geometry/scene/texture_transform.h"
#include "noodles/geometry/support/srgb.h"

namespace noodles::geometry_internal {
namespace {

// Words that change the look and that the protocol has no place for.
constexpr std::string_view kLeftOutWords[] = {
    "map_ka", "map_ks",      "map_ns",   "map_d",  "map_bump", "bump",
    "disp",   "decal",       "refl",     "map_pr", "map_pm",   "map_ps",
    "map_tr", "map_opacity", "tf",       "ps",     "pc",       "pcr",
    "aniso",  "anisor",      "map_disp", "map_pc", "map_aat"};
// Words whose loss nobody sees.
constexpr std::string_view kUnseen[] = {"ka", "ks", "ni", "illum", "sharpness"};

// The numbers that each option of a map takes at most; the first is needed.
struct MapOption {
  std::string_view name;
  size_t most;
  bool has_words;
};
constexpr MapOption kOptions[] = {
    {"-s", 3, false},      {"-o", 3, false},        {"-t", 3, false},
    {"-mm", 2, false},     {"-bm", 1, false},       {"-boost", 1, false},
    {"-texres", 1, false}, {"-clamp", 1, true},     {"-blendu", 1, true},
    {"-blendv", 1, true},  {"-imfchan", 1, true},   {"-cc", 1, true},
    {"-type", 1, true},    {"-colorspace", 1, true}};

std::string Lower(std::string_view word) {
  std::string lower(word);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
  }
  return lower;
}

struct MapLine {
  std::string file{};
  Vec2 scale = {1, 1};
  Vec2 offset = {0, 0};
  bool clamps = false;
  std::vector<std::string> left_out{};
};

float Unit(double number) {
  return std::isfinite(number)
             ? std::clamp(static_cast<float>(number), 0.0f, 1.0f)
             : 1.0f;
}

// Reads "-s 2 3 1 -clamp on my picture.png".
MapLine ReadMap(std::string_view rest) {
  MapLine map;
  TextScanner scanner(rest);
  for (;;) {
    TextScanner ahead = scanner;
    const std::string option = Lower(ahead.Word());
    const auto* const known = std::find_if(
        std::begin(kOptions), std::end(kOptions),
        [&](const MapOption& item) { return item.name == option; });
    if (known == std::end(kOptions)) break;
    std::vector<double> numbers;
    std::string word;
    for (size_t i = 0; i < known->most; ++i) {
      TextScanner next = ahead;
      const std::string_view value = next.Word();
      const std::optional<double> number = NumberOf(value);
      // The last word of the line is the name of the file.
      TextScanner behind = next;
      if (behind.Word().empty()) break;
      if (!known->has_words && !number) break;
      if (number) numbers.push_back(*number);
      word = Lower(value);
      ahead = next;
    }
    scanner = ahead;
    if (option == "-s" || option == "-o") {
      Vec2& to = option == "-s" ? map.scale : map.offset;
      for (size_t i = 0; i < std::min<size_t>(numbers.size(), 2); ++i) {
        to[i] = static_cast<float>(numbers[i]);
      }
    } else if (option == "-clamp") {
      map.clamps = word == "on";
    } else {
      map.left_out.push_back(option);
    }
  }
  std::string_view file = WithoutBlanks(rest.substr(scanner.offset()));
  if (file.size() > 1 && (file.front() == '"' || file.front() == '\'') &&
      file.back() == file.front()) {
    file = WithoutBlanks(file.substr(1, file.size() - 2));
  }
  map.file = Utf8Of(file);
  return map;
}

class MtlReader {
 public:
  MtlReader(const ReaderContext& context, const std::string& name,
            SceneData& scene,
            std::map<std::string, size_t, std::less<>>& places)
      : context_(context), name_(name), scene_(scene), places_(places) {
    const size_t end = name.find_last_of("/\\");
    if (end != std::string::npos) folder_ = name.substr(0, end + 1);
  }

  void Read(std::string_view text) {
    TextScanner scanner(text);
    while (!scanner.at_end()) {
      const std::string word = Lower(scanner.WordOfLine());
      if (!word.empty()) ReadLine(word, scanner.Rest());
      scanner.SkipLine();
    }
    Finish();
    for (const std::string& what : left_out_) {
      scene_.warnings.push_back(name_ + ": " + what + " is left out");
    }
  }

 private:
  void ReadLine(const std::string& word, std::string_view rest) {
    if (word == "newmtl") {
      Finish();
      Start(rest);
      return;
    }
    if (!is_open_ || ReadColor(word, rest) || ReadMapOf(word, rest)) return;
    const std::optional<double> number = FirstNumber(rest);
    PBRInfo& surface = material_.pbr_info;
    if (word == "d" || word == "tr") {
      // Where both stand, d counts: programs write Tr in both senses.
      if (number && (word == "d" || !has_opacity_)) {
        alpha_ = Unit(word == "d" ? *number : 1 - *number);
      }
      has_opacity_ = has_opacity_ || word == "d";
    } else if (word == "ns") {
      // The roughness whose highlight is as wide as that of Blinn-Phong.
      if (number && *number > 0 && !has_roughness_) {
        surface.roughness = Unit(std::sqrt(2.0 / (*number + 2.0)));
      }
    } else if (word == "pr") {
      has_roughness_ = number.has_value();
      if (number) surface.roughness = Unit(*number);
    } else if (word == "pm") {
      if (number) surface.metallic = Unit(*number);
    } else if (std::find(std::begin(kUnseen), std::end(kUnseen), word) ==
               std::end(kUnseen)) {
      constexpr size_t kMostWords = 30;
      left_out_.insert(left_out_.size() < kMostWords
                           ? word.substr(0, 40)
                           : "whatever follows other unknown words");
    }
  }

  static std::optional<double> FirstNumber(std::string_view rest) {
    TextScanner scanner(rest);
    std::string_view word = scanner.Word();
    // "d -halo 0.5".
    if (word == "-halo") word = scanner.Word();
    return NumberOf(word);
  }

  void Start(std::string_view name) {
    is_open_ = true;
    material_ = {.name = Utf8Of(name),
                 .pbr_info = {.metallic = 0.0f, .roughness = 0.8f},
                 .emissive_factor = {0, 0, 0}};
    alpha_ = 1.0f;
    has_opacity_ = false;
    has_roughness_ = has_color_ = has_emission_ = has_alpha_map_ = false;
    color_map_.clear();
  }

  bool ReadColor(const std::string& word, std::string_view rest) {
    if (word != "kd" && word != "ke") return false;
    TextScanner scanner(rest);
    std::vector<double> numbers;
    for (size_t i = 0; i < 3; ++i) {
      const std::optional<double> number = NumberOf(scanner.Word());
      if (number) numbers.push_back(*number);
    }
    if (numbers.empty()) {
      left_out_.insert(word + " " + std::string(rest.substr(0, 40)));
      return true;
    }
    // One number stands for all three.
    numbers.resize(3, numbers[0]);
    RGB color;
    for (size_t i = 0; i < 3; ++i) color[i] = LinearOfSrgb(Unit(numbers[i]));
    if (word == "ke") {
      has_emission_ = true;
      material_.emissive_factor = color;
    } else {
      has_color_ = true;
      std::copy(color.begin(), color.end(),
                material_.pbr_info.base_color.begin());
    }
    return true;
  }

  bool ReadMapOf(const std::string& word, std::string_view rest) {
    if (std::find(std::begin(kLeftOutWords), std::end(kLeftOutWords), word) !=
        std::end(kLeftOutWords)) {
      const MapLine map = ReadMap(rest);
      if (word == "map_d" || word == "map_opacity") {
        // The alpha of the colour's own picture.
        if (!map.file.empty() && map.file == color_map_) {
          has_alpha_map_ = true;
          return true;
        }
        alpha_map_ = map.file;
      }
      left_out_.insert(word + " " + map.file);
      return true;
    }
    std::optional<TextureRef>* to = nullptr;
    if (word == "map_kd") to = &material_.pbr_info.base_color_texture;
    if (word == "map_ke" || word == "map_emissive") {
      to = &material_.emissive_texture;
    }
    if (word == "norm" || word == "map_kn") to = &material_.normal_texture;
    if (to == nullptr) return false;
    const MapLine map = ReadMap(rest);
    for (const std::string& option : map.left_out) {
      left_out_.insert(std::string("the option ")
                           .append(option)
                           .append(" of ")
                           .append(word));
    }
    if (word == "map_kd") color_map_ = map.file;
    *to = TextureOf(map);
    return true;
  }

  std::optional<TextureRef> TextureOf(const MapLine& map) {
    if (map.file.empty() || !context_.add_texture) return std::nullopt;
    Sampler sampler;
    if (map.clamps) {
      sampler.wrap_s = sampler.wrap_t = SamplerMode::kClampToEdge;
    }
    std::string file = folder_ + map.file;
    if (context_.has_file && !context_.has_file(file) &&
        context_.has_file(map.file)) {
      file = map.file;
    }
    const std::optional<size_t> place =
        context_.add_texture(file, sampler, scene_);
    if (!place) return std::nullopt;
    TextureRef texture = {.texture = TextureAt(*place)};
    const Mat3 matrix =
        MatrixOf({// MTL counts v from the lower edge of the image.
                  .offset = {map.offset[0], 1 - map.scale[1] - map.offset[1]},
                  .scale = map.scale});
    if (matrix != MatrixOf({}) &&
        std::isfinite(matrix[0] + matrix[4] + matrix[6] + matrix[7])) {
      texture.transform = matrix;
    }
    return texture;
  }

  void Finish() {
    if (!is_open_) return;
    RGBA& color = material_.pbr_info.base_color;
    const bool has_map = material_.pbr_info.base_color_texture.has_value();
    if (!has_color_ && !has_map) color = {0.8f, 0.8f, 0.8f, 1};
    if (has_map && color[0] == 0 && color[1] == 0 && color[2] == 0) {
      scene_.warnings.push_back(
          name_ + ": material " + material_.name.value_or("") +
          " has a black Kd over map_Kd; white is taken, as most programs do");
      color = {1, 1, 1, 1};
    }
    color[3] = alpha_;
    if (alpha_ < 1.0f || has_alpha_map_) {
      SetAlphaMode(AlphaMode::kBlend, 0, material_);
    }
    if (material_.emissive_texture && !has_emission_) {
      material_.emissive_factor = {1, 1, 1};
    }
    places_[material_.name.value_or("")] = scene_.materials.size();
    scene_.materials.push_back(std::move(material_));
    is_open_ = false;
  }

  const ReaderContext& context_;
  const std::string& name_;
  // With a slash at its end, or empty.
  std::string folder_;
  SceneData& scene_;
  std::map<std::string, size_t, std::less<>>& places_;
  bool is_open_ = false;
  Material material_;
  float alpha_ = 1.0f;
  bool has_opacity_ = false;
  bool has_roughness_ = false;
  bool has_color_ = false;
  bool has_emission_ = false;
  bool has_alpha_map_ = false;
  std::string color_map_;
  std::string alpha_map_;
  std::set<std::string> left_out_;
};

}  // namespace

void ReadMtl(const ReaderContext& context, const std::string& name,
             const Bytes& contents, SceneData& scene,
             std::map<std::string, size_t, std::less<>>& places) {
  const absl::StatusOr<Bytes> text =
      TextOf({.name = name, .contents = contents});
  if (!text.ok()) {
    scene.warnings.push_back(std::string(text.status().message().data(),
                                         text.status().message().size()));
    return;
  }
  MtlReader(context, name, scene, places).Read(text->text());
}

}  // namespace noodles::geometry_internal
