// The name and the content of an asset.
//
// Thread-safety: plain values; a ServedAsset is shared and never changes.
// Ownership: shares the bytes.
#ifndef NOODLES_SERVER_ASSETS_SERVED_ASSET_H_
#define NOODLES_SERVER_ASSETS_SERVED_ASSET_H_

#include <cstdint>
#include <string>

#include "noodles/base/bytes.h"

namespace noodles::server_internal {

// The content of an asset: bytes, or a file where the path is not empty.
struct AssetContent {
  std::string media_type;
  uint64_t size = 0;
  Bytes bytes;
  std::string path;
  int64_t modification_time = 0;
};

struct ServedAsset {
  std::string name;
  AssetContent content;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ASSETS_SERVED_ASSET_H_
