#include "noodles/relay/following/asset_copies.h"

#include <algorithm>
#include <cctype>
#include <utility>
#include <variant>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"

namespace noodles::relay_internal {

std::string HostOf(std::string_view url) {
  constexpr std::string_view kBehindScheme = "://";
  const size_t scheme = url.find(kBehindScheme);
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + kBehindScheme.size());
  url = url.substr(0, url.find_first_of("/?#"));
  // A name before the host would hide the host from a reader.
  if (url.find('@') != std::string_view::npos) return {};
  const bool is_bracketed = url.starts_with('[');
  const size_t end = is_bracketed ? url.find(']') : url.find(':');
  std::string host(url.substr(0, end));
  std::transform(host.begin(), host.end(), host.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return host;
}

AssetCopies::AssetCopies(Client& client, AssetServer& server, Options options,
                         std::function<void()> on_fetched)
    : client_(client),
      server_(server),
      options_(std::move(options)),
      host_(HostOf(options_.origin)),
      on_fetched_(std::move(on_fetched)) {}

std::shared_ptr<const Buffer> AssetCopies::Find(
    BufferID id, const std::shared_ptr<const Buffer>& buffer) {
  const Copy* copy = CopyOf(id, std::get_if<Location>(&buffer->source));
  if (copy == nullptr || copy->state == State::kLeftAtOrigin) return buffer;
  if (copy->state == State::kFetching) return nullptr;
  auto shown = std::make_shared<Buffer>(*buffer);
  shown->source = copy->bytes.Slice(0, buffer->size);
  return shown;
}

std::shared_ptr<const Image> AssetCopies::Find(
    ImageID id, const std::shared_ptr<const Image>& named) {
  std::shared_ptr<const Image> image = WithLocation(id, named);
  Copy* copy = CopyOf(id, std::get_if<Location>(&image->source));
  if (copy == nullptr || copy->state == State::kLeftAtOrigin) return image;
  if (copy->state == State::kFetching) return nullptr;
  if (!copy->asset) {
    absl::StatusOr<Asset> asset = server_.AddBytes(copy->bytes);
    if (!asset.ok()) return image;
    copy->asset = *std::move(asset);
  }
  auto shown = std::make_shared<Image>(*image);
  shown->source = Location(copy->asset->uri());
  return shown;
}

std::shared_ptr<const Image> AssetCopies::WithLocation(
    ImageID id, const std::shared_ptr<const Image>& image) {
  const auto* view = std::get_if<BufferViewID>(&image->source);
  if (view == nullptr || client_.mirror().Find(*view) != nullptr) return image;
  const auto buffer = client_.mirror().Find(BufferID{view->slot, view->gen});
  if (buffer == nullptr) return image;
  auto shown = std::make_shared<Image>(*image);
  if (const auto* location = std::get_if<Location>(&buffer->source)) {
    shown->source = *location;
    return shown;
  }
  const Bytes& bytes = std::get<Bytes>(buffer->source);
  Picture& picture = pictures_[id];
  if (!picture.asset || !(picture.bytes == bytes)) {
    absl::StatusOr<Asset> asset = server_.AddBytes(bytes);
    if (!asset.ok()) return image;
    picture = {bytes, *std::move(asset)};
  }
  shown->source = Location(picture.asset->uri());
  return shown;
}

template <class Identifier>
AssetCopies::Copy* AssetCopies::CopyOf(Identifier id,
                                       const Location* location) {
  const ComponentRef ref(id);
  const auto* url =
      location == nullptr ? nullptr : std::get_if<std::string>(location);
  const bool is_copied = options_.is_on && url != nullptr && !host_.empty() &&
                         HostOf(*url) == host_;
  const auto former = urls_.find(ref);
  if (former != urls_.end() && (!is_copied || former->second != *url)) {
    Release(former->second);
    urls_.erase(former);
  }
  if (!is_copied) return nullptr;
  const auto [found, is_new] = copies_.try_emplace(*url);
  if (urls_.try_emplace(ref, *url).second) ++found->second.users;
  if (is_new) {
    client_.Fetch(id, nullptr,
                  [this, url = *url, ref](absl::StatusOr<Bytes> bytes) {
                    OnFetched(url, ref, std::move(bytes));
                  });
  }
  return &found->second;
}

void AssetCopies::OnFetched(const std::string& url, ComponentRef ref,
                            absl::StatusOr<Bytes> bytes) {
  if (is_stopped_) return;
  const auto found = copies_.find(url);
  if (found == copies_.end() || found->second.state != State::kFetching) return;
  if (bytes.ok() && bytes->size() > options_.max_bytes - bytes_) {
    bytes = ResourceExhausted("more than RelayOptions::max_copied_bytes");
  }
  if (bytes.ok()) {
    found->second.bytes = *std::move(bytes);
    found->second.state = State::kFetched;
    bytes_ += found->second.bytes.size();
  } else {
    found->second.state = State::kLeftAtOrigin;
    LogForPeer("origin", LogSeverity::kWarning, "relay",
               "a content stays at the origin",
               {{"component", ToString(ref)},
                {"url", url},
                {"reason", StatusMessage(bytes.status())}});
  }
  on_fetched_();
}

void AssetCopies::Forget(ComponentRef ref) {
  pictures_.erase(ref);
  const auto found = urls_.find(ref);
  if (found == urls_.end()) return;
  Release(found->second);
  urls_.erase(found);
}

void AssetCopies::Release(const std::string& url) {
  const auto found = copies_.find(url);
  if (found == copies_.end() || --found->second.users > 0) return;
  bytes_ -= found->second.bytes.size();
  copies_.erase(found);
}

}  // namespace noodles::relay_internal
