#include "noodles/server/assets/media_type.h"

#include <utility>

namespace noodles::server_internal {
namespace {

using std::string_view_literals::operator""sv;
using Pair = std::pair<std::string_view, std::string_view>;

constexpr Pair kStarts[] = {
    {"\x89PNG\r\n\x1a\n"sv, "image/png"},
    {"\xff\xd8\xff"sv, "image/jpeg"},
    {"\xabKTX 20\xbb\r\n\x1a\n"sv, "image/ktx2"},
    {"GIF87a"sv, "image/gif"},
    {"GIF89a"sv, "image/gif"},
    {"glTF"sv, "model/gltf-binary"},
};

constexpr Pair kEndings[] = {
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".ktx2", "image/ktx2"},
    {".webp", "image/webp"},
    {".gif", "image/gif"},
    {".glb", "model/gltf-binary"},
    {".gltf", "model/gltf+json"},
    {".obj", "model/obj"},
    {".stl", "model/stl"},
    {".json", "application/json"},
    {".txt", "text/plain; charset=utf-8"},
    {".csv", "text/csv; charset=utf-8"},
};

bool IsWebp(std::string_view content) {
  return content.starts_with("RIFF") && content.size() >= 12 &&
         content.substr(8, 4) == "WEBP";
}

}  // namespace

std::string MediaTypeOf(const Bytes& content) {
  for (const auto& [start, type] : kStarts) {
    if (content.text().starts_with(start)) return std::string(type);
  }
  return IsWebp(content.text()) ? "image/webp" : "application/octet-stream";
}

std::string MediaTypeOfName(std::string_view name) {
  for (const auto& [ending, type] : kEndings) {
    if (name.ends_with(ending)) return std::string(type);
  }
  return {};
}

}  // namespace noodles::server_internal
