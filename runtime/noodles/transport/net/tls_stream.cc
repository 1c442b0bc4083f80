#include "noodles/transport/net/tls_stream.h"

#include <openssl/err.h>

#include <algorithm>
#include <new>
#include <string_view>
#include <utility>

namespace noodles::transport_internal {
namespace {

// The longest record of TLS with its head.
constexpr size_t kRecordBytes = (size_t{16} << 10) + 512;

// Smaller pieces are joined: each record costs a head and a checksum.
constexpr size_t kJoinBytes = size_t{16} << 10;

// The most bytes that one call of WriteSome takes, so that the other
// connections of the thread get a turn.
constexpr size_t kMostWriteBytes = size_t{1} << 20;

// The answer to a plain HTTP request on a port that speaks TLS.
constexpr std::string_view kPlainAnswer =
    "HTTP/1.1 400 Bad Request\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "Content-Length: 67\r\n"
    "Connection: close\r\n\r\n"
    "400 Bad Request: this port speaks TLS; use https:// or wss:// here\n";

class TlsCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "tls"; }
  std::string message(int code) const override {
    const char* const reason =
        ERR_reason_error_string(static_cast<unsigned>(code));
    return std::string("TLS: ") + (reason ? reason : "failed");
  }
};

std::error_code TakeTlsError() {
  static const TlsCategory category;
  const unsigned long code = ERR_peek_error();
  ERR_clear_error();
  // The code 0 would mean success.
  return {code == 0 ? 1 : static_cast<int>(code), category};
}

}  // namespace

class TlsStream::Below final : public StreamHandler {
 public:
  Below(TlsStream& stream, std::shared_ptr<StreamHandler> owner)
      : stream_(stream), owner_(std::move(owner)) {}

  void OnRead(size_t count, std::error_code error) override {
    stream_.OnBelowRead(count, error);
  }
  void OnWritable(std::error_code error) override {
    stream_.OnBelowWritable(error);
  }
  void OnTimer() override {}

 private:
  TlsStream& stream_;
  const std::shared_ptr<StreamHandler> owner_;  // of the stream
};

TlsStream::TlsStream(std::unique_ptr<Stream> below, SslPointer ssl)
    : below_(std::move(below)),
      ssl_(std::move(ssl)),
      received_(BIO_new(BIO_s_mem())),
      to_send_(BIO_new(BIO_s_mem())) {
  if (received_ == nullptr || to_send_ == nullptr) throw std::bad_alloc();
  SSL_set_bio(ssl_.get(), received_, to_send_);
}

// ---- Reading

void TlsStream::ReadSome(std::span<uint8_t> destination,
                         std::shared_ptr<StreamHandler> handler) {
  destination_ = destination;
  reader_ = std::move(handler);
  if (is_advancing_) return;
  if (SSL_pending(ssl_.get()) > 0 || BIO_ctrl_pending(received_) > 0) {
    // `reader_` must not be called from inside this function.
    AwaitBelow(reader_);
  } else {
    ReadBelow();
  }
}

void TlsStream::ReadBelow() {
  is_reading_below_ = true;
  read_buffer_.resize(kRecordBytes);
  below_->ReadSome(read_buffer_, std::make_shared<Below>(*this, reader_));
}

void TlsStream::OnBelowRead(size_t count, std::error_code error) {
  is_reading_below_ = false;
  if (error) {
    FinishRead(0, error);
    return;
  }
  if (count == 0) has_ended_ = true;
  if (!std::exchange(has_read_, true)) is_plain_ = IsPlainHttp(count);
  if (is_plain_) {
    RefusePlainHttp();
    return;
  }
  BIO_write(received_, read_buffer_.data(), static_cast<int>(count));
  AdvanceRead();
}

// A record of TLS begins with its type, which is no letter.
bool TlsStream::IsPlainHttp(size_t count) const {
  return count > 0 && SSL_is_server(ssl_.get()) != 0 &&
         read_buffer_.front() >= 'A' && read_buffer_.front() <= 'Z';
}

// Answers once, and drops what the peer sends until the peer ends: closing a
// socket with unread bytes could lose the answer.
void TlsStream::RefusePlainHttp() {
  if (has_ended_) {
    FinishRead(0, std::make_error_code(std::errc::protocol_not_supported));
    return;
  }
  if (!std::exchange(has_refused_, true)) {
    const std::span<const uint8_t> answer(
        reinterpret_cast<const uint8_t*>(kPlainAnswer.data()),
        kPlainAnswer.size());
    static_cast<void>(below_->WriteSome({&answer, 1}));
    below_->ShutdownWrite();
  }
  if (reader_ != nullptr) ReadBelow();
}

void TlsStream::AdvanceRead() {
  is_advancing_ = true;
  while (reader_ != nullptr && !is_reading_below_) {
    ERR_clear_error();
    size_t count = 0;
    int problem = SSL_ERROR_NONE;
    while (problem == SSL_ERROR_NONE && count < destination_.size()) {
      size_t some = 0;
      const int result = SSL_read_ex(ssl_.get(), destination_.data() + count,
                                     destination_.size() - count, &some);
      problem = SSL_get_error(ssl_.get(), result);
      count += some;
    }
    // Reading may have made OpenSSL answer: the handshake, or an alert.
    const std::error_code tls_error =
        problem == SSL_ERROR_SSL ? TakeTlsError() : std::error_code();
    const std::error_code error = FlushBelow();
    if (!error && has_unsent()) AwaitBelow(reader_);
    if (count > 0) {
      FinishRead(count, {});
    } else if (tls_error || error) {
      FinishRead(0, tls_error ? tls_error : error);
    } else if (problem == SSL_ERROR_WANT_READ && !has_ended_) {
      ReadBelow();
    } else {
      FinishRead(0, {});
    }
  }
  is_advancing_ = false;
  if (writer_ != nullptr && SSL_is_init_finished(ssl_.get())) {
    AwaitBelow(writer_);
  }
}

void TlsStream::FinishRead(size_t count, std::error_code error) {
  if (reader_ == nullptr) return;
  std::exchange(reader_, nullptr)->OnRead(count, error);
}

// ---- Writing

std::error_code TlsStream::FlushBelow() {
  for (;;) {
    if (!has_unsent()) {
      sent_ = 0;
      sending_.resize(BIO_ctrl_pending(to_send_));
      if (sending_.empty()) return {};
      BIO_read(to_send_, sending_.data(), static_cast<int>(sending_.size()));
    }
    const std::span<const uint8_t> rest = std::span(sending_).subspan(sent_);
    const WriteResult result = below_->WriteSome({&rest, 1});
    if (result.error) return result.error;
    sent_ += result.count;
    if (has_unsent()) return {};
  }
}

std::span<const uint8_t> TlsStream::NextPlain(
    std::span<const std::span<const uint8_t>> pieces, size_t skip) {
  plain_.clear();
  for (std::span<const uint8_t> piece : pieces) {
    const size_t skipped = std::min(skip, piece.size());
    skip -= skipped;
    piece = piece.subspan(skipped);
    if (piece.size() >= kJoinBytes && plain_.empty()) {
      return piece.first(std::min(piece.size(), kMostPlainBytes));
    }
    piece = piece.first(std::min(piece.size(), kJoinBytes - plain_.size()));
    plain_.insert(plain_.end(), piece.begin(), piece.end());
    if (plain_.size() == kJoinBytes) break;
  }
  return plain_;
}

Stream::WriteResult TlsStream::WriteSome(
    std::span<const std::span<const uint8_t>> pieces) {
  if (const std::error_code error = FlushBelow()) {
    return {.count = 0, .error = error};
  }
  if (!has_unsent() && !SSL_is_init_finished(ssl_.get())) {
    // A client begins the handshake; the next read tells of its failure.
    ERR_clear_error();
    if (SSL_is_server(ssl_.get()) == 0) SSL_do_handshake(ssl_.get());
    if (const std::error_code error = FlushBelow()) {
      return {.count = 0, .error = error};
    }
  }
  if (has_unsent() || !SSL_is_init_finished(ssl_.get())) return {};
  size_t count = std::exchange(is_byte_held_back_, false) ? 1 : 0;
  while (count < kMostWriteBytes) {
    const std::span<const uint8_t> plain = NextPlain(pieces, count);
    if (plain.empty()) break;
    size_t taken = 0;
    ERR_clear_error();
    if (SSL_write_ex(ssl_.get(), plain.data(), plain.size(), &taken) != 1) {
      return {.count = count, .error = TakeTlsError()};
    }
    count += taken;
    if (const std::error_code error = FlushBelow()) {
      return {.count = count, .error = error};
    }
    if (has_unsent()) {
      is_byte_held_back_ = true;
      return {.count = count - 1, .error = {}};
    }
  }
  return {.count = count, .error = {}};
}

void TlsStream::AwaitWritable(std::shared_ptr<StreamHandler> handler) {
  writer_ = handler;
  // While the handshake waits for the peer, room below does not help.
  if (has_unsent() || SSL_is_init_finished(ssl_.get())) {
    AwaitBelow(std::move(handler));
  }
}

void TlsStream::AwaitBelow(std::shared_ptr<StreamHandler> handler) {
  if (std::exchange(is_awaiting_below_, true)) return;
  below_->AwaitWritable(std::make_shared<Below>(*this, std::move(handler)));
}

void TlsStream::OnBelowWritable(std::error_code error) {
  is_awaiting_below_ = false;
  if (!error) error = FlushBelow();
  if (!error && has_unsent()) {
    AwaitBelow(writer_ ? writer_ : reader_);
    return;
  }
  if (writer_ != nullptr) std::exchange(writer_, nullptr)->OnWritable(error);
  if (is_reading_below_) return;
  if (error) {
    FinishRead(0, error);
  } else {
    AdvanceRead();
  }
}

// ---- The rest

void TlsStream::SetTimer(std::chrono::milliseconds delay,
                         std::shared_ptr<StreamHandler> handler) {
  below_->SetTimer(delay, std::move(handler));
}

void TlsStream::StopTimer() { below_->StopTimer(); }

// All bytes written have left, so there is room for the close_notify alert; if
// there is none, the peer sees the end of the stream below only.
void TlsStream::ShutdownWrite() {
  ERR_clear_error();
  if (SSL_is_init_finished(ssl_.get())) SSL_shutdown(ssl_.get());
  static_cast<void>(FlushBelow());
  below_->ShutdownWrite();
}

// While a handshake waits for the peer, only this stream holds writer_, which
// owns this stream.
void TlsStream::Close() {
  writer_ = nullptr;
  below_->Close();
}

}  // namespace noodles::transport_internal
