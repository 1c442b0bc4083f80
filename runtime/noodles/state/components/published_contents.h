// The contents of buffers and images that a ContentPublisher serves, and the
// form in which clients see these components.
//
// Thread-safety: none of its own; the Document guards it.
// Ownership: shares the published contents until Forget; refers to the
// publisher.
#ifndef NOODLES_STATE_COMPONENTS_PUBLISHED_CONTENTS_H_
#define NOODLES_STATE_COMPONENTS_PUBLISHED_CONTENTS_H_

#include <map>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/statusor.h"
#include "noodles/protocol/buffers.h"
#include "noodles/protocol/ids.h"
#include "noodles/protocol/images.h"
#include "noodles/state/content_publisher.h"

namespace noodles::state_internal {

// Whether components of this kind have a content, whose bytes are shared.
template <class Component>
inline constexpr bool kHasContent =
    std::is_same_v<Component, Buffer> || std::is_same_v<Component, Image>;

class PublishedContents {
 public:
  // Null where a component's content is not served.
  using Content = std::shared_ptr<const PublishedContent>;

  PublishedContents() = default;
  PublishedContents(const PublishedContents&) = delete;
  PublishedContents& operator=(const PublishedContents&) = delete;

  // Null: later components are not published.
  void set_publisher(ContentPublisher* publisher) { publisher_ = publisher; }

  // Errors: the publisher's.
  absl::StatusOr<Content> Publish(const Buffer& buffer,
                                  BufferDelivery delivery) const;
  absl::StatusOr<Content> Publish(const Image& image, BufferDelivery) const;
  template <class Component>
  absl::StatusOr<Content> Publish(const Component&, BufferDelivery) const {
    return Content();
  }

  void Keep(ComponentRef ref, Content content) {
    if (content != nullptr) contents_[ref] = std::move(content);
  }
  // Whether a content of the component is kept, be it served now or not.
  bool IsPublished(ComponentRef ref) const { return contents_.contains(ref); }
  void Forget(ComponentRef ref) { contents_.erase(ref); }
  // Forgets the content and returns it; null for none.
  Content Take(ComponentRef ref) {
    auto taken = contents_.extract(ref);
    return taken ? std::move(taken.mapped()) : nullptr;
  }

  // Calls `use(shown, is_published)` with the component as clients see it: the
  // component itself, or one with a location in place of its content.
  template <class Component, class Use>
  void WithShown(ComponentRef ref, const Component& component, Use use) const {
    if constexpr (kHasContent<Component>) {
      if (const std::string url = UrlOf(ref); !url.empty()) {
        Component shown;
        shown.name = component.name;
        if constexpr (std::is_same_v<Component, Buffer>) {
          shown.size = component.size;
        }
        shown.source = Location(url);
        return use(shown, true);
      }
    }
    use(component, false);
  }

 private:
  // Empty for a content that is not served.
  std::string UrlOf(ComponentRef ref) const;

  ContentPublisher* publisher_ = nullptr;
  std::map<ComponentRef, Content> contents_;
};

}  // namespace noodles::state_internal

#endif  // NOODLES_STATE_COMPONENTS_PUBLISHED_CONTENTS_H_
