// Changes some messages of a recorded frame and leaves the others as they are.
//
// Thread-safety: a pure function, if `rewrite` is one. Ownership: the result
// shares nothing with the frame, unless nothing was changed.
#ifndef NOODLES_TOOL_RECORDINGS_REWRITE_FRAME_H_
#define NOODLES_TOOL_RECORDINGS_REWRITE_FRAME_H_

#include <noodles/codec.h>

#include <cstdint>
#include <functional>

namespace noodles::tool {

enum class Rewriting : uint8_t { kKept, kReplaced, kLeftOut };

// Calls `rewrite` for each message. For kReplaced, `rewrite` has written the
// number and the content of another message to the writer. A frame that is not
// well-formed is returned as it is.
Bytes RewriteFrame(
    const Bytes& frame,
    const std::function<Rewriting(uint64_t number, const Bytes& content,
                                  cbor::Writer& writer)>& rewrite);

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_REWRITE_FRAME_H_
