// Messages in their encoded form, made once and shared by all who send them.
//
// Thread-safety: immutable. Ownership: shared.
#ifndef NOODLES_STATE_ENCODED_MESSAGES_H_
#define NOODLES_STATE_ENCODED_MESSAGES_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "noodles/base/bytes.h"

namespace noodles {

// The numbers of the clients that a message is for, ascending.
using Audience = std::vector<uint64_t>;

// `count` messages, each a number and a content, without the head of an array
// around them: together they make one frame behind one head.
struct EncodedMessages {
  Bytes items;
  uint64_t count = 0;
  // Nobody in particular is everybody.
  std::shared_ptr<const Audience> audience;
};

}  // namespace noodles

#endif  // NOODLES_STATE_ENCODED_MESSAGES_H_
