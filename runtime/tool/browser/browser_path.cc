#include "tool/browser/browser_path.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "noodles/base/status.h"

namespace noodles::tool {
namespace {

constexpr std::array<const char*, 6> kUsualNames = {
    "chromium",      "chromium-browser", "google-chrome-stable",
    "google-chrome", "chrome",           "microsoft-edge"};

bool IsProgram(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) &&
         access(path.c_str(), X_OK) == 0;
}

// The path of a program on the PATH; "" if there is none.
std::string OnPath(const std::string& name) {
  const char* const variable = std::getenv("PATH");
  std::string_view folders = variable == nullptr ? "" : variable;
  while (!folders.empty()) {
    const std::string_view folder = folders.substr(0, folders.find(':'));
    folders.remove_prefix(std::min(folders.size(), folder.size() + 1));
    if (folder.empty()) continue;
    std::string path = std::string(folder) + "/" + name;
    if (IsProgram(path)) return path;
  }
  return "";
}

absl::StatusOr<std::string> FindNamed(const std::string& name,
                                      const std::string& by) {
  const bool is_path = name.find('/') != std::string::npos;
  const std::string path = is_path ? name : OnPath(name);
  if (!path.empty() && IsProgram(path)) return path;
  return NotFound(by + " names " + name + ", which is no program" +
                  (is_path ? "" : " on the PATH"));
}

}  // namespace

absl::StatusOr<std::string> FindBrowser(const std::string& wanted) {
  if (!wanted.empty()) return FindNamed(wanted, "--browser");
  const char* const variable = std::getenv(kBrowserVariable);
  if (variable != nullptr && *variable != '\0') {
    return FindNamed(variable, std::string("the variable ") + kBrowserVariable);
  }
  std::string searched;
  for (const char* const name : kUsualNames) {
    std::string path = OnPath(name);
    if (!path.empty()) return path;
    searched += std::string(searched.empty() ? "" : ", ") + name;
  }
  return NotFound("there is no browser to draw the picture: none of " +
                  searched + " is on the PATH");
}

std::string BrowserHint() {
  return std::string(
             "install Chromium (Debian and Ubuntu: apt-get install chromium) "
             "or Chrome, or name its program with --browser PATH or the "
             "variable ") +
         kBrowserVariable;
}

}  // namespace noodles::tool
