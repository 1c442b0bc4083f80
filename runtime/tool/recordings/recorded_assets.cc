#include "tool/recordings/recorded_assets.h"

#include <noodles/codec.h>
#include <noodles/transport/http/request_origin.h>
#include <noodles/transport/http/route_answer.h>

#include <charconv>
#include <optional>
#include <utility>
#include <variant>

#include "tool/recordings/rewrite_frame.h"

namespace noodles::tool {
namespace {

using transport_internal::HttpResponse;

constexpr std::string_view kPath = "/assets/";

transport_internal::AddressRanges ThisMachine() {
  auto ranges =
      transport_internal::AddressRanges::Parse({"127.0.0.0/8", "::1"});
  return ranges.ok() ? *std::move(ranges) : transport_internal::AddressRanges();
}

template <class Message>
constexpr uint64_t kNumberOf = MessageTraits<Message>::kNumber;

}  // namespace

RecordedAssets::RecordedAssets(const Recording& recording,
                               std::optional<HttpRoute> page)
    : trusted_(ThisMachine()), page_(std::move(page)) {
  contents_.reserve(recording.assets.size());
  for (const auto& [key, content] : recording.assets) {
    places_.emplace(key, contents_.size());
    contents_.push_back(content);
  }
}

std::string RecordedAssets::OriginOf(const HttpRequest& request,
                                     std::string_view peer) const {
  const auto origin =
      transport_internal::OriginOf(request, false, trusted_.Contains(peer));
  return origin ? origin->Text() : "http://localhost";
}

template <class Message>
bool RecordedAssets::WriteRelocated(const Bytes& content,
                                    std::string_view origin,
                                    cbor::Writer& writer) const {
  absl::StatusOr<Message> message = Decode<Message>(content);
  if (!message.ok()) return false;
  auto* const location = std::get_if<Location>(&message->content.source);
  if (location == nullptr) return false;
  const auto place = places_.find(LocationKey(*location));
  if (place == places_.end()) return false;
  *location =
      std::string(origin).append(kPath).append(std::to_string(place->second));
  AppendMessage(writer, *message);
  return true;
}

Bytes RecordedAssets::Relocate(const Bytes& frame,
                               std::string_view origin) const {
  if (contents_.empty()) return frame;
  return RewriteFrame(
      frame, [&](uint64_t number, const Bytes& content, cbor::Writer& writer) {
        const bool is_relocated =
            (number == kNumberOf<MsgBufferCreate> &&
             WriteRelocated<MsgBufferCreate>(content, origin, writer)) ||
            (number == kNumberOf<MsgImageCreate> &&
             WriteRelocated<MsgImageCreate>(content, origin, writer));
        return is_relocated ? Rewriting::kReplaced : Rewriting::kKept;
      });
}

HttpResponse RecordedAssets::OnRequest(const HttpRequest& request) {
  return OnRequestFrom(request, "");
}

HttpResponse RecordedAssets::OnRequestFrom(const HttpRequest& request,
                                           std::string_view address) {
  const std::string_view path = request.path();
  const size_t place = path.rfind(kPath);
  if (place != std::string_view::npos) {
    return AnswerAsset(request, path.substr(place + kPath.size()));
  }
  return page_ ? transport_internal::AnswerRoute(*page_, request, address)
               : transport_internal::AnswerWithoutHandler(request);
}

HttpResponse RecordedAssets::AnswerAsset(const HttpRequest& request,
                                         std::string_view name) const {
  HttpResponse response;
  response.fields = {{"Access-Control-Allow-Origin", "*"}};
  if (request.method == "OPTIONS") {
    response.status = 204;
    response.fields.emplace_back("Access-Control-Allow-Methods",
                                 "GET, HEAD, OPTIONS");
    response.fields.emplace_back("Access-Control-Allow-Headers",
                                 "Range, Cache-Control, Content-Type");
    return response;
  }
  if (request.method != "GET" && request.method != "HEAD") {
    response.status = 405;
    response.fields.emplace_back("Allow", "GET, HEAD, OPTIONS");
    return response;
  }
  size_t index = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), index);
  if (error != std::errc() || end != name.data() + name.size() ||
      index >= contents_.size()) {
    return transport_internal::MakeTextResponse(
        404, "the recording has no such asset");
  }
  response.status = 200;
  // Another recording may have another content under this URL.
  response.fields.emplace_back("Cache-Control", "no-store");
  response.fields.emplace_back("Content-Type", "application/octet-stream");
  response.body = {contents_[index]};
  return response;
}

}  // namespace noodles::tool
