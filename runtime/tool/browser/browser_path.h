// Finds a browser that can be driven: Chromium, or one made of it.
//
// Thread-safety: one thread, because the environment is read.
#ifndef NOODLES_TOOL_BROWSER_BROWSER_PATH_H_
#define NOODLES_TOOL_BROWSER_BROWSER_PATH_H_

#include <string>

#include "absl/status/statusor.h"

namespace noodles::tool {

// The environment variable that names the program of the browser.
inline constexpr char kBrowserVariable[] = "NOODLES_BROWSER";

// The path of the browser's program: `wanted`, else that of kBrowserVariable,
// each a path or a name on the PATH; where both are empty, the first of the
// usual names on the PATH. Errors: NotFound, with what was searched.
absl::StatusOr<std::string> FindBrowser(const std::string& wanted);

// What a user can do where no browser was found.
std::string BrowserHint();

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_BROWSER_BROWSER_PATH_H_
