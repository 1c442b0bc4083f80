#include "tool/output/files.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

#include "noodles/base/status.h"

namespace noodles::tool {
namespace {

std::string Reason() { return std::string(": ") + std::strerror(errno); }

}  // namespace

absl::StatusOr<Bytes> ReadFile(const std::string& path) {
  errno = 0;
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return NotFound("cannot read " + path + Reason());
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string content;
  std::array<char, 65536> part;
  do {
    in.read(part.data(), part.size());
    content.append(part.data(), static_cast<size_t>(in.gcount()));
  } while (in);
  // Opening a folder succeeds; reading it fails.
  if (in.bad()) {
    return NotFound("cannot read " + path + Reason());
  }
  return Bytes::Adopt(std::move(content));
}

absl::Status WriteFile(const std::string& path, std::string_view content) {
  errno = 0;
  std::ofstream file;
  if (path != "-") file.open(path, std::ios::binary);
  std::ostream& out = path == "-" ? std::cout : file;
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.flush();
  if (out) return absl::OkStatus();
  if (path == "-" && errno == EPIPE) {
    out.clear();
    return absl::OkStatus();
  }
  return DataLoss("cannot write " + path + Reason());
}

}  // namespace noodles::tool
