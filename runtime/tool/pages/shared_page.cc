#include "tool/pages/shared_page.h"

#include <noodles/base/support/base64.h>
#include <noodles/viewer.h>

#include <array>
#include <cstdlib>
#include <random>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::tool {
namespace {

// How index.html names its parts.
constexpr std::string_view kCharset = R"(<meta charset="utf-8" />)";
constexpr std::string_view kStyle =
    R"(<link rel="stylesheet" href="viewer.css" />)";
constexpr std::string_view kScript =
    R"(<script type="module" src="viewer.js"></script>)";
constexpr std::string_view kEnd = "</body>";

// What a page of one file does not need.
constexpr uint64_t kMarkupBytes = 1024;

// Replaces the one place of `text` that is `from`.
absl::Status ReplaceOne(std::string& text, std::string_view from,
                        std::string_view to) {
  const size_t place = text.find(from);
  if (place == std::string::npos ||
      text.find(from, place + 1) != std::string::npos) {
    return Internal("the page's index.html does not hold " + std::string(from) +
                    " exactly once");
  }
  text.replace(place, from.size(), to);
  return absl::OkStatus();
}

char Lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32)
                                        : letter;
}

bool BeginsWith(std::string_view text, std::string_view lower_case) {
  if (text.size() < lower_case.size()) return false;
  for (size_t i = 0; i < lower_case.size(); ++i) {
    if (Lower(text[i]) != lower_case[i]) return false;
  }
  return true;
}

// The text with `escape` in place of the first character of what would end or
// disturb the element that holds the text.
std::string Escaped(std::string_view text, std::string_view escape) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const size_t place = text.find('<');
    if (place == std::string_view::npos) break;
    escaped.append(text.substr(0, place));
    text.remove_prefix(place);
    const bool is_markup =
        BeginsWith(text, "</script") || BeginsWith(text, "<script") ||
        BeginsWith(text, "</style") || BeginsWith(text, "<!--");
    escaped.append(is_markup ? escape : "<");
    text.remove_prefix(1);
  }
  return escaped.append(text);
}

std::string PolicyOf(std::string_view nonce) {
  const std::string own = "'nonce-" + std::string(nonce) + "'";
  return "default-src 'none'; base-uri 'none'; form-action 'none'; "
         "script-src " +
         own + "; style-src " + own +
         "; img-src blob: data:; connect-src blob: data:; worker-src blob:";
}

// Appends an element that is no script for the browser.
void AppendData(std::string& page, std::string_view type, std::string_view id,
                std::string_view content) {
  page.append("<script type=\"").append(type).append("\" id=\"");
  page.append(id).append("\">").append(content).append("</script>\n");
}

}  // namespace

absl::StatusOr<PageParts> PageOfTool() {
  const HttpFunction page = ViewerRoute().function;
  PageParts parts;
  const std::pair<const char*, std::string*> files[] = {
      {"/", &parts.index},
      {"/viewer.js", &parts.script},
      {"/viewer.css", &parts.style},
      {"/licences.txt", &parts.licences}};
  for (const auto& [path, text] : files) {
    HttpRequest request;
    request.method = "GET";
    request.target = path;
    const HttpReply reply = page(request, "");
    if (reply.status != 200) {
      return FailedPrecondition(
          "this program was built without the page that shows a scene");
    }
    *text = std::string(reply.body.text());
  }
  return parts;
}

uint64_t SharedPageSize(const PageParts& parts, uint64_t recording_bytes) {
  return parts.index.size() + parts.script.size() + parts.style.size() +
         parts.licences.size() + kMarkupBytes + (recording_bytes + 2) / 3 * 4;
}

absl::StatusOr<std::string> SharedPage(const PageParts& parts,
                                       const Bytes& recording,
                                       std::string_view nonce) {
  std::string page;
  page.reserve(SharedPageSize(parts, recording.size()));
  page = parts.index;
  const std::string own = " nonce=\"" + std::string(nonce) + "\">";
  const std::string policy =
      std::string(kCharset) +
      "\n    <meta http-equiv=\"Content-Security-Policy\" content=\"" +
      PolicyOf(nonce) + "\" />";
  absl::Status status = ReplaceOne(page, kCharset, policy);
  if (status.ok()) {
    status =
        ReplaceOne(page, kStyle,
                   "<style" + own + Escaped(parts.style, "\\3c ") + "</style>");
  }
  if (!status.ok()) return status;
  const size_t end = page.rfind(kEnd);
  const size_t script = page.find(kScript);
  if (script == std::string::npos || end == std::string::npos) {
    return Internal("the page's index.html does not hold " +
                    std::string(kScript) + " and " + std::string(kEnd));
  }
  const std::string rest = page.substr(end);
  page.resize(end);
  page.erase(script, kScript.size());
  AppendData(page, "text/plain", "noodles-licences",
             Escaped(parts.licences, "&lt;"));
  AppendData(page, "application/octet-stream", "noodles-recording",
             base_internal::EncodeBase64(recording.span()));
  page.append("<script type=\"module\"").append(own);
  page.append(Escaped(parts.script, "\\x3c")).append("</script>\n");
  return page.append(rest);
}

std::string RandomNonce() {
  std::random_device device;
  std::string nonce;
  for (int i = 0; i < 32; ++i) nonce += "0123456789abcdef"[device() % 16];
  return nonce;
}

}  // namespace noodles::tool
