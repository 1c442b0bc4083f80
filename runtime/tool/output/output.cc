#include "tool/output/output.h"

#include <noodles/json.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <utility>

#include "noodles/base/printable.h"
#include "noodles/base/status.h"
#include "tool/output/terminal.h"

namespace noodles::tool {
namespace {

// NO_COLOR disables colours if it is not empty: https://no-color.org.
bool WantsColor() {
  const char* const refused = std::getenv("NO_COLOR");
  if (refused != nullptr && *refused != '\0') return false;
  const char* const terminal = std::getenv("TERM");
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return ::isatty(STDOUT_FILENO) != 0;
}

}  // namespace

std::string Output::Painted(const char* code, std::string_view text) const {
  const bool is_painted =
      color == "always" || (color == "auto" && WantsColor());
  if (!is_painted) return Printable(text);
  return "\x1b[" + std::string(code) + "m" + Printable(text) + "\x1b[0m";
}

std::string Output::Bold(std::string_view text) const {
  return Painted("1", text);
}
std::string Output::Faint(std::string_view text) const {
  return Painted("2", text);
}
std::string Output::Good(std::string_view text) const {
  return Painted("32", text);
}
std::string Output::Bad(std::string_view text) const {
  return Painted("31", text);
}

void Output::Line(std::string_view line) const {
  if (write_error_ != 0) return;
  // One write, so that lines of several threads do not mix.
  const std::string text = std::string(line) + "\n";
  errno = 0;
  std::cout << text << std::flush;
  if (!std::cout) write_error_ = errno != 0 ? errno : EIO;
}

void Output::ShortLine(std::string_view line) const {
  const size_t limit = columns();
  if (limit == SIZE_MAX) {
    Line(line);
  } else {
    Line(FitColumns(line, limit));
  }
}

size_t Output::columns() const {
  if (line_width) return *line_width == 0 ? SIZE_MAX : *line_width;
  return TerminalColumns(STDOUT_FILENO).value_or(SIZE_MAX);
}

void Output::Json(const Any& value) const { Line(JsonText(value)); }

int Output::Fail(ExitCode code, std::string_view what,
                 std::string_view hint) const {
  if (is_json) {
    Any::Map error = {{"error", what}};
    if (!hint.empty()) error.emplace_back("hint", hint);
    error.emplace_back("exit_code", static_cast<int>(code));
    std::cerr << JsonText(Any(std::move(error))) << std::endl;
    return code;
  }
  std::cerr << "noodles: " << Printable(what) << std::endl;
  if (!hint.empty()) std::cerr << "hint: " << Printable(hint) << std::endl;
  return code;
}

int Output::Fail(const absl::Status& status) const {
  ExitCode code = kFailed;
  if (status.code() == absl::StatusCode::kUnavailable ||
      status.code() == absl::StatusCode::kDeadlineExceeded) {
    code = kNoConnection;
  } else if (status.code() == absl::StatusCode::kCancelled) {
    code = kInterrupted;
  }
  return Fail(code, StatusMessage(status));
}

void Output::Note(std::string_view what) const {
  if (!is_json) std::cerr << Printable(what) << std::endl;
}

void Output::Warn(std::string_view what) const {
  if (is_json) {
    std::cerr << JsonText(Any(Any::Map{{"warning", what}})) << std::endl;
  } else {
    std::cerr << "noodles: " << Printable(what) << std::endl;
  }
}

void Output::Announce(std::string_view what) const {
  if (is_json) {
    std::cerr << JsonText(Any(Any::Map{{"note", what}})) << std::endl;
  } else {
    std::cerr << Printable(what) << std::endl;
  }
}

bool Output::is_open() const {
  if (write_error_ != 0) return false;
  // POLLERR: all readers of the pipe have closed it.
  pollfd out = {STDOUT_FILENO, 0, 0};
  return ::poll(&out, 1, 0) <= 0 || (out.revents & POLLERR) == 0;
}

int Output::Finish(int code) const {
  if (write_error_ == 0) {
    errno = 0;
    std::cout.flush();
    if (!std::cout) write_error_ = errno != 0 ? errno : EIO;
  }
  if (write_error_ == 0 || write_error_ == EPIPE) return code;
  return Fail(kBadInput, std::string("cannot write to stdout: ") +
                             std::strerror(write_error_));
}

std::string Printable(std::string_view text) {
  return noodles::Printable(text);
}

std::string PrintableLines(std::string_view text, std::string_view indent) {
  std::string lines;
  for (size_t start = 0; start <= text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    if (start != 0) lines += '\n';
    lines += indent;
    lines += Printable(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

std::string JsonText(const Any& value) { return PrintableJson(ToJson(value)); }

std::string ReadableBytes(uint64_t bytes) {
  constexpr std::array<const char*, 5> kUnits = {"bytes", "kB", "MB", "GB",
                                                 "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " bytes";
  auto value = static_cast<double>(bytes);
  size_t unit = 0;
  while (value >= 1000 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3g %s", value, kUnits[unit]);
  return text.data();
}

Progress::Progress() : is_shown_(::isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (is_dirty_) std::cerr << "\r\x1b[K" << std::flush;
}

void Progress::Show(std::string_view text) {
  if (!is_shown_) return;
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  is_dirty_ = true;
  // A line that wraps could not be erased.
  const size_t columns = TerminalColumns(STDERR_FILENO).value_or(1);
  std::cerr << "\r\x1b[K" << FitColumns(Printable(text), columns - 1)
            << std::flush;
}

void Progress::ShowBytes(std::string_view what, uint64_t done,
                         std::optional<uint64_t> all) {
  if (!is_shown_) return;
  std::string text = std::string(what) + ": " + ReadableBytes(done);
  if (all && *all > 0) {
    text += " of " + ReadableBytes(*all) + ", " +
            std::to_string(100 * done / *all) + " %";
  }
  Show(text);
}

}  // namespace noodles::tool
