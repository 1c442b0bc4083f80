#include "noodles/persistence/support/digest.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#ifdef NOODLES_HAS_OPENSSL
#include <openssl/evp.h>
#include <openssl/hmac.h>
#endif

#include "noodles/base/status.h"

namespace noodles::persistence_internal {

#ifdef NOODLES_HAS_OPENSSL

namespace {

// A context of its own for each thread: making one costs as much as the digest
// of a kilobyte.
class DigestContext {
 public:
  DigestContext() : context_(EVP_MD_CTX_new()) {}
  ~DigestContext() { EVP_MD_CTX_free(context_); }
  DigestContext(const DigestContext&) = delete;
  DigestContext& operator=(const DigestContext&) = delete;
  EVP_MD_CTX* get() const { return context_; }

 private:
  EVP_MD_CTX* const context_;
};

}  // namespace

absl::Status CheckDigests() { return absl::OkStatus(); }

Bytes Sha256(std::span<const std::span<const uint8_t>> pieces) {
  thread_local const DigestContext context;
  std::array<uint8_t, kDigestBytes> digest{};
  EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr);
  for (const std::span<const uint8_t> piece : pieces) {
    EVP_DigestUpdate(context.get(), piece.data(), piece.size());
  }
  EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
  return Bytes::Copy(std::span<const uint8_t>(digest));
}

Bytes HmacSha256(const Bytes& key, std::span<const uint8_t> text) {
  std::array<uint8_t, kDigestBytes> digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), text.data(),
       text.size(), digest.data(), &size);
  return Bytes::Copy(std::span<const uint8_t>(digest));
}

#else

absl::Status CheckDigests() {
  return Unimplemented(
      "a document cannot be kept: Linguine was built without OpenSSL "
      "(NOODLES_WITH_TLS)");
}

Bytes Sha256(std::span<const std::span<const uint8_t>>) { return Bytes(); }

Bytes HmacSha256(const Bytes&, std::span<const uint8_t>) { return Bytes(); }

#endif

Bytes Sha256(std::span<const uint8_t> bytes) {
  const std::array<std::span<const uint8_t>, 1> pieces = {bytes};
  return Sha256(std::span<const std::span<const uint8_t>>(pieces));
}

absl::StatusOr<Bytes> RandomBytes(size_t count) {
  constexpr size_t kMostAtOnce = 256;
  std::vector<uint8_t> bytes(count);
  for (size_t begin = 0; begin < count; begin += kMostAtOnce) {
    const size_t size = std::min(kMostAtOnce, count - begin);
    if (::getentropy(bytes.data() + begin, size) != 0) {
      return Internal("the system has no random bits");
    }
  }
  return Bytes::Adopt(std::move(bytes));
}

std::string Hexadecimal(std::span<const uint8_t> bytes) {
  constexpr std::string_view kHexadecimalDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const uint8_t byte : bytes) {
    text += kHexadecimalDigits[byte >> 4];
    text += kHexadecimalDigits[byte & 15];
  }
  return text;
}

}  // namespace noodles::persistence_internal
