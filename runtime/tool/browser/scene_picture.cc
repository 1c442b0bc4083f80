#include "tool/browser/scene_picture.h"

#include <noodles/base/support/base64.h>

#include <cctype>
#include <memory>
#include <string_view>
#include <utility>

#include "noodles/base/status.h"
#include "tool/browser/dev_tools.h"
#include "tool/output/files.h"

namespace noodles::tool {
namespace {

using nlohmann::json;
using Clock = DevTools::Clock;

// How long a page may take to say what it is doing, after a time-out.
constexpr std::chrono::seconds kQuestionTime{2};

// Waits for the scene, sets the camera, draws. `wanted` stands before.
constexpr char kDraw[] = R"js(
(async (wanted) => {
  const page = window.noodles;
  if (page === undefined) {
    const words = document.body.textContent.trim();
    throw new Error(words === "" ? "the page has not started" : words);
  }
  await page.whenReady();
  if (!wanted.panels) {
    document.getElementById("panels").style.display = "none";
    // The page measures in a frame what panels leave free.
    for (let i = 0; i < 2; ++i) await new Promise(requestAnimationFrame);
    page.scene.setInsets({ left: 0, right: 0, top: 0, bottom: 0 });
    page.frameAll();
    await page.whenDrawn();
  }
  if (wanted.camera !== null || wanted.target !== null) {
    const framed = page.camera();
    page.setCamera({
      position: wanted.camera ?? framed.position,
      target: wanted.target ?? framed.target,
    });
  }
  await page.whenDrawn();
  return {
    problems: page.problems().map(({ kind, id, text }) =>
      id === undefined ? text : `${kind} ${id[0]}/${id[1]}: ${text}`),
    picture: wanted.panels
      ? ""
      : await page.picture(wanted.transparent ? "cut out" : "whole"),
  };
}))js";

constexpr char kState[] =
    "window.noodles === undefined ? 'the page has not started' : "
    "'the page is ' + window.noodles.state()";

// Drives one page.
class PageDriver {
 public:
  PageDriver(const BrowserProcess& browser, const PictureOptions& options)
      : options_(options),
        end_(Clock::now() + options.timeout),
        tools_(browser.descriptor(), options.on_wait) {}

  absl::Status Open(const std::string& url) {
    const auto target = Call("Target.createTarget", {{"url", "about:blank"}});
    if (!target.ok()) return target.status();
    const auto session =
        Call("Target.attachToTarget",
             {{"targetId", (*target)["targetId"]}, {"flatten", true}});
    if (!session.ok()) return session.status();
    tools_.set_session(session->value("sessionId", ""));
    const std::pair<const char*, json> calls[] = {
        {"Page.enable", json::object()},
        {"Emulation.setDeviceMetricsOverride",
         {{"width", options_.width},
          {"height", options_.height},
          {"deviceScaleFactor", 1},
          {"mobile", false}}},
        {"Emulation.setEmulatedMedia",
         {{"features",
           {{{"name", "prefers-color-scheme"},
             {"value", options_.is_dark ? "dark" : "light"}},
            {{"name", "prefers-reduced-motion"}, {"value", "reduce"}}}}}},
        {"Page.navigate", {{"url", url}}}};
    for (const auto& [method, parameters] : calls) {
      const auto result = Call(method, parameters);
      if (!result.ok()) return result.status();
      const std::string error = result->value("errorText", "");
      if (!error.empty()) return Aborted("the page cannot be opened: " + error);
    }
    return tools_.AwaitEvent("Page.loadEventFired", end_);
  }

  absl::StatusOr<Picture> Draw() {
    const auto point = [](const std::optional<Point>& value) {
      return value ? json(*value) : json(nullptr);
    };
    const json wanted = {{"camera", point(options_.camera)},
                         {"target", point(options_.target)},
                         {"panels", options_.has_panels},
                         {"transparent", options_.is_transparent}};
    absl::StatusOr<json> drawn =
        Evaluate(std::string(kDraw) + "(" + wanted.dump() + ")", end_);
    if (!drawn.ok()) return Explained(drawn.status());
    Picture picture;
    picture.problems = drawn->value("problems", std::vector<std::string>());
    std::string encoded = drawn->value("picture", "");
    if (options_.has_panels) {
      auto shot = Call("Page.captureScreenshot", {{"format", "png"}});
      if (!shot.ok()) return shot.status();
      encoded = shot->value("data", "");
    }
    // A data URL has a head, which ends with a comma.
    std::string_view digits = encoded;
    digits.remove_prefix(digits.find(',') + 1);
    const auto bytes = base_internal::DecodeBase64(digits);
    if (!bytes || bytes->empty()) {
      return Aborted("the page has given no picture");
    }
    picture.png.assign(bytes->begin(), bytes->end());
    return picture;
  }

 private:
  absl::StatusOr<json> Call(const std::string& method, json parameters) {
    return tools_.Call(method, std::move(parameters), end_);
  }

  // The value of an expression, awaited.
  absl::StatusOr<json> Evaluate(const std::string& expression,
                                Clock::time_point end) {
    absl::StatusOr<json> result = tools_.Call("Runtime.evaluate",
                                              {{"expression", expression},
                                               {"awaitPromise", true},
                                               {"returnByValue", true}},
                                              end);
    if (!result.ok()) return result.status();
    const auto thrown = result->find("exceptionDetails");
    if (thrown != result->end()) return Aborted(WordsOf(*thrown));
    return std::move((*result)["result"]["value"]);
  }

  // The first line of what was thrown.
  static std::string WordsOf(const json& details) {
    std::string words = details.value("text", "");
    const auto thrown = details.find("exception");
    if (thrown != details.end()) {
      words = thrown->value("description", thrown->value("value", words));
    }
    words = words.substr(0, words.find('\n'));
    return "the page cannot draw the scene: " + words;
  }

  // A time-out with what the page was doing.
  absl::Status Explained(const absl::Status& status) {
    if (status.code() != absl::StatusCode::kDeadlineExceeded) return status;
    const absl::StatusOr<json> state =
        Evaluate(kState, Clock::now() + kQuestionTime);
    const std::string words = state.ok() && state->is_string()
                                  ? state->get<std::string>()
                                  : "the page is busy";
    return DeadlineExceeded("the scene was not drawn in time: " + words);
  }

  const PictureOptions& options_;
  const Clock::time_point end_;
  DevTools tools_;
};

// The URL of a file.
std::string FileUrl(const std::string& path) {
  constexpr std::string_view kPlain = "/-._~";
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string url = "file://";
  for (const char letter : path) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_plain = (byte < 0x80 && std::isalnum(byte) != 0) ||
                          kPlain.find(letter) != std::string_view::npos;
    if (is_plain) {
      url += letter;
    } else {
      url += '%';
      url += kDigits[byte >> 4];
      url += kDigits[byte & 15];
    }
  }
  return url;
}

}  // namespace

absl::StatusOr<Picture> TakePicture(const std::string& page,
                                    const PictureOptions& options) {
  auto browser = BrowserProcess::Start(options.browser);
  if (!browser.ok()) return browser.status();
  const std::string path = (*browser)->folder() + "/scene.html";
  absl::Status status = WriteFile(path, page);
  if (!status.ok()) return status;
  PageDriver driver(**browser, options);
  status = driver.Open(FileUrl(path));
  absl::StatusOr<Picture> picture =
      status.ok() ? driver.Draw() : absl::StatusOr<Picture>(status);
  if (picture.status().code() == absl::StatusCode::kUnavailable) {
    const std::string words = (*browser)->LastWords();
    if (!words.empty()) {
      return Unavailable(std::string(StatusMessage(picture.status())) + ": " +
                         words);
    }
  }
  return picture;
}

}  // namespace noodles::tool
