// Messages in their encoded form, made once and shared by all who send them.
//
// Thread-safety: immutable. Ownership: shared.
#ifndef NOODLES_STATE_ENCODED_MESSAGES_H_
#define NOODLES_STATE_ENCODED_MESSAGES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/protocol/ids.h"

namespace noodles {

// The numbers of the clients that a message is for, ascending.
using Audience = std::vector<uint64_t>;

// What a message does to the set of components and to the tree of entities. Who
// can send a client only a part of the messages learns from it what the client
// has.
struct StructureChange {
  enum class What : uint8_t { kCreated, kDeleted, kMoved };

  What what = What::kCreated;
  ComponentRef ref;
  // Of an entity: its parent; for kDeleted and kMoved the one that it had
  // before.
  EntityID parent{};
};

// `count` messages, each a number and a content, without the head of an array
// around them: together they make one frame behind one head.
struct EncodedMessages {
  // The first piece, and all of it where no large bytes are among them.
  Bytes items;
  uint64_t count = 0;
  // Nobody in particular is everybody.
  std::shared_ptr<const Audience> audience;
  // What follows `items`, in order. Large bytes are pieces of their own: the
  // document's memory, not a copy.
  std::vector<Bytes> more{};
  // In the order of the messages that do so.
  std::vector<StructureChange> structure{};

  // The bytes of all pieces.
  size_t size() const {
    size_t sum = items.size();
    for (const Bytes& piece : more) sum += piece.size();
    return sum;
  }
};

}  // namespace noodles

#endif  // NOODLES_STATE_ENCODED_MESSAGES_H_
