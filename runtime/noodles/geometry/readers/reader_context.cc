#include "noodles/geometry/readers/reader_context.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/base/support/text_encoding.h"
#include "noodles/geometry/scene/alpha_mode.h"

namespace noodles::geometry_internal {

absl::Status FaultOf(const ReaderContext& context, std::string_view what) {
  return InvalidArgument(context.name + ": " + std::string(what));
}

absl::Status FaultAt(const ReaderContext& context, std::string_view text,
                     size_t offset, std::string_view what) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  // LF, CR LF or CR ends a line.
  size_t line = 1;
  size_t start = 0;
  for (size_t i = 0; i < before.size(); ++i) {
    const bool is_end = before[i] == '\n' ||
                        (before[i] == '\r' && text.substr(i + 1, 1) != "\n");
    if (!is_end) continue;
    ++line;
    start = i + 1;
  }
  const size_t column = before.size() - start + 1;
  return InvalidArgument(context.name + ":" + std::to_string(line) + ":" +
                         std::to_string(column) + ": " + std::string(what));
}

absl::Status FaultAtByte(const ReaderContext& context, size_t offset,
                         std::string_view what) {
  return FaultOf(context,
                 "byte " + std::to_string(offset) + ": " + std::string(what));
}

absl::Status NothingToShow(const ReaderContext& context,
                           const SceneData& scene) {
  constexpr size_t kMostReasons = 5;
  std::string what = "the file has nothing that can be shown";
  for (size_t i = 0; i < std::min(scene.warnings.size(), kMostReasons); ++i) {
    what.append("; ").append(scene.warnings[i]);
  }
  return FaultOf(context, what);
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
  if (text.starts_with(std::string_view("\xFF\xFE\0\0", 4)) ||
      text.starts_with(std::string_view("\0\0\xFE\xFF", 4))) {
    return FaultOf(context, "the file is UTF-32; save it as UTF-8");
  }
  if (const auto utf16 = base_internal::Utf16FormOf(text)) {
    if (text.size() % 2 != 0) {
      return FaultOf(context,
                     "the file is UTF-16 and ends within a character; save it "
                     "as UTF-8");
    }
    return Bytes::Adopt(base_internal::Utf16ToUtf8(text, *utf16));
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
