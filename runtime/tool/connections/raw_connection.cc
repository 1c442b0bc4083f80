#include "tool/connections/raw_connection.h"

#include <noodles/transport/http/http_response_head.h>

#include <array>
#include <optional>
#include <span>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::tool {
namespace {

using transport_internal::EventLoop;
using transport_internal::OpenedStream;
using transport_internal::Stream;

constexpr size_t kReadBytes = size_t{64} << 10;

// Maximum size of the head of an HTTP response. Stops a head without an end.
constexpr size_t kMaxHeadBytes = size_t{64} << 10;

}  // namespace

// A stream and its pending operations, which share it.
class RawConnection::Link final
    : public transport_internal::StreamHandler,
      public std::enable_shared_from_this<RawConnection::Link> {
 public:
  explicit Link(std::unique_ptr<Stream> stream) : stream_(std::move(stream)) {}

  void BeginWrite(std::string_view bytes) {
    unwritten_.append(bytes);
    Write();
    // TLS may have to read before it can write.
    BeginRead();
  }
  void BeginRead() {
    if (is_reading_ || has_ended_ || !received_.empty()) return;
    is_reading_ = true;
    stream_->ReadSome(buffer_, shared_from_this());
  }
  void Close() { stream_->Close(); }

  bool has_written() const { return unwritten_.empty() || has_failed_; }
  bool has_failed() const { return has_failed_; }
  bool has_news() const { return has_ended_ || !received_.empty(); }
  std::string TakeReceived() { return std::exchange(received_, {}); }

  // StreamHandler
  void OnRead(size_t count, std::error_code error) override {
    is_reading_ = false;
    has_ended_ = error || count == 0;
    if (!has_ended_) received_.append(buffer_.begin(), buffer_.begin() + count);
  }
  void OnWritable(std::error_code error) override {
    has_failed_ = has_failed_ || error;
    if (!has_failed_) Write();
  }
  void OnTimer() override {}

 private:
  void Write() {
    while (!unwritten_.empty() && !has_failed_) {
      const std::span<const uint8_t> piece(
          reinterpret_cast<const uint8_t*>(unwritten_.data()),
          unwritten_.size());
      const Stream::WriteResult result = stream_->WriteSome({&piece, 1});
      has_failed_ = static_cast<bool>(result.error);
      if (!has_failed_ && result.count == 0) {
        stream_->AwaitWritable(shared_from_this());
        return;
      }
      unwritten_.erase(0, result.count);
    }
  }

  const std::unique_ptr<Stream> stream_;
  std::array<char, kReadBytes> bytes_{};
  const std::span<uint8_t> buffer_{reinterpret_cast<uint8_t*>(bytes_.data()),
                                   bytes_.size()};
  std::string unwritten_;
  std::string received_;
  bool is_reading_ = false;
  bool has_ended_ = false;
  bool has_failed_ = false;
};

RawConnection::RawConnection(std::chrono::milliseconds limit)
    : limit_(limit), loop_(EventLoop::Make()) {}

RawConnection::~RawConnection() {
  if (link_) loop_->Post([link = link_] { link->Close(); });
  loop_->Stop();
}

absl::Status RawConnection::Open(const transport_internal::Url& url,
                                 const ClientOptions& options) {
  std::optional<absl::StatusOr<OpenedStream>> opened;
  loop_->OpenStream({.host = url.host,
                     .port = url.port,
                     .is_secure = url.is_secure(),
                     .tls = options.tls,
                     .connect_timeout = limit_,
                     .tcp = {}},
                    [&opened](absl::StatusOr<OpenedStream> result) {
                      opened = std::move(result);
                    });
  // Opening has its own time limit, so the loop ends.
  while (!opened) {
    loop_->RunUntil([&opened] { return opened.has_value(); }, limit_);
  }
  if (!opened->ok()) return opened->status();
  link_ = std::make_shared<Link>(std::move((*opened)->stream));
  return absl::OkStatus();
}

absl::Status RawConnection::Write(std::string_view bytes) {
  bool has_begun = false;
  loop_->Post([&has_begun, link = link_, text = std::string(bytes)] {
    link->BeginWrite(text);
    has_begun = true;
  });
  const bool is_done = loop_->RunUntil(
      [&] { return has_begun && link_->has_written(); }, limit_);
  if (!is_done)
    return DeadlineExceeded("the server does not read within the time limit");
  return link_->has_failed()
             ? Unavailable("the server has ended the connection")
             : absl::OkStatus();
}

absl::StatusOr<std::string> RawConnection::Read() {
  if (!rest_.empty()) return std::exchange(rest_, {});
  loop_->Post([link = link_] { link->BeginRead(); });
  if (!loop_->RunUntil([this] { return link_->has_news(); }, limit_)) {
    return DeadlineExceeded("the server does not send within the time limit");
  }
  return link_->TakeReceived();
}

absl::StatusOr<std::string> RawConnection::ReadHead() {
  std::string head;
  size_t size = 0;
  while (size == 0) {
    const absl::StatusOr<std::string> part = Read();
    if (!part.ok()) return part.status();
    head += *part;
    size = transport_internal::FindResponseHeadEnd(head);
    if (!transport_internal::MayBeResponse(head) ||
        (size == 0 && (part->empty() || head.size() > kMaxHeadBytes))) {
      return DataLoss("the answer is not HTTP");
    }
  }
  rest_ = head.substr(size);
  head.resize(size);
  return head;
}

}  // namespace noodles::tool
