// The media type of a content, among the types that NOODLES uses.
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

// By the ending of a file's name; empty for an unknown ending.
std::string MediaTypeOfName(std::string_view name);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_ASSETS_MEDIA_TYPE_H_
