// Answers HTTP requests for assets.
//
//   GET, HEAD /assets/NAME   the asset, or a range of it; 304, 412, 416
//   OPTIONS   /assets/NAME   what browsers ask first (CORS preflight)
//
// The path may begin with anything, such as the prefix of a proxy.
//
// An asset never changes, so its entity tag is its name, and caches may keep it
// for ever. Any web page may fetch any asset whose name it knows.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_ASSETS_ASSET_HANDLER_H_
#define NOODLES_SERVER_ASSETS_ASSET_HANDLER_H_

#include <memory>

#include "noodles/server/assets/asset_store.h"
#include "noodles/server/support/tallies.h"
#include "noodles/transport/http/http.h"

namespace noodles::server_internal {

class AssetHandler final : public transport_internal::HttpHandler {
 public:
  AssetHandler(std::shared_ptr<const AssetStore> store,
               std::shared_ptr<Tallies> tallies);

  transport_internal::HttpResponse OnRequest(
      const HttpRequest& request) override;

 private:
  transport_internal::HttpResponse Answer(const HttpRequest& request) const;

  const std::shared_ptr<const AssetStore> store_;
  const std::shared_ptr<Tallies> tallies_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ASSETS_ASSET_HANDLER_H_
