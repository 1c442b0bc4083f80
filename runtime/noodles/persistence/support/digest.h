// SHA-256, and names that are made with a secret.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_PERSISTENCE_SUPPORT_DIGEST_H_
#define NOODLES_PERSISTENCE_SUPPORT_DIGEST_H_

#include <cstddef>
#include <span>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"

namespace noodles::persistence_internal {

inline constexpr size_t kDigestBytes = 32;

// Errors: Unimplemented where Linguine was built without OpenSSL.
absl::Status CheckDigests();

// The digest of the pieces, joined. Needs CheckDigests.
Bytes Sha256(std::span<const std::span<const uint8_t>> pieces);
Bytes Sha256(std::span<const uint8_t> bytes);

// HMAC-SHA-256 (RFC 2104) of `text`. Needs CheckDigests.
Bytes HmacSha256(const Bytes& key, std::span<const uint8_t> text);

// Errors: Internal where the system has no random bits.
absl::StatusOr<Bytes> RandomBytes(size_t count);

// Two lower-case digits for each byte.
std::string Hexadecimal(std::span<const uint8_t> bytes);

}  // namespace noodles::persistence_internal

#endif  // NOODLES_PERSISTENCE_SUPPORT_DIGEST_H_
