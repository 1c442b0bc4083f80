#include "noodles/server/operation/served_routes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "noodles/base/printable.h"
#include "noodles/base/status.h"
#include "noodles/server/operation/metrics_handler.h"
#include "noodles/server/origins/asset_links.h"
#include "noodles/transport/http/request_origin.h"

namespace noodles::server_internal {
namespace {

// Paths, with all that is below them, which the server answers itself.
constexpr std::array<std::string_view, 2> kReserved = {
    kAssetPath.substr(0, kAssetPath.size() - 1), kMetricsPath};

bool IsBelow(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) &&
         (path.size() == folder.size() || path[folder.size()] == '/');
}

// Calls `test` with each text between slashes; true if one passes.
template <class Test>
bool HasSegment(std::string_view path, Test test) {
  path.remove_prefix(std::min<size_t>(path.size(), 1));
  while (true) {
    const size_t end = std::min(path.find('/'), path.size());
    if (test(path.substr(0, end), end == path.size())) return true;
    if (end == path.size()) return false;
    path.remove_prefix(end + 1);
  }
}

bool HasDotSegment(std::string_view path) {
  return HasSegment(path, [](std::string_view segment, bool) {
    return transport_internal::IsDotSegment(segment);
  });
}

absl::Status CheckPath(const std::string& path) {
  const auto refuse = [&path](std::string_view problem) {
    return InvalidArgument("the path of an HTTP route, \"" + Printable(path) +
                           "\", " + std::string(problem));
  };
  if (!path.starts_with('/')) return refuse("does not begin with a slash");
  if (!transport_internal::IsPathText(path)) {
    return refuse(
        "has a character that stands in no path (RFC 3986, section 3.3) unless "
        "it is percent-encoded");
  }
  if (HasDotSegment(path)) {
    return refuse("has a segment \".\" or \"..\", which no request has");
  }
  if (HasSegment(path, [](std::string_view segment, bool is_last) {
        return segment.empty() && !is_last;
      })) {
    return refuse("has two slashes side by side");
  }
  for (const std::string_view reserved : kReserved) {
    if (!IsBelow(path, reserved)) continue;
    return refuse("is reserved: the server answers " + std::string(reserved) +
                  " and all below it");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ServedRoutes::Add(HttpRoute route) {
  if (absl::Status status = CheckPath(route.path); !status.ok()) return status;
  if (!route.function) {
    return InvalidArgument("the HTTP route " + route.path + " has no function");
  }
  std::string path = route.path;
  const std::lock_guard lock(mutex_);
  const bool is_new =
      routes_
          .try_emplace(path,
                       std::make_shared<const HttpRoute>(std::move(route)))
          .second;
  if (is_new) return absl::OkStatus();
  return AlreadyExists("the server has an HTTP route for " + path);
}

std::shared_ptr<const HttpRoute> ServedRoutes::Find(
    std::string_view path) const {
  if (HasDotSegment(path)) return nullptr;
  const std::lock_guard lock(mutex_);
  if (routes_.empty()) return nullptr;
  // The path, then each folder around it.
  while (!path.empty()) {
    const auto found = routes_.find(path);
    if (found != routes_.end()) return found->second;
    if (path.ends_with('/')) path.remove_suffix(1);
    path = path.substr(0, path.rfind('/') + 1);
  }
  return nullptr;
}

}  // namespace noodles::server_internal
