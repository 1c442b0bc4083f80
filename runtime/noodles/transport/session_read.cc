#include <algorithm>
#include <utility>

#include "noodles/transport/http_request.h"
#include "noodles/transport/session.h"
#include "noodles/transport/upgrade.h"

namespace noodles::transport {
namespace {

// What is read at once: little for a quiet peer, more for a busy one.
constexpr size_t kFirstReadBytes = 8 * 1024;
constexpr size_t kMostReadBytes = 64 * 1024;

// A message of which this much is missing is read into its own memory.
constexpr size_t kDirectReadBytes = kMostReadBytes;

// And no more than this at a time, for the other connections' sake.
constexpr size_t kMostDirectReadBytes = 1024 * 1024;

}  // namespace

void Session::StartRead() {
  std::span<uint8_t> destination = parser_.DirectTail(kDirectReadBytes);
  reading_directly_ = !destination.empty();
  if (reading_directly_) {
    destination =
        destination.first(std::min(destination.size(), kMostDirectReadBytes));
  } else {
    if (read_buffer_ == nullptr) {
      read_buffer_size_ = kFirstReadBytes;
      read_buffer_ = std::make_unique_for_overwrite<uint8_t[]>(kFirstReadBytes);
    }
    destination = {read_buffer_.get(), read_buffer_size_};
  }
  stream_->ReadSome(destination, shared_from_this());
}

void Session::OnRead(size_t count, std::error_code error) {
  if (phase_ == Phase::kEnded) return;
  if (error || count == 0) {
    Abort(CloseCause::kConnectionLost,
          error ? error.message() : "the stream ended without a close frame");
    return;
  }
  read_since_ping_ = true;
  HoldFlush();
  if (reading_directly_) {
    parser_.CommitDirect(count);
    HandleEvents();
  } else {
    OnBytes({read_buffer_.get(), count});
    if (count == read_buffer_size_ && count < kMostReadBytes) {
      read_buffer_size_ *= 2;
      read_buffer_ =
          std::make_unique_for_overwrite<uint8_t[]>(read_buffer_size_);
    }
  }
  Flush();
  if (phase_ != Phase::kEnded) StartRead();
}

void Session::OnBytes(std::span<uint8_t> bytes) {
  switch (phase_) {
    case Phase::kHandshake:
      OnHandshakeBytes(bytes);
      return;
    case Phase::kOpen:
    case Phase::kClosing:
      parser_.Feed(bytes);
      HandleEvents();
      return;
    case Phase::kAnswering:
    case Phase::kDraining:
    case Phase::kEnded:
      return;
  }
}

void Session::OnHandshakeBytes(std::span<const uint8_t> bytes) {
  request_bytes_.append(bytes.begin(), bytes.end());
  size_t size = 0;
  const HeadState state = FindRequestHead(request_bytes_, size);
  if (state == HeadState::kNotHttp) {
    Answer(MakeTextResponse(400, "this is not HTTP"), false);
    return;
  }
  if (state == HeadState::kIncomplete) size = request_bytes_.size();
  if (size > options_.max_request_bytes) {
    Answer(MakeTextResponse(431, "the request's header is too long"), false);
    return;
  }
  if (state == HeadState::kIncomplete) return;
  std::string received = std::exchange(request_bytes_, {});
  HttpRequest request;
  std::string problem;
  if (!ParseRequestHead(std::string_view(received).substr(0, size), request,
                        problem)) {
    Answer(MakeTextResponse(400, problem), false);
    return;
  }
  OnRequest(request, std::span(reinterpret_cast<uint8_t*>(received.data()),
                               received.size())
                         .subspan(size));
}

// `rest` are bytes that came right behind the request: frames already.
void Session::OnRequest(const HttpRequest& request, std::span<uint8_t> rest) {
  std::optional<HttpResponse> refusal;
  if (!IsUpgradeRequest(request)) {
    refusal = MakeTextResponse(500, "internal error");
    CallHandler([&] {
      refusal = http_handler_ ? http_handler_->OnRequest(request)
                              : AnswerWithoutHandler(request);
    });
  } else if (refusal = CheckUpgradeRequest(request); !refusal) {
    refusal = MakeTextResponse(500, "internal error");
    CallHandler([&] { refusal = handler_->OnUpgrade(*this, request); });
  }
  if (!refusal && !host_->AdmitConnection()) {
    refusal = MakeTextResponse(503, "too many connections");
  }
  if (refusal) {
    Answer(*std::move(refusal), request.method == "HEAD");
    return;
  }
  Open(request);
  if (phase_ != Phase::kOpen || rest.empty()) return;
  parser_.Feed(rest);
  HandleEvents();
}

void Session::Answer(HttpResponse response, bool head_only) {
  phase_ = Phase::kAnswering;
  progress_renews_timer_ = true;
  SetTimer(options_.close_timeout);
  frames_.AddHead(FormatResponseHead(response));
  if (head_only) return;
  frames_.AddUnframed(
      {.shared = MakeOutgoingMessage(std::move(response.body)), .single = {}});
}

void Session::Open(const HttpRequest& request) {
  admitted_ = true;
  opened_ = true;
  phase_ = Phase::kOpen;
  frames_.AddHead(FormatUpgradeResponse(request));
  {
    const std::lock_guard lock(mutex_);
    accepting_ = true;
  }
  SetTimer(options_.ping_interval);
  CallHandler([this] { handler_->OnOpen(shared_from_this()); });
}

void Session::HandleEvents() {
  if (phase_ != Phase::kOpen && phase_ != Phase::kClosing) return;
  for (;;) {
    switch (parser_.Next()) {
      case FrameParser::Event::kNeedMore:
        return;
      case FrameParser::Event::kBinaryMessage:
        Deliver(parser_.TakeMessage(), false);
        break;
      case FrameParser::Event::kTextMessage:
        Deliver(parser_.TakeMessage(), true);
        break;
      case FrameParser::Event::kPing:
        if (!frames_.close_added()) frames_.AddPong(parser_.control_payload());
        break;
      case FrameParser::Event::kPong:
        break;
      case FrameParser::Event::kClose:
        OnPeerClose();
        return;
      case FrameParser::Event::kError:
        RequestClose(
            {.code = parser_.close_code(),
             .text = std::string(parser_.reason()),
             .reason = {CloseCause::kProtocolError, parser_.close_code(),
                        std::string(parser_.reason())},
             .at_once = true});
        return;
    }
  }
}

void Session::Deliver(Bytes message, bool is_text) {
  if (!accepting_) return;
  CallHandler([&] {
    if (is_text) {
      handler_->OnTextMessage(*this, std::move(message));
    } else {
      handler_->OnMessage(*this, std::move(message));
    }
  });
}

// The answer repeats the peer's code, unless we have already closed.
void Session::OnPeerClose() {
  RequestClose({.code = parser_.close_code(),
                .text = {},
                .reason = {CloseCause::kPeerClosed, parser_.close_code(),
                           std::string(parser_.reason())},
                .at_once = true});
}

}  // namespace noodles::transport
