// Where large contents go instead of into messages: the seam between a document
// and a server of assets.
//
// The document keeps what it was given. Only what clients are told differs: a
// location in place of the bytes. So Get returns what Create took, checks see
// the bytes, and the same document can be served under another name tomorrow.
//
// Thread-safety: everything is called with the document locked, must return
// soon and must not call the document; implementations are called by several
// documents' threads at once where they share one.
// Ownership: a PublishedContent is held by the document for as long as the
// component lives; its end takes the content off the network.
#ifndef NOODLES_STATE_CONTENT_PUBLISHER_H_
#define NOODLES_STATE_CONTENT_PUBLISHER_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles {

class PublishedContent {
 public:
  virtual ~PublishedContent() = default;

  // The URL that clients are sent; empty: the component goes to them as it is.
  // The same for all clients that are connected at one time.
  virtual std::string Url() const = 0;
};

class ContentPublisher {
 public:
  virtual ~ContentPublisher() = default;

  // The bytes of a buffer that is being created; null: they stay inline.
  // Errors are those of the Create.
  virtual absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishBytes(
      const Bytes& bytes) = 0;

  // The location of a buffer or image that is being created; null: it is none
  // of the publisher's own.
  virtual absl::StatusOr<std::shared_ptr<const PublishedContent>>
  PublishLocation(std::string_view location) = 0;
};

}  // namespace noodles

#endif  // NOODLES_STATE_CONTENT_PUBLISHER_H_
