// Serves the assets of a recording over HTTP, beside the page that shows the
// scene, and gives the buffers and images of its frames the URLs of this
// server.
//
// Thread-safety: every function may be called from any thread. Ownership: the
// recording must outlive the object.
#ifndef NOODLES_TOOL_RECORDINGS_RECORDED_ASSETS_H_
#define NOODLES_TOOL_RECORDINGS_RECORDED_ASSETS_H_

#include <noodles/transport/http/http.h>
#include <noodles/transport/http_route.h>
#include <noodles/transport/net/address_ranges.h>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/cbor/writer.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {

class RecordedAssets final : public transport_internal::HttpHandler {
 public:
  // `page` answers what is no asset (ViewerRoute); nothing: no page.
  RecordedAssets(const Recording& recording, std::optional<HttpRoute> page);
  RecordedAssets(const RecordedAssets&) = delete;
  RecordedAssets& operator=(const RecordedAssets&) = delete;

  // The start of the URLs for a client, by its request for a websocket: the
  // host by which the client came. Proxies of this machine are believed. `peer`
  // as Connection::remote_address.
  std::string OriginOf(const HttpRequest& request, std::string_view peer) const;

  // The frame, with the URLs of this server in buffers and images whose content
  // the recording has; the same bytes if there are none.
  Bytes Relocate(const Bytes& frame, std::string_view origin) const;

  // GET, HEAD and OPTIONS for /assets/NUMBER; the page.
  transport_internal::HttpResponse OnRequest(
      const HttpRequest& request) override;
  transport_internal::HttpResponse OnRequestFrom(
      const HttpRequest& request, std::string_view address) override;

 private:
  // Writes the message with another location. False if the recording does not
  // have its content.
  template <class Message>
  bool WriteRelocated(const Bytes& content, std::string_view origin,
                      cbor::Writer& writer) const;

  transport_internal::HttpResponse AnswerAsset(const HttpRequest& request,
                                               std::string_view name) const;

  const transport_internal::AddressRanges trusted_;
  const std::optional<HttpRoute> page_;
  // By LocationKey: the place in contents_.
  std::map<std::string, size_t> places_;
  std::vector<Bytes> contents_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_RECORDED_ASSETS_H_
