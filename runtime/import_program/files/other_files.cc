#include "import_program/files/other_files.h"

#include <algorithm>
#include <iterator>

#include "noodles/base/status.h"
#include "noodles/geometry/readers/text_scanner.h"

namespace noodles::import_program {
namespace {

using geometry_internal::EqualsIgnoringCase;

// Formats whose files are not packed as a whole.
constexpr std::string_view kUnpacked[] = {"obj", "ply",  "stl", "off",
                                          "dae", "gltf", "glb", "mtl"};

bool BeginsAs(std::string_view text, std::string_view word) {
  return EqualsIgnoringCase(text.substr(0, word.size()), word);
}

std::string_view WhatElse(std::string_view extension,
                          std::string_view contents) {
  if (contents.starts_with("version https://git-lfs.github.com/")) {
    return "a pointer of Git LFS; `git lfs pull` fetches the file itself";
  }
  const std::string_view text = geometry_internal::WithoutBlanks(
      contents.substr(0, std::min<size_t>(contents.size(), 256)));
  if (BeginsAs(text, "<!doctype html") || BeginsAs(text, "<html")) {
    return "a web page; download the file itself";
  }
  if (std::find(std::begin(kUnpacked), std::end(kUnpacked), extension) ==
      std::end(kUnpacked)) {
    return "";
  }
  if (contents.starts_with("\x1F\x8B")) {
    return "a file packed by gzip; unpack it";
  }
  if (contents.starts_with("PK\x03\x04")) {
    return "a ZIP archive; unpack it (or name it .3mf, if it is one)";
  }
  const bool is_gltf = extension == "glb" || extension == "gltf";
  if (contents.starts_with("glTF") && !is_gltf) return "a GLB; name it .glb";
  if (extension != "ply" &&
      (contents.starts_with("ply\n") || contents.starts_with("ply\r"))) {
    return "a PLY; name it .ply";
  }
  return "";
}

}  // namespace

absl::Status CheckKind(const std::string& name, std::string_view extension,
                       std::string_view contents) {
  const std::string_view other = WhatElse(extension, contents);
  if (other.empty()) return absl::OkStatus();
  return InvalidArgument(name + ": the file is " + std::string(other));
}

}  // namespace noodles::import_program
