#include "noodles/viewer/viewer_route.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/printable.h"
#include "noodles/transport/http/http_range.h"
#include "noodles/viewer/page/gzip.h"
#include "noodles/viewer/page/page_files.h"

namespace noodles {
namespace {

using viewer_internal::PageFile;

// A worker takes the policy of its own file. WebAssembly needs a word for
// itself; the page has none, and the worker has neither a document nor other
// hosts.
constexpr std::string_view kWorkerPolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
    "connect-src 'self'";

// Answers the requests for the page. Shared by the copies of the route.
class Page {
 public:
  explicit Page(std::string policy) : policy_(std::move(policy)) {}
  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  HttpReply Answer(const HttpRequest& request);

 private:
  HttpReply AnswerFile(const PageFile& file, const HttpRequest& request);
  // Null: not a file of the page.
  void AddFields(const PageFile* file, HttpReply& reply) const;
  // The content of the file; decompressed once.
  Bytes ContentOf(const PageFile& file);

  const std::string policy_;
  std::mutex mutex_;
  std::vector<std::pair<std::string_view, Bytes>> contents_;  // by name
};

// The file that the last segment of the path names; null for none.
const PageFile* FindFile(std::string_view path) {
  std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.empty()) name = "index.html";
  const auto files = viewer_internal::PageFiles();
  const auto found =
      std::find_if(files.begin(), files.end(),
                   [name](const PageFile& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

HttpReply TextReply(int status, std::string text) {
  HttpReply reply;
  reply.status = status;
  reply.fields = {{"Content-Type", "text/plain; charset=utf-8"}};
  reply.body = Bytes::Adopt(std::move(text));
  return reply;
}

HttpReply AnswerWithoutPage(const HttpRequest& request) {
  if (!request.path().ends_with('/')) {
    return TextReply(404, "404 Not Found: there is nothing at this path\n");
  }
  const std::string* const host = request.Find("Host");
  const std::string url = host == nullptr ? "" : " (ws://" + *host + ")";
  return TextReply(
      501,
      "501 Not Implemented: the page that shows the scene of this server is "
      "not in this build, because Node 18 or zlib was not found, or "
      "NOODLES_WITH_VIEWER was off. To get the page, install Node with npm "
      "(`./dev setup` does), and build the program anew. Any NOODLES client "
      "can connect to this host and port" +
          url + ".\n");
}

HttpReply Page::Answer(const HttpRequest& request) {
  if (!HasViewer()) return AnswerWithoutPage(request);
  HttpReply reply;
  const PageFile* const file = FindFile(request.path());
  if (file != nullptr) {
    reply = AnswerFile(*file, request);
  } else {
    reply = TextReply(404,
                      "404 Not Found: there is nothing at this path; the page "
                      "that shows the scene is at /\n");
  }
  AddFields(file, reply);
  return reply;
}

HttpReply Page::AnswerFile(const PageFile& file, const HttpRequest& request) {
  HttpReply reply;
  const bool is_gzip = viewer_internal::AcceptsGzip(request);
  const std::string tag = "\"" + viewer_internal::ContentTag(file.compressed) +
                          (is_gzip ? "-gzip\"" : "\"");
  reply.fields = {{"ETag", tag},
                  {"Vary", "Accept-Encoding"},
                  {"Cache-Control", "no-cache"}};
  const std::string* const known = request.Find("If-None-Match");
  if (known != nullptr &&
      transport_internal::NamesEntityTag(
          *known, tag, transport_internal::TagComparison::kWeak)) {
    reply.status = 304;
    return reply;
  }
  reply.fields.emplace_back("Content-Type", file.media_type);
  if (is_gzip) reply.fields.emplace_back("Content-Encoding", "gzip");
  reply.body =
      is_gzip ? Bytes::Share(nullptr, file.compressed) : ContentOf(file);
  return reply;
}

void Page::AddFields(const PageFile* file, HttpReply& reply) const {
  const bool is_worker = file != nullptr && file->is_worker;
  reply.fields.insert(reply.fields.end(),
                      {{"Content-Security-Policy",
                        is_worker ? std::string(kWorkerPolicy) : policy_},
                       {"X-Content-Type-Options", "nosniff"},
                       {"Referrer-Policy", "no-referrer"},
                       {"Cross-Origin-Resource-Policy", "same-origin"},
                       {"Linguine-Version", NOODLES_VIEWER_VERSION}});
}

Bytes Page::ContentOf(const PageFile& file) {
  const std::lock_guard lock(mutex_);
  for (const auto& [name, content] : contents_) {
    if (name == file.name) return content;
  }
  return contents_
      .emplace_back(file.name, viewer_internal::Decompress(file.compressed))
      .second;
}

// True if the text can stand in a policy, and is no keyword but 'self'. A
// semicolon or comma would begin another directive or policy.
bool IsFrameAncestor(std::string_view source) {
  if (source == "'self'") return true;
  return !source.empty() &&
         std::all_of(source.begin(), source.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  (c >= '0' && c <= '9') ||
                  std::string_view("-._:/*[]").find(c) !=
                      std::string_view::npos;
         });
}

std::string PolicyFor(const ViewerOptions& options) {
  std::string policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; "
      "img-src 'self' blob: data:; "
      "connect-src 'self' ws: wss: http: https: blob: data:; "
      "worker-src 'self' blob:; frame-src http: https:; base-uri 'none'; "
      "form-action 'none'; frame-ancestors 'self'";
  for (const std::string& source : options.frame_ancestors) {
    if (IsFrameAncestor(source)) {
      policy += " " + source;
    } else {
      Log(LogSeverity::kWarning, "viewer",
          "left out of ViewerOptions::frame_ancestors: not a scheme, host and "
          "port",
          {{"source", Printable(source)}});
    }
  }
  return policy;
}

}  // namespace

HttpRoute ViewerRoute(const ViewerOptions& options) {
  const auto page = std::make_shared<Page>(PolicyFor(options));
  return {
      .path = "/",
      .function = [page](const HttpRequest& request,
                         std::string_view) { return page->Answer(request); },
      .access = HttpAccess::kPublic};
}

bool HasViewer() { return !viewer_internal::PageFiles().empty(); }

}  // namespace noodles
