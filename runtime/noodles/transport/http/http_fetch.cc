#include "noodles/transport/http/http_fetch.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/transport/http/http_body.h"
#include "noodles/transport/http/http_request_text.h"
#include "noodles/transport/http/http_response_head.h"

namespace noodles::transport_internal {
namespace {

constexpr size_t kReadBytes = 64 * 1024;

bool IsRedirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 ||
         status == 308;
}

absl::Status ToStatus(int status, const std::string& url) {
  const std::string text = url + ": " + std::to_string(status) + " " +
                           std::string(HttpStatusName(status));
  switch (status) {
    case 401:
      return Unauthenticated(text);
    case 403:
      return PermissionDenied(text);
    case 404:
    case 410:
      return NotFound(text);
    default:
      return Unavailable(text);
  }
}

class FetchImpl final : public HttpFetch,
                        public StreamHandler,
                        public std::enable_shared_from_this<FetchImpl> {
 public:
  FetchImpl(std::shared_ptr<EventLoop> loop, Url url, FetchOptions options,
            Progress progress, Done done)
      : loop_(std::move(loop)),
        url_(std::move(url)),
        options_(std::move(options)),
        progress_(std::move(progress)),
        done_(std::move(done)) {}

  void Open() {
    if (absl::Status status = CheckFields(options_.fields); !status.ok()) {
      Finish(status);
      return;
    }
    loop_->OpenStream(
        {.host = url_.host,
         .port = url_.port,
         .is_secure = url_.is_secure(),
         .tls = options_.tls,
         .connect_timeout = options_.connect_timeout,
         .tcp = {}},
        [self = shared_from_this()](absl::StatusOr<OpenedStream> opened) {
          self->OnStream(std::move(opened));
        });
  }

  void Cancel() override {
    loop_->Post([self = shared_from_this()] {
      self->Finish(Cancelled("the fetch was cancelled"));
    });
  }

  // StreamHandler
  void OnRead(size_t count, std::error_code error) override;
  void OnWritable(std::error_code error) override;
  void OnTimer() override {
    Finish(DeadlineExceeded(ToString(url_) + ": the server sends nothing"));
  }

 private:
  void OnStream(absl::StatusOr<OpenedStream> opened);
  void Write();
  void Read();
  absl::Status OnBytes(std::span<const uint8_t> bytes);
  absl::Status OnHead(std::string_view head_text);
  absl::Status Redirect(const HttpResponseHead& head);
  void OnEnd();
  void Finish(absl::StatusOr<Bytes> result);

  const std::shared_ptr<EventLoop> loop_;
  Url url_;
  const FetchOptions options_;
  const Progress progress_;
  Done done_;  // empty once it has been called

  std::unique_ptr<Stream> stream_;
  // Of redirects: what a stream has begun may still call back.
  std::vector<std::unique_ptr<Stream>> former_streams_;
  std::string request_;  // what is not yet written of it
  std::array<uint8_t, kReadBytes> buffer_;
  std::string head_;
  bool has_head_ = false;
  bool is_redirected_ = false;
  int redirects_ = 0;
  HttpBody body_;
};

void FetchImpl::OnStream(absl::StatusOr<OpenedStream> opened) {
  if (!done_ || !opened.ok()) {
    if (opened.ok()) opened->stream->Close();
    Finish(opened.ok() ? Cancelled("") : opened.status());
    return;
  }
  stream_ = std::move(opened->stream);
  HttpFields fields = {{"Connection", "close"}, {"Accept", "*/*"}};
  fields.insert(fields.end(), options_.fields.begin(), options_.fields.end());
  request_ = FormatGetRequest(url_, fields);
  Write();
  if (done_) Read();
}

void FetchImpl::Write() {
  while (!request_.empty()) {
    const std::span<const uint8_t> piece(
        reinterpret_cast<const uint8_t*>(request_.data()), request_.size());
    const Stream::WriteResult result = stream_->WriteSome({&piece, 1});
    if (result.error) {
      Finish(Unavailable(ToString(url_) + ": " + result.error.message()));
      return;
    }
    if (result.count == 0) {
      stream_->AwaitWritable(shared_from_this());
      return;
    }
    request_.erase(0, result.count);
  }
}

void FetchImpl::OnWritable(std::error_code error) {
  if (!done_) return;
  if (error) {
    Finish(Unavailable(ToString(url_) + ": " + error.message()));
  } else {
    Write();
  }
}

void FetchImpl::Read() {
  stream_->SetTimer(options_.stall_timeout, shared_from_this());
  stream_->ReadSome(buffer_, shared_from_this());
}

void FetchImpl::OnRead(size_t count, std::error_code error) {
  if (!done_) return;
  if (error || count == 0) {
    OnEnd();
    return;
  }
  absl::Status status = OnBytes(std::span(buffer_).first(count));
  if (!status.ok()) {
    Finish(MakeStatus(status.code(), ToString(url_) + ": " +
                                         std::string(StatusMessage(status))));
  } else if (std::exchange(is_redirected_, false)) {
    stream_->Close();
    former_streams_.push_back(std::move(stream_));
    head_.clear();
    Open();
  } else if (has_head_ && body_.is_complete()) {
    OnEnd();
  } else {
    Read();
  }
}

absl::Status FetchImpl::OnBytes(std::span<const uint8_t> bytes) {
  if (!has_head_) {
    head_.append(bytes.begin(), bytes.end());
    if (!MayBeResponse(head_)) return DataLoss("the answer is not HTTP");
    const size_t size = FindResponseHeadEnd(head_);
    if (size == 0 ? head_.size() > options_.max_header_bytes
                  : size > options_.max_header_bytes) {
      return ResourceExhausted("the header of the answer is too long");
    }
    if (size == 0) return absl::OkStatus();
    const std::string received = std::exchange(head_, {});
    absl::Status status = OnHead(std::string_view(received).substr(0, size));
    if (!status.ok() || is_redirected_) return status;
    return OnBytes(std::span(reinterpret_cast<const uint8_t*>(received.data()),
                             received.size())
                       .subspan(size));
  }
  absl::Status status = body_.Feed(bytes);
  if (status.ok() && progress_) progress_(body_.size(), body_.length());
  return status;
}

absl::Status FetchImpl::OnHead(std::string_view head_text) {
  const std::optional<HttpResponseHead> head = ParseResponseHead(head_text);
  if (!head) return DataLoss("the answer is not HTTP");
  if (IsRedirect(head->status)) return Redirect(*head);
  if (head->status != 200) {
    return ToStatus(head->status, "the server answers");
  }
  has_head_ = true;
  return body_.Begin(*head, options_.max_bytes);
}

absl::Status FetchImpl::Redirect(const HttpResponseHead& head) {
  const std::string* const location = FindField(head.fields, "Location");
  if (location == nullptr) return DataLoss("a redirect without a Location");
  if (++redirects_ > options_.max_redirects) {
    return ResourceExhausted(
        "more than " + std::to_string(options_.max_redirects) + " redirects");
  }
  const std::string base = url_.scheme + "://" + url_.authority();
  absl::StatusOr<Url> next =
      ParseUrl(location->starts_with('/') ? base + *location : *location);
  if (!next.ok()) return next.status();
  if (next->scheme != "http" && next->scheme != "https") {
    return InvalidArgument("a redirect to " + next->scheme);
  }
  // What was meant for one server is not for another.
  if (next->authority() != url_.authority() && !options_.fields.empty()) {
    return PermissionDenied("a redirect to another server");
  }
  url_ = *std::move(next);
  is_redirected_ = true;
  return absl::OkStatus();
}

// Rigatoni's failures are a status line and nothing else.
void FetchImpl::OnEnd() {
  if (!has_head_) {
    const std::optional<HttpResponseHead> head = ParseResponseHead(head_);
    Finish(head && head->status != 200
               ? ToStatus(head->status, ToString(url_))
               : DataLoss(ToString(url_) + ": the answer ended too soon"));
    return;
  }
  absl::Status status = body_.End();
  if (status.ok()) {
    Finish(Bytes::Adopt(body_.Take()));
  } else {
    Finish(MakeStatus(status.code(), ToString(url_) + ": " +
                                         std::string(StatusMessage(status))));
  }
}

void FetchImpl::Finish(absl::StatusOr<Bytes> result) {
  if (stream_) stream_->Close();
  if (const Done done = std::exchange(done_, nullptr)) done(std::move(result));
}

}  // namespace

std::shared_ptr<HttpFetch> HttpFetch::Start(std::shared_ptr<EventLoop> loop,
                                            Url url, FetchOptions options,
                                            Progress progress, Done done) {
  const auto fetch =
      std::make_shared<FetchImpl>(loop, std::move(url), std::move(options),
                                  std::move(progress), std::move(done));
  loop->Post([fetch] { fetch->Open(); });
  return fetch;
}

}  // namespace noodles::transport_internal
