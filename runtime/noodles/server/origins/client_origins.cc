#include "noodles/server/origins/client_origins.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/server/origins/asset_links.h"
#include "noodles/transport/http/http.h"
#include "noodles/transport/http/request_origin.h"
#include "noodles/transport/http/url.h"

namespace noodles::server_internal {

using transport_internal::RequestOrigin;

namespace {

std::vector<std::string> TrustedProxies(const AssetOptions& options) {
  std::vector<std::string> proxies = options.trusted_proxies;
  if (options.trusts_local_proxies) {
    proxies.insert(proxies.end(), {"127.0.0.0/8", "::1"});
  }
  return proxies;
}

// Empty for a text that is no URL.
std::string HostOfUrl(const std::string& url) {
  const absl::StatusOr<transport_internal::Url> parsed =
      transport_internal::ParseUrl(url);
  return parsed.ok() ? parsed->host : "";
}

}  // namespace

ClientOrigins::ClientOrigins(const ServerOptions& options)
    : options_(options),
      trusted_(transport_internal::AddressRanges::Parse(
          TrustedProxies(options.assets))) {}

absl::Status ClientOrigins::CheckOptions() const {
  if (trusted_.ok()) return absl::OkStatus();
  return InvalidArgument("AssetOptions::trusted_proxies: " +
                         std::string(StatusMessage(trusted_.status())));
}

void ClientOrigins::SetPorts(uint16_t websocket_port, uint16_t asset_port) {
  websocket_port_ = websocket_port;
  asset_port_ = asset_port;
}

std::shared_ptr<const std::string> ClientOrigins::Find(
    const HttpRequest& request, std::string_view peer) {
  const AssetOptions& assets = options_.assets;
  const bool is_fixed = !assets.public_url.empty() ||
                        !assets.public_host.empty() ||
                        assets.service == AssetService::kOff;
  if (is_fixed) return nullptr;
  std::optional<RequestOrigin> origin = OriginOf(request, peer);
  if (!origin) return nullptr;
  // A client that came by another port came through a tunnel or a proxy, which
  // need not lead to the asset port; assets are below the websocket's port too.
  const uint16_t websocket_port = websocket_port_;
  const bool is_direct =
      !origin->is_forwarded &&
      (websocket_port == 0 || origin->port == websocket_port);
  if (is_direct && asset_port_ != 0) origin->port = asset_port_;
  std::string text = origin->Text();
  if (text.size() > AssetLinks::kMaxBaseBytes) return nullptr;
  return Share(std::move(text));
}

std::optional<RequestOrigin> ClientOrigins::OriginOf(
    const HttpRequest& request, std::string_view peer) const {
  return transport_internal::OriginOf(
      request, options_.tls.is_on(), trusted_.ok() && trusted_->Contains(peer));
}

bool ClientOrigins::IsOwn(std::string_view origin, const HttpRequest& request,
                          std::string_view peer) const {
  std::optional<RequestOrigin> own = OriginOf(request, peer);
  if (!own || !IsOwnHost(*own)) return false;
  own->prefix.clear();
  return transport_internal::EqualsIgnoringCase(own->Text(), origin);
}

std::string ClientOrigins::WebsocketUrl(const HttpRequest& request,
                                        std::string_view peer) const {
  const std::optional<RequestOrigin> origin = OriginOf(request, peer);
  if (!origin) return "";
  constexpr std::string_view kHttp = "http";
  return "ws" + origin->Text().substr(kHttp.size());
}

bool ClientOrigins::IsOwnHost(const RequestOrigin& origin) const {
  const std::string& host = origin.host;
  if (origin.is_forwarded || host.find('.') == std::string::npos ||
      transport_internal::IsAddress(host)) {
    return true;
  }
  if (host.ends_with(".local") || host.ends_with(".localhost")) return true;
  const AssetOptions& assets = options_.assets;
  return host == HostOfUrl(assets.public_url) ||
         transport_internal::EqualsIgnoringCase(host, assets.public_host);
}

std::shared_ptr<const std::string> ClientOrigins::Share(std::string text) {
  const std::lock_guard lock(mutex_);
  if (const auto found = origins_.find(text); found != origins_.end()) {
    if (auto shared = found->second.lock()) return shared;
    origins_.erase(found);
  }
  if (origins_.size() >= options_.assets.max_origins) {
    std::erase_if(origins_,
                  [](const auto& origin) { return origin.second.expired(); });
  }
  if (origins_.size() >= options_.assets.max_origins) {
    if (!std::exchange(has_warned_, true)) {
      Log(LogSeverity::kWarning, "assets",
          "clients come by more hosts than AssetOptions::max_origins; further "
          "ones are sent URLs with the default host",
          {{"max_origins", options_.assets.max_origins}});
    }
    return nullptr;
  }
  auto shared = std::make_shared<const std::string>(std::move(text));
  origins_.emplace(*shared, shared);
  return shared;
}

}  // namespace noodles::server_internal
