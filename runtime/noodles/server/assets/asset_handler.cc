#include "noodles/server/assets/asset_handler.h"

#include <chrono>
#include <string>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/transport/http/http_range.h"

namespace noodles::server_internal {
namespace {

using transport_internal::ByteRange;
using transport_internal::HttpResponse;
using transport_internal::RangeOutcome;
using transport_internal::TagComparison;

// Seconds for which a browser may remember the answer to a preflight.
constexpr char kPreflightAge[] = "86400";

// The header fields of every answer, with which web pages can read it.
void AddCommonFields(HttpResponse& response) {
  auto& fields = response.fields;
  fields.emplace_back("Date", transport_internal::FormatHttpDate(
                                  std::chrono::system_clock::now()));
  fields.emplace_back("Access-Control-Allow-Origin", "*");
  fields.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  fields.emplace_back("X-Content-Type-Options", "nosniff");
}

HttpResponse Refuse(int status, std::string_view detail) {
  HttpResponse response = transport_internal::MakeTextResponse(status, detail);
  AddCommonFields(response);
  return response;
}

HttpResponse AnswerPreflight(const HttpRequest& request) {
  HttpResponse response;
  response.status = 204;
  AddCommonFields(response);
  auto& fields = response.fields;
  fields.emplace_back("Allow", "GET, HEAD, OPTIONS");
  fields.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
  fields.emplace_back(
      "Access-Control-Allow-Headers",
      "Authorization, Range, If-Match, If-None-Match, If-Range, "
      "Cache-Control, Content-Type");
  fields.emplace_back("Access-Control-Max-Age", kPreflightAge);
  // Chromium asks for this field when a page of the internet fetches from a
  // private network.
  if (request.Find("Access-Control-Request-Private-Network") != nullptr) {
    fields.emplace_back("Access-Control-Allow-Private-Network", "true");
  }
  return response;
}

std::string EntityTag(const ServedAsset& asset) {
  return "\"" + asset.name + "\"";
}

void AddAssetFields(const ServedAsset& asset, HttpResponse& response) {
  auto& fields = response.fields;
  fields.emplace_back("ETag", EntityTag(asset));
  fields.emplace_back("Accept-Ranges", "bytes");
  fields.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  fields.emplace_back("Access-Control-Expose-Headers",
                      "Accept-Ranges, Content-Length, Content-Range, ETag");
}

// The status that follows from the conditions of a request; 200 without any.
int Precondition(const HttpRequest& request, const std::string& tag) {
  if (const std::string* match = request.Find("If-Match")) {
    if (!NamesEntityTag(*match, tag, TagComparison::kStrong)) return 412;
  }
  if (const std::string* none = request.Find("If-None-Match")) {
    if (NamesEntityTag(*none, tag, TagComparison::kWeak)) return 304;
  }
  return 200;
}

RangeOutcome FindRange(const HttpRequest& request, const ServedAsset& asset,
                       ByteRange& range) {
  const std::string* const field = request.Find("Range");
  if (field == nullptr || request.method != "GET") return RangeOutcome::kWhole;
  // A date never matches: assets have no date.
  const std::string* const condition = request.Find("If-Range");
  if (condition != nullptr &&
      transport_internal::TrimBlanks(*condition) != EntityTag(asset)) {
    return RangeOutcome::kWhole;
  }
  return ParseRange(*field, asset.content.size, range);
}

// False if the file has changed since it was added.
bool AddBody(const ServedAsset& asset, const ByteRange& range,
             HttpResponse& response) {
  const AssetContent& content = asset.content;
  if (content.path.empty()) {
    response.body = {content.bytes.Slice(range.first, range.length)};
    return true;
  }
  const auto file = transport_internal::OpenFile::Open(content.path);
  if (!file.ok() || (*file)->size() != content.size ||
      (*file)->modification_time() != content.modification_time) {
    // Requests for one file are one kind: any peer may ask again and again.
    LogForPeer(content.path, LogSeverity::kWarning, "assets",
               "a file is gone or has changed",
               {{"path", content.path}, {"asset", asset.name}});
    return false;
  }
  response.file = {
      .file = *file, .offset = range.first, .length = range.length};
  return true;
}

HttpResponse AnswerAsset(const HttpRequest& request, const ServedAsset& asset) {
  HttpResponse response;
  response.status = Precondition(request, EntityTag(asset));
  if (response.status == 412) {
    return Refuse(412, "the asset is another one");
  }
  const std::string size = std::to_string(asset.content.size);
  ByteRange range = {.first = 0, .length = asset.content.size};
  if (response.status == 200) {
    const RangeOutcome outcome = FindRange(request, asset, range);
    if (outcome == RangeOutcome::kUnsatisfiable) {
      response = Refuse(416, "the asset has " + size + " bytes");
      response.fields.emplace_back("Content-Range", "bytes */" + size);
      return response;
    }
    if (outcome == RangeOutcome::kPart) {
      response.status = 206;
      response.fields.emplace_back(
          "Content-Range", "bytes " + std::to_string(range.first) + "-" +
                               std::to_string(range.first + range.length - 1) +
                               "/" + size);
    }
    if (!AddBody(asset, range, response)) {
      return Refuse(410, "the file behind the asset is gone or has changed");
    }
    response.fields.emplace_back("Content-Type", asset.content.media_type);
  }
  AddCommonFields(response);
  AddAssetFields(asset, response);
  return response;
}

}  // namespace

AssetHandler::AssetHandler(std::shared_ptr<const AssetStore> store,
                           std::shared_ptr<Tallies> tallies)
    : store_(std::move(store)), tallies_(std::move(tallies)) {}

HttpResponse AssetHandler::OnRequest(const HttpRequest& request) {
  ++tallies_->asset_requests;
  HttpResponse response = Answer(request);
  if (response.status == 200 || response.status == 206) {
    response.on_sent = [tallies = tallies_](uint64_t bytes) {
      tallies->asset_bytes += bytes;
    };
  }
  return response;
}

HttpResponse AssetHandler::Answer(const HttpRequest& request) const {
  // A proxy may have left its prefix in front of the path.
  const std::string_view path = request.path();
  const size_t place = path.rfind(kAssetPath);
  if (place == std::string_view::npos) {
    return Refuse(404, "assets are below /assets/");
  }
  if (request.method == "OPTIONS") return AnswerPreflight(request);
  if (request.method != "GET" && request.method != "HEAD") {
    HttpResponse response = Refuse(405, "assets are read with GET or HEAD");
    response.fields.emplace_back("Allow", "GET, HEAD, OPTIONS");
    return response;
  }
  const auto asset = store_->Find(path.substr(place + kAssetPath.size()));
  if (asset == nullptr) return Refuse(404, "there is no such asset");
  return AnswerAsset(request, *asset);
}

}  // namespace noodles::server_internal
