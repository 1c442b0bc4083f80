// Takes large contents out of messages: the interface between a document and a
// server of assets.
//
// The document keeps the contents. Only the messages to clients differ: they
// hold a location in place of the bytes. So Get returns the component as Create
// got it, checks see the bytes, and a document can be served under another name
// later.
//
// Thread-safety: functions are called with the document locked; they must
// return soon and must not call the document. A publisher that several
// documents share is called by several threads at once. Ownership: a
// PublishedContent is held by the document for as long as the component lives;
// its destructor ends the serving of the content.
#ifndef NOODLES_STATE_CONTENT_PUBLISHER_H_
#define NOODLES_STATE_CONTENT_PUBLISHER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles {

// How clients get the bytes of a buffer; for Document::Create.
enum class BufferDelivery : uint8_t {
  // In the message, or by a URL if the ContentPublisher publishes the bytes.
  kAutomatic,
  // In the message, whatever the size: for a buffer that is replaced so often
  // that clients could not fetch it in time. Python clients refuse frames of
  // more than a mebibyte.
  kInline,
};

class PublishedContent {
 public:
  virtual ~PublishedContent() = default;

  // The URL that stands in the messages for clients, or a placeholder that the
  // publisher replaces for each client (EncodedMessages::has_published_urls);
  // empty: the messages hold the component as it is.
  virtual std::string Url() const = 0;
};

class ContentPublisher {
 public:
  virtual ~ContentPublisher() = default;

  // Publishes the bytes of a buffer that is being created with
  // BufferDelivery::kAutomatic; null: the bytes stay inline. Errors become
  // those of Document::Create.
  virtual absl::StatusOr<std::shared_ptr<const PublishedContent>> PublishBytes(
      const Bytes& bytes) = 0;

  // Publishes the location of a buffer or image that is being created; null:
  // the location is not one of the publisher's.
  virtual absl::StatusOr<std::shared_ptr<const PublishedContent>>
  PublishLocation(std::string_view location) = 0;
};

}  // namespace noodles

#endif  // NOODLES_STATE_CONTENT_PUBLISHER_H_
