#include "noodles/server/origins/asset_links.h"

#include <cstdint>
#include <utility>

#include "noodles/cbor/writer.h"
#include "noodles/server/origins/random_name.h"

namespace noodles::server_internal {
namespace {

// Seldom in messages, so that a search is fast.
constexpr char kFirst = '\x7f';

constexpr size_t kUrlBytes =
    AssetLinks::kMaxBaseBytes + kAssetPath.size() + kRandomNameBytes;

// The head of a CBOR text of kUrlBytes: major type 3, the length in one byte.
constexpr size_t kHeadBytes = 2;
static_assert(kUrlBytes >= 24 && kUrlBytes <= UINT8_MAX);

std::string MakePlaceholder() {
  std::string placeholder = kFirst + RandomName();
  placeholder.resize(AssetLinks::kMaxBaseBytes, '.');
  return placeholder;
}

}  // namespace

AssetLinks::AssetLinks() : placeholder_(MakePlaceholder()) {}

void AssetLinks::SetDefaultBase(std::string base) {
  const std::lock_guard lock(mutex_);
  default_base_ = std::move(base);
}

std::string AssetLinks::default_base() const {
  const std::lock_guard lock(mutex_);
  return default_base_;
}

bool AssetLinks::is_serving() const {
  const std::lock_guard lock(mutex_);
  return !default_base_.empty();
}

std::string AssetLinks::PlaceholderUrl(std::string_view name) const {
  return Url(placeholder_, name);
}

std::string AssetLinks::Url(std::string_view base, std::string_view name) {
  std::string url(base);
  return url.append(kAssetPath).append(name);
}

EncodedMessages AssetLinks::Resolve(const EncodedMessages& messages,
                                    std::string_view base) const {
  if (!messages.has_published_urls) return messages;
  const std::string fallback = base.empty() ? default_base() : std::string();
  if (base.empty()) base = fallback;
  EncodedMessages resolved = messages;
  resolved.items = ResolvePiece(messages.items, base);
  for (Bytes& piece : resolved.more) piece = ResolvePiece(piece, base);
  resolved.has_published_urls = false;
  return resolved;
}

Bytes AssetLinks::ResolvePiece(const Bytes& piece,
                               std::string_view base) const {
  const std::string_view text = piece.text();
  size_t found = text.find(placeholder_);
  if (found == std::string_view::npos) return piece;
  cbor::Writer writer(text.size());
  size_t copied = 0;
  const auto copy_up_to = [&](size_t end) {
    writer.WriteEncoded(piece.span().subspan(copied, end - copied));
  };
  while (found != std::string_view::npos && found >= copied + kHeadBytes &&
         text.size() - found >= kUrlBytes) {
    copy_up_to(found - kHeadBytes);
    const std::string_view name =
        text.substr(found + kUrlBytes - kRandomNameBytes, kRandomNameBytes);
    writer.WriteText(Url(base, name));
    copied = found + kUrlBytes;
    found = text.find(placeholder_, copied);
  }
  copy_up_to(text.size());
  return writer.Take();
}

}  // namespace noodles::server_internal
