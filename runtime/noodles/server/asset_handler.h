// Answers HTTP requests for assets.
//
//   GET, HEAD /assets/NAME   the asset, or a range of it; 304, 412, 416
//   OPTIONS   /assets/NAME   what browsers ask first (CORS preflight)
//
// An asset never changes, so its entity tag is its name, and caches may keep it
// for ever. Any web page may fetch any asset whose name it knows.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_SERVER_ASSET_HANDLER_H_
#define NOODLES_SERVER_ASSET_HANDLER_H_

#include <memory>

#include "noodles/server/asset_store.h"
#include "noodles/server/tallies.h"
#include "noodles/transport/http.h"

namespace noodles {

class AssetHandler final : public transport::HttpHandler {
 public:
  AssetHandler(std::shared_ptr<const AssetStore> store,
               std::shared_ptr<Tallies> tallies);

  transport::HttpResponse OnRequest(
      const transport::HttpRequest& request) override;

 private:
  transport::HttpResponse Answer(const transport::HttpRequest& request) const;

  const std::shared_ptr<const AssetStore> store_;
  const std::shared_ptr<Tallies> tallies_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_ASSET_HANDLER_H_
