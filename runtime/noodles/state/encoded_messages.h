// Messages in their encoded form, made once for all receivers.
//
// Thread-safety: plain values. Ownership: copies share the bytes.
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

// A change of the set of components, or of the tree of entities, by a message.
// A sender that leaves messages out learns from these changes which components
// a client has.
struct StructureChange {
  enum class What : uint8_t { kCreated, kDeleted, kMoved };

  What what = What::kCreated;
  ComponentRef ref;
  // The parent of an entity; for kDeleted and kMoved the parent before.
  EntityID parent{};
};

// `count` messages, each a number and a content, without the head of the array
// around them. With the head of an array of 2 * `count` items before them, they
// are one frame.
struct EncodedMessages {
  // The first piece; the only piece, unless the messages hold large bytes.
  Bytes items;
  uint64_t count = 0;
  // The clients that get the messages; null: all clients.
  std::shared_ptr<const Audience> audience;
  // The pieces behind `items`, in order. Large bytes are pieces of their own,
  // which share the document's memory.
  std::vector<Bytes> more{};
  // The structure changes of the messages, in order.
  std::vector<StructureChange> structure{};
  // The messages hold a URL of a PublishedContent.
  bool has_published_urls = false;

  // The bytes of all pieces.
  size_t size() const {
    size_t sum = items.size();
    for (const Bytes& piece : more) sum += piece.size();
    return sum;
  }
};

}  // namespace noodles

#endif  // NOODLES_STATE_ENCODED_MESSAGES_H_
