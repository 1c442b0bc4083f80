// A Stream that speaks TLS over another stream. Private to this room: knows
// OpenSSL.
//
// OpenSSL works on memory alone: TlsStream feeds it with the bytes that the
// stream below reads, and keeps the bytes that OpenSSL wants to send until the
// stream below takes them. At most kMostPlainBytes are encrypted ahead.
//
// A peer that sends a plain HTTP request to the server's end gets an HTTP
// answer in plain text; the read under way then fails when the peer has ended.
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
  // The greatest number of bytes that are encrypted for one write of the stream
  // below.
  static constexpr size_t kMostPlainBytes = size_t{64} << 10;

  // The role of `ssl` is set; its BIOs are not.
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
  // The handler of the stream below; keeps the handler that owns this stream.
  class Below;

  void OnBelowRead(size_t count, std::error_code error);
  bool IsPlainHttp(size_t count) const;
  void RefusePlainHttp();
  void OnBelowWritable(std::error_code error);

  // Ends the read under way if there are bytes for it, and then the reads that
  // its handler begins.
  void AdvanceRead();
  void FinishRead(size_t count, std::error_code error);
  void ReadBelow();
  void AwaitBelow(std::shared_ptr<StreamHandler> handler);

  // Writes the bytes that OpenSSL wants to send, as far as the stream below
  // takes them.
  std::error_code FlushBelow();
  bool has_unsent() const { return sent_ < sending_.size(); }
  // The bytes behind the first `skip` bytes of `pieces`, for one call of
  // SSL_write_ex.
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
  bool has_ended_ = false;    // the stream below has ended
  bool has_read_ = false;     // at least one byte of the stream below
  bool is_plain_ = false;     // the peer speaks plain HTTP
  bool has_refused_ = false;  // and has got the answer

  std::vector<uint8_t> plain_;    // small pieces joined
  std::vector<uint8_t> sending_;  // encrypted, taken from to_send_
  size_t sent_ = 0;               // of sending_
  // The last byte of a WriteSome is encrypted, but WriteSome did not count it:
  // so its caller awaits room and calls again until all has left.
  bool is_byte_held_back_ = false;
  std::shared_ptr<StreamHandler> writer_;
  bool is_awaiting_below_ = false;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_TLS_STREAM_H_
