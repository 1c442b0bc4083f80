// Draws a page in one file (pages/shared_page.h) with a browser.
//
// Thread-safety: one thread. Ownership: plain values.
#ifndef NOODLES_TOOL_BROWSER_SCENE_PICTURE_H_
#define NOODLES_TOOL_BROWSER_SCENE_PICTURE_H_

#include <array>
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tool/browser/browser_process.h"

namespace noodles::tool {

using Point = std::array<double, 3>;

struct PictureOptions {
  BrowserOptions browser;
  // Pixels.
  int width = 1280;
  int height = 800;
  // Where the camera is, and looks. nullopt: so that the whole scene is seen,
  // and its centre is looked at.
  std::optional<Point> camera{};
  std::optional<Point> target{};
  bool is_dark = false;
  // With the panels of the page: the page as a user sees it.
  bool has_panels = false;
  // Without background, ground and axes: what the scene leaves free has alpha
  // 0.
  bool is_transparent = false;
  // From the start of the browser to the picture.
  std::chrono::milliseconds timeout{30'000};
  // Called several times a second; an error ends the work. May be empty.
  std::function<absl::Status()> on_wait{};
};

struct Picture {
  std::string png;
  // What the page could not draw, and why; a line each.
  std::vector<std::string> problems{};
};

// Errors: Unavailable if the browser cannot be started or has ended,
// DeadlineExceeded, Aborted if the page has failed; those of `on_wait`.
absl::StatusOr<Picture> TakePicture(const std::string& page,
                                    const PictureOptions& options);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_BROWSER_SCENE_PICTURE_H_
