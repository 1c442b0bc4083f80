#include "import_program/pictures/import_textures.h"

#include <utility>

#include "import_program/pictures/convert_image.h"
#include "noodles/base/status.h"
#include "noodles/geometry/png.h"

namespace noodles::import_program {
namespace {

auto KeyOf(const std::string& path, const Sampler& sampler) {
  return std::tuple(path, sampler.mag_filter, sampler.min_filter,
                    sampler.wrap_s, sampler.wrap_t);
}

}  // namespace

std::optional<size_t> TextureImporter::Add(const std::string& path,
                                           const Sampler& sampler,
                                           SceneData& scene) {
  const auto known = textures_.find(KeyOf(path, sampler));
  if (known != textures_.end()) return known->second;
  std::optional<Bytes> image = files_.Read(path);
  if (!files_.status().ok()) status_ = files_.status();
  return Add(path, std::move(image), sampler, scene);
}

std::optional<size_t> TextureImporter::Add(const std::string& path,
                                           std::optional<Bytes> image,
                                           const Sampler& sampler,
                                           SceneData& scene) {
  const auto [known, is_new] =
      textures_.try_emplace(KeyOf(path, sampler), std::nullopt);
  if (!is_new) return known->second;
  std::optional<Bytes> checked = Check(path, std::move(image), scene);
  if (!checked) return std::nullopt;
  known->second = scene.textures.size();
  scene.textures.push_back({.image = *std::move(checked), .sampler = sampler});
  return known->second;
}

std::optional<Bytes> TextureImporter::Check(const std::string& path,
                                            std::optional<Bytes> image,
                                            SceneData& scene) {
  if (!image) {
    scene.warnings.push_back("the texture " + path + " cannot be found");
    return std::nullopt;
  }
  if (ImageTypeOf(image->span()).empty()) {
    absl::StatusOr<Bytes> converted = ConvertToPng(*image, bytes_left_);
    if (!converted.ok()) {
      if (converted.status().code() == absl::StatusCode::kResourceExhausted) {
        status_ = converted.status();
      }
      scene.warnings.push_back("the texture " + path + " is left out: " +
                               std::string(StatusMessage(converted.status())));
      return std::nullopt;
    }
    image = *std::move(converted);
  }
  if (image->size() > bytes_left_) {
    status_ = ResourceExhausted(
        "the pictures are beyond ImportLimits::max_image_bytes");
    return std::nullopt;
  }
  bytes_left_ -= image->size();
  return image;
}

}  // namespace noodles::import_program
