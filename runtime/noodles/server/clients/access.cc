#include "noodles/server/clients/access.h"

#include <algorithm>
#include <string>

#include "noodles/base/logging.h"
#include "noodles/base/printable.h"
#include "noodles/base/status.h"

namespace noodles::server_internal {
namespace {

bool IsOriginAllowed(const AccessOptions& options, const HttpRequest& request,
                     std::string_view address, const ClientOrigins& origins) {
  const std::string* const origin = request.Find("Origin");
  if (origin == nullptr || options.allowed_origins.empty()) return true;
  return std::any_of(
      options.allowed_origins.begin(), options.allowed_origins.end(),
      [&](const std::string& allowed) {
        if (allowed == kOwnOrigin) {
          return origins.IsOwn(*origin, request, address);
        }
        return transport_internal::EqualsIgnoringCase(allowed, *origin);
      });
}

transport_internal::HttpResponse Refusal(const absl::Status& status) {
  const std::string_view message = StatusMessage(status);
  if (status.code() == absl::StatusCode::kUnauthenticated) {
    transport_internal::HttpResponse response =
        transport_internal::MakeTextResponse(401, message);
    response.fields.emplace_back("WWW-Authenticate", "Bearer");
    return response;
  }
  const bool is_full = status.code() == absl::StatusCode::kResourceExhausted;
  return transport_internal::MakeTextResponse(is_full ? 503 : 403, message);
}

}  // namespace

std::optional<transport_internal::HttpResponse> RefuseUpgrade(
    const AccessOptions& options, const HttpRequest& request,
    std::string_view address, const ClientOrigins& origins) {
  absl::Status status;
  if (!IsOriginAllowed(options, request, address, origins)) {
    status = PermissionDenied(
        "this origin is not allowed: " + Printable(*request.Find("Origin")) +
        " is not among AccessOptions::allowed_origins");
  } else if (options.authorize_connection) {
    status = options.authorize_connection(request, address);
  }
  if (status.ok()) return std::nullopt;
  LogForPeer(address, LogSeverity::kInfo, "server", "refused a client",
             {{"address", address}, {"reason", StatusMessage(status)}});
  return Refusal(status);
}

std::optional<transport_internal::HttpResponse> RefuseHttp(
    const AccessOptions& options, const HttpRequest& request,
    std::string_view address) {
  // Browsers send what is asked first (CORS preflight) without credentials.
  if (!options.authorize_http || !options.authorize_connection ||
      request.method == "OPTIONS") {
    return std::nullopt;
  }
  const absl::Status status = options.authorize_connection(request, address);
  if (status.ok()) return std::nullopt;
  LogForPeer(address, LogSeverity::kInfo, "server", "refused a request",
             {{"address", address},
              {"path", request.path()},
              {"reason", StatusMessage(status)}});
  transport_internal::HttpResponse response = Refusal(status);
  // So that a web page can tell why.
  response.fields.emplace_back("Access-Control-Allow-Origin", "*");
  return response;
}

}  // namespace noodles::server_internal
