// Which media type some content has, as far as NOODLES has a use for it.
//
// Thread-safety: pure functions.
#ifndef NOODLES_SERVER_ASSETS_MEDIA_TYPE_H_
#define NOODLES_SERVER_ASSETS_MEDIA_TYPE_H_

#include <string>
#include <string_view>

#include "noodles/base/bytes.h"

namespace noodles::server_internal {

// By the first bytes: images, glTF; else application/octet-stream.
std::string MediaTypeOf(const Bytes& content);

// By the ending of a file's name; empty if that says nothing.
std::string MediaTypeOfName(std::string_view name);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ASSETS_MEDIA_TYPE_H_
