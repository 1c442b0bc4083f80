#include "noodles/geometry/readers/reader_context.h"

#include <algorithm>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/scene/alpha_mode.h"

namespace noodles::geometry_internal {
namespace {

void AppendUtf8(uint32_t letter, std::string& text) {
  const auto put = [&](uint32_t byte) { text += static_cast<char>(byte); };
  if (letter < 0x80) {
    put(letter);
  } else if (letter < 0x800) {
    put(0xC0 | letter >> 6);
    put(0x80 | (letter & 0x3F));
  } else if (letter < 0x10000) {
    put(0xE0 | letter >> 12);
    put(0x80 | (letter >> 6 & 0x3F));
    put(0x80 | (letter & 0x3F));
  } else {
    put(0xF0 | letter >> 18);
    put(0x80 | (letter >> 12 & 0x3F));
    put(0x80 | (letter >> 6 & 0x3F));
    put(0x80 | (letter & 0x3F));
  }
}

// `high` is the place of the more significant byte of each unit: 0 or 1.
std::string ToUtf8(std::string_view text, size_t high) {
  const auto unit = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<uint8_t>(text[i + high])) << 8 |
           static_cast<uint8_t>(text[i + 1 - high]);
  };
  std::string result;
  result.reserve(text.size() / 2);
  for (size_t i = 0; i + 1 < text.size(); i += 2) {
    uint32_t letter = unit(i);
    const bool is_first = letter >= 0xD800 && letter < 0xDC00;
    if (is_first && i + 3 < text.size()) {
      const uint32_t second = unit(i + 2);
      if (second >= 0xDC00 && second < 0xE000) {
        letter = 0x10000 + ((letter - 0xD800) << 10) + (second - 0xDC00);
        i += 2;
      }
    }
    AppendUtf8(letter, result);
  }
  return result;
}

// The place of the more significant bytes of UTF-16, and the bytes to leave
// out; std::nullopt for other texts.
std::optional<std::pair<size_t, size_t>> Utf16Of(std::string_view text) {
  if (text.starts_with("\xFF\xFE")) return std::pair(size_t{1}, size_t{2});
  if (text.starts_with("\xFE\xFF")) return std::pair(size_t{0}, size_t{2});
  if (text.size() < 4) return std::nullopt;
  for (const size_t high : {size_t{0}, size_t{1}}) {
    bool is_utf16 = true;
    for (size_t i = 0; i < 4; ++i) {
      is_utf16 = is_utf16 && (text[i] == '\0') == (i % 2 == high);
    }
    if (is_utf16) return std::pair(high, size_t{0});
  }
  return std::nullopt;
}

}  // namespace

absl::Status FaultOf(const ReaderContext& context, std::string_view what) {
  return InvalidArgument(context.name + ": " + std::string(what));
}

absl::Status FaultAt(const ReaderContext& context, std::string_view text,
                     size_t offset, std::string_view what) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t start = before.rfind('\n');
  const size_t column =
      before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return InvalidArgument(context.name + ":" + std::to_string(line) + ":" +
                         std::to_string(column) + ": " + std::string(what));
}

absl::Status FaultAtByte(const ReaderContext& context, size_t offset,
                         std::string_view what) {
  return FaultOf(context,
                 "byte " + std::to_string(offset) + ": " + std::string(what));
}

absl::Status CheckLimits(const ReaderContext& context, size_t vertices,
                         size_t corners) {
  if (vertices > context.limits.max_vertices) {
    return ResourceExhausted(context.name + ": " + CountOf(vertices, "vertex") +
                             " are beyond ImportLimits::max_vertices = " +
                             std::to_string(context.limits.max_vertices));
  }
  if (corners > context.limits.max_corners) {
    return ResourceExhausted(context.name + ": " + CountOf(corners, "corner") +
                             " are beyond ImportLimits::max_corners = " +
                             std::to_string(context.limits.max_corners));
  }
  return absl::OkStatus();
}

bool TellProgress(const ReaderContext& context, float part) {
  return !context.progress || context.progress(part);
}

absl::StatusOr<Bytes> TextOf(const ReaderContext& context) {
  const std::string_view text = context.contents.text();
  if (const auto utf16 = Utf16Of(text)) {
    if (text.size() % 2 != 0) {
      return FaultOf(context,
                     "the file is UTF-16 and ends within a character; save it "
                     "as UTF-8");
    }
    return Bytes::Adopt(ToUtf8(text.substr(utf16->second), utf16->first));
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    return context.contents.Slice(3, text.size());
  }
  return context.contents;
}

std::string CountOf(size_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " ";
  if (count == 1) return text.append(noun);
  if (noun == "vertex") return text + "vertices";
  return text.append(noun) + "s";
}

Material TransparentMaterial() {
  Material material = {.pbr_info = {.metallic = 0.0f, .roughness = 0.7f},
                       .emissive_factor = {0, 0, 0}};
  SetAlphaMode(AlphaMode::kBlend, 0.0f, material);
  return material;
}

bool HasTransparentColors(const Mesh& mesh) {
  return !mesh.colors.empty() &&
         std::any_of(mesh.colors[0].begin(), mesh.colors[0].end(),
                     [](const Vec4& color) { return color[3] < 1.0f; });
}

}  // namespace noodles::geometry_internal
