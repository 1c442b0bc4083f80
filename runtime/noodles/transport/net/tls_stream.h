// A Stream that speaks TLS over another one. Private to this folder: knows
// OpenSSL.
//
// OpenSSL works on memory alone: what the stream below reads is fed to it, what
// it wants to send is kept until the stream below takes it. At most
// kMostPlainBytes are encrypted ahead.
//
// Thread-safety and ownership: as Stream says; owns the stream below.
#ifndef NOODLES_TRANSPORT_NET_TLS_STREAM_H_
#define NOODLES_TRANSPORT_NET_TLS_STREAM_H_

#include <openssl/ssl.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <system_error>
#include <vector>

#include "noodles/transport/net/stream.h"

namespace noodles::transport_internal {

struct SslFree {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};
using SslPointer = std::unique_ptr<SSL, SslFree>;

class TlsStream final : public Stream {
 public:
  // What is encrypted for one write of the stream below.
  static constexpr size_t kMostPlainBytes = 64 * 1024;

  // `ssl` knows its role, and has no stream yet.
  TlsStream(std::unique_ptr<Stream> below, SslPointer ssl);

  void ReadSome(std::span<uint8_t> destination,
                std::shared_ptr<StreamHandler> handler) override;
  WriteResult WriteSome(
      std::span<const std::span<const uint8_t>> pieces) override;
  void AwaitWritable(std::shared_ptr<StreamHandler> handler) override;
  void SetTimer(std::chrono::milliseconds delay,
                std::shared_ptr<StreamHandler> handler) override;
  void StopTimer() override;
  void ShutdownWrite() override;
  void Close() override;

 private:
  // Hears from the stream below; keeps the handler, which owns this stream.
  class Below;

  void OnBelowRead(size_t count, std::error_code error);
  void OnBelowWritable(std::error_code error);

  // Ends the read under way as soon as it can be, and those that its handler
  // begins.
  void AdvanceRead();
  void FinishRead(size_t count, std::error_code error);
  void ReadBelow();
  void AwaitBelow(std::shared_ptr<StreamHandler> handler);

  // Passes on what OpenSSL wants to send, as far as the stream below takes it.
  std::error_code FlushBelow();
  bool has_unsent() const { return sent_ < sending_.size(); }
  // What comes behind `skip` bytes of `pieces`, for one turn of encryption.
  std::span<const uint8_t> NextPlain(
      std::span<const std::span<const uint8_t>> pieces, size_t skip);

  const std::unique_ptr<Stream> below_;
  const SslPointer ssl_;
  BIO* const received_;  // encrypted; owned by ssl_
  BIO* const to_send_;   // encrypted; owned by ssl_

  std::vector<uint8_t> read_buffer_;  // encrypted
  std::span<uint8_t> destination_;
  std::shared_ptr<StreamHandler> reader_;
  bool is_reading_below_ = false;
  bool is_advancing_ = false;
  bool has_ended_ = false;  // nothing more comes from below

  std::vector<uint8_t> plain_;    // small pieces joined
  std::vector<uint8_t> sending_;  // encrypted, taken from to_send_
  size_t sent_ = 0;               // of sending_
  // The last byte given to WriteSome is encrypted but counts as written only
  // when everything has left: so its owner comes back for the rest.
  bool is_byte_held_back_ = false;
  std::shared_ptr<StreamHandler> writer_;
  bool is_awaiting_below_ = false;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_TLS_STREAM_H_
