// AssetCopies: the contents that the origin serves over HTTP, fetched by the
// relay, so that the relay can serve them itself.
//
// A content is fetched once, when the document of the origin names it, and kept
// while a component names it. A content that cannot be fetched, or for which
// there is no room, stays at the origin: the component keeps its location.
//
// Beside that, an image of Rigatoni, which names a buffer where the
// specification names a buffer view, gets a location that everybody can read.
//
// Thread-safety: on the client's thread, but Stop. Ownership: refers to the
// client and to the asset server, which outlive the copies.
#ifndef NOODLES_RELAY_FOLLOWING_ASSET_COPIES_H_
#define NOODLES_RELAY_FOLLOWING_ASSET_COPIES_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/client/client.h"
#include "noodles/protocol/buffers.h"
#include "noodles/protocol/images.h"
#include "noodles/protocol/traits.h"
#include "noodles/server/asset_server.h"

namespace noodles::relay_internal {

// The host of a URL in lower case; empty for a text that is no such URL.
std::string HostOf(std::string_view url);

class AssetCopies {
 public:
  struct Options {
    bool is_on = false;
    // Of all contents together.
    size_t max_bytes = 0;
    // The URL of the origin's websocket: only contents of its host are fetched.
    std::string origin;
  };

  // `on_fetched` is called when a fetch has ended, well or not.
  AssetCopies(Client& client, AssetServer& server, Options options,
              std::function<void()> on_fetched);
  AssetCopies(const AssetCopies&) = delete;
  AssetCopies& operator=(const AssetCopies&) = delete;

  // The component with the content, or with a location at the relay, in place
  // of the location at the origin; null while the content is being fetched.
  std::shared_ptr<const Buffer> Find(
      BufferID id, const std::shared_ptr<const Buffer>& buffer);
  std::shared_ptr<const Image> Find(ImageID id,
                                    const std::shared_ptr<const Image>& image);

  // The component is gone.
  void Forget(ComponentRef ref);

  // Fetches that end from now on do nothing. From any thread.
  void Stop() { is_stopped_ = true; }

 private:
  enum class State : uint8_t { kFetching, kFetched, kLeftAtOrigin };
  struct Copy {
    State state = State::kFetching;
    Bytes bytes;
    std::optional<Asset> asset;  // of an image
    size_t users = 0;
  };

  // An image that names a buffer, with a location in its place.
  std::shared_ptr<const Image> WithLocation(
      ImageID id, const std::shared_ptr<const Image>& image);
  // The copy of a location that is to be copied, else null. Begins to fetch
  // it.
  template <class Identifier>
  Copy* CopyOf(Identifier id, const Location* location);
  void OnFetched(const std::string& url, ComponentRef ref,
                 absl::StatusOr<Bytes> bytes);
  void Release(const std::string& url);

  Client& client_;
  AssetServer& server_;
  const Options options_;
  const std::string host_;
  const std::function<void()> on_fetched_;
  std::map<std::string, Copy> copies_;        // by URL
  std::map<ComponentRef, std::string> urls_;  // of the components
  // The contents of images that name a buffer.
  struct Picture {
    Bytes bytes;
    std::optional<Asset> asset;
  };
  std::map<ComponentRef, Picture> pictures_;
  size_t bytes_ = 0;
  std::atomic<bool> is_stopped_ = false;
};

}  // namespace noodles::relay_internal

#endif  // NOODLES_RELAY_FOLLOWING_ASSET_COPIES_H_
