#include "noodles/state/components/published_contents.h"

#include <variant>

namespace noodles::state_internal {
namespace {

// The text of a location, or nullptr.
const std::string* TextOf(const Location* location) {
  return location == nullptr ? nullptr : std::get_if<std::string>(location);
}

}  // namespace

absl::StatusOr<PublishedContents::Content> PublishedContents::Publish(
    const Buffer& buffer, BufferDelivery delivery) const {
  if (publisher_ == nullptr) return Content();
  if (const Bytes* bytes = std::get_if<Bytes>(&buffer.source)) {
    if (delivery == BufferDelivery::kInline) return Content();
    return publisher_->PublishBytes(*bytes);
  }
  const std::string* text = TextOf(std::get_if<Location>(&buffer.source));
  return text == nullptr ? Content() : publisher_->PublishLocation(*text);
}

absl::StatusOr<PublishedContents::Content> PublishedContents::Publish(
    const Image& image, BufferDelivery) const {
  const std::string* text = TextOf(std::get_if<Location>(&image.source));
  if (publisher_ == nullptr || text == nullptr) return Content();
  return publisher_->PublishLocation(*text);
}

std::string PublishedContents::UrlOf(ComponentRef ref) const {
  const auto found = contents_.find(ref);
  return found == contents_.end() ? std::string() : found->second->Url();
}

}  // namespace noodles::state_internal
