#include "noodles/transport/http/http_fetch.h"

#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/transport/http/http_request_text.h"
#include "noodles/transport/http/http_response_reader.h"

namespace noodles::transport_internal {
namespace {

constexpr size_t kReadBytes = size_t{64} << 10;

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
        token_(options_.token),
        progress_(std::move(progress)),
        done_(std::move(done)) {}

  void Open() {
    HttpFields fields = options_.fields;
    fields.emplace_back("Authorization", token_);
    if (absl::Status status = CheckFields(fields); !status.ok()) {
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
  absl::Status OnHead();
  absl::Status Redirect(const HttpResponseHead& head);
  void OnEnd();
  void Finish(absl::StatusOr<Bytes> result);

  const std::shared_ptr<EventLoop> loop_;
  Url url_;
  const FetchOptions options_;
  std::string token_;  // empty once another server is asked
  const Progress progress_;
  Done done_;  // empty once it has been called

  std::unique_ptr<Stream> stream_;
  // Streams of redirects: their operations may still call back.
  std::vector<std::unique_ptr<Stream>> former_streams_;
  std::string request_;  // the part that is not yet written
  std::array<uint8_t, kReadBytes> buffer_;
  std::unique_ptr<HttpResponseReader> reader_;  // of the stream
  bool is_head_checked_ = false;
  bool is_redirected_ = false;  // or asked again, with the token
  bool sends_token_ = false;
  int redirects_ = 0;
  std::set<std::string> visited_;  // URLs that have redirected
};

void FetchImpl::OnStream(absl::StatusOr<OpenedStream> opened) {
  if (!done_ || !opened.ok()) {
    if (opened.ok()) opened->stream->Close();
    Finish(opened.ok() ? Cancelled("") : opened.status());
    return;
  }
  stream_ = std::move(opened->stream);
  reader_ = std::make_unique<HttpResponseReader>(options_.max_header_bytes,
                                                 options_.max_bytes);
  HttpFields fields = {{"Connection", "close"}, {"Accept", "*/*"}};
  fields.insert(fields.end(), options_.fields.begin(), options_.fields.end());
  if (sends_token_) fields.emplace_back("Authorization", "Bearer " + token_);
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
    Open();
  } else if (reader_->is_complete()) {
    OnEnd();
  } else {
    Read();
  }
}

absl::Status FetchImpl::OnBytes(std::span<const uint8_t> bytes) {
  absl::Status status = reader_->Feed(bytes);
  if (!reader_->has_head()) return status;
  // The status of the answer says more than a fault of its body.
  if (!std::exchange(is_head_checked_, true)) {
    absl::Status verdict = OnHead();
    if (!verdict.ok() || is_redirected_) return verdict;
  }
  if (status.ok() && progress_) {
    progress_(reader_->body_size(), reader_->body_length());
  }
  return status;
}

absl::Status FetchImpl::OnHead() {
  const HttpResponseHead& head = reader_->head();
  if (IsRedirect(head.status)) return Redirect(head);
  if (head.status == 200) return absl::OkStatus();
  if (head.status == 401 && !token_.empty() && !sends_token_) {
    sends_token_ = true;
    is_redirected_ = true;
    is_head_checked_ = false;
    return absl::OkStatus();
  }
  return ToStatus(head.status, "the server answers");
}

absl::Status FetchImpl::Redirect(const HttpResponseHead& head) {
  const std::string* const location = FindField(head.fields, "Location");
  if (location == nullptr) return DataLoss("a redirect without a Location");
  if (++redirects_ > options_.max_redirects) {
    return ResourceExhausted(
        "more than " + std::to_string(options_.max_redirects) + " redirects");
  }
  absl::StatusOr<Url> next = ResolveReference(url_, *location);
  if (!next.ok()) return next.status();
  visited_.insert(ToString(url_));
  if (visited_.contains(ToString(*next))) {
    return ResourceExhausted("the redirects lead in a circle");
  }
  if (next->scheme != "http" && next->scheme != "https") {
    return InvalidArgument("a redirect to " + next->scheme);
  }
  if (url_.is_secure() && !next->is_secure() && !options_.follows_to_http) {
    return PermissionDenied("a redirect from https to http, to " +
                            ToString(*next));
  }
  // The fields and the token may be secrets of the first server.
  if (next->origin() != url_.origin()) {
    if (!options_.fields.empty()) {
      return PermissionDenied("a redirect to another server");
    }
    token_.clear();
    sends_token_ = false;
  }
  url_ = *std::move(next);
  is_redirected_ = true;
  is_head_checked_ = false;
  return absl::OkStatus();
}

// An answer may be a status line and nothing else: Rigatoni's failures are.
void FetchImpl::OnEnd() {
  absl::Status status = reader_->End();
  if (reader_->has_head() && reader_->head().status != 200) {
    Finish(ToStatus(reader_->head().status, ToString(url_)));
  } else if (status.ok()) {
    Finish(Bytes::Adopt(reader_->TakeBody()));
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

std::shared_ptr<HttpFetch> HttpFetch::Start(
    const std::shared_ptr<EventLoop>& loop, Url url, FetchOptions options,
    Progress progress, Done done) {
  const auto fetch =
      std::make_shared<FetchImpl>(loop, std::move(url), std::move(options),
                                  std::move(progress), std::move(done));
  loop->Post([fetch] { fetch->Open(); });
  return fetch;
}

}  // namespace noodles::transport_internal
