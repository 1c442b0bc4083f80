#include <algorithm>
#include <utility>
#include <variant>

#include "noodles/base/status.h"
#include "noodles/client/assets/location.h"
#include "noodles/client/client.h"
#include "noodles/client/connection/client_state.h"

namespace noodles {
namespace {

// Calls `done` at once; there is no fetch that could be cancelled.
FetchNumber Finish(client_internal::ClientState& state, FetchDone done,
                   absl::StatusOr<Bytes> result) {
  state.loop->Post(
      [done = std::move(done), result = std::move(result)] { done(result); });
  return 0;
}

FetchNumber FetchLocation(client_internal::ClientState& state,
                          const Location& location, FetchProgress progress,
                          FetchDone done) {
  const transport_internal::Url server = state.url();
  const absl::StatusOr<transport_internal::Url> url =
      client_internal::ResolveLocation(location, server);
  if (!url.ok()) return Finish(state, std::move(done), url.status());
  const bool may_have_token = client_internal::MayHaveToken(*url, server);
  return state.assets->Fetch(*url, may_have_token, std::move(progress),
                             std::move(done));
}

absl::Status NotThere(ComponentRef ref) {
  return NotFound(ToString(ref) + " is not there");
}

absl::Status TooShort(ComponentRef ref, size_t size, uint64_t expected) {
  return DataLoss(ToString(ref) + " has " + std::to_string(size) +
                  " bytes, not " + std::to_string(expected));
}

// The source of an image: a buffer view, as the specification says, or a
// buffer, as Rigatoni sends it. A view of type GEOMETRY cannot hold an image.
std::variant<BufferViewID, BufferID> SourceOf(const Mirror& mirror,
                                              BufferViewID view) {
  const std::shared_ptr<const BufferView> found = mirror.Find(view);
  const BufferID buffer{view.slot, view.gen};
  const bool is_view = found && found->type != BufferViewType::kGeometry;
  if (!is_view && mirror.Find(buffer)) return buffer;
  return view;
}

}  // namespace

FetchNumber Client::Fetch(BufferID id, FetchProgress progress, FetchDone done) {
  const std::shared_ptr<const Buffer> buffer = mirror().Find(id);
  if (!buffer) {
    return Finish(*state_, std::move(done), NotThere(id));
  }
  FetchDone checked = [id, size = buffer->size,
                       done = std::move(done)](absl::StatusOr<Bytes> bytes) {
    if (bytes.ok() && bytes->size() < size) {
      bytes = TooShort(id, bytes->size(), size);
    }
    done(std::move(bytes));
  };
  if (const auto* bytes = std::get_if<Bytes>(&buffer->source)) {
    return Finish(*state_, std::move(checked), *bytes);
  }
  return FetchLocation(*state_, std::get<Location>(buffer->source),
                       std::move(progress), std::move(checked));
}

FetchNumber Client::Fetch(BufferViewID id, FetchProgress progress,
                          FetchDone done) {
  const std::shared_ptr<const BufferView> view = mirror().Find(id);
  if (!view) {
    return Finish(*state_, std::move(done), NotThere(id));
  }
  return Fetch(view->source_buffer, std::move(progress),
               [id, view, done = std::move(done)](absl::StatusOr<Bytes> bytes) {
                 if (!bytes.ok()) {
                   done(std::move(bytes));
                   return;
                 }
                 const Bytes part = bytes->Slice(view->offset, view->length);
                 if (part.size() == view->length) {
                   done(part);
                 } else {
                   done(TooShort(id, part.size(), view->length));
                 }
               });
}

FetchNumber Client::Fetch(ImageID id, FetchProgress progress, FetchDone done) {
  const std::shared_ptr<const Image> image = mirror().Find(id);
  if (!image) {
    return Finish(*state_, std::move(done), NotThere(id));
  }
  if (const auto* location = std::get_if<Location>(&image->source)) {
    return FetchLocation(*state_, *location, std::move(progress),
                         std::move(done));
  }
  const auto source = SourceOf(mirror(), std::get<BufferViewID>(image->source));
  return std::visit(
      [&](auto of) { return Fetch(of, std::move(progress), std::move(done)); },
      source);
}

bool Client::CancelFetch(FetchNumber fetch) {
  return state_->assets->Cancel(fetch);
}

}  // namespace noodles
