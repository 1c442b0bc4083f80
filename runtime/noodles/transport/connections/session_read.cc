#include <algorithm>
#include <utility>

#include "noodles/transport/connections/session.h"

namespace noodles::transport_internal {
namespace {

// The bytes of one read: few for a quiet peer, of which there may be thousands,
// more for a busy one.
constexpr size_t kFirstReadBytes = size_t{2} << 10;
constexpr size_t kMostReadBytes = size_t{64} << 10;

// A message that lacks this many bytes is read into its own memory.
constexpr size_t kDirectReadBytes = kMostReadBytes;

// The most bytes of such a read, so that other connections get a turn.
constexpr size_t kMostDirectReadBytes = size_t{1} << 20;

}  // namespace

// Does not read while an answer is written: the requests of a peer that does
// not read its answers stay in the peer's memory. Nor while a message is
// decompressed: the parser still uses what was read.
void Session::StartRead() {
  if (is_reading_ || phase_ == Phase::kEnded || phase_ == Phase::kAnswering) {
    return;
  }
  const bool is_open = phase_ == Phase::kOpen || phase_ == Phase::kClosing;
  if (is_open && parser_.is_unpacking()) return;
  is_reading_ = true;
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
  is_reading_ = false;
  if (phase_ == Phase::kEnded) return;
  if (error || count == 0) {
    Abort(CloseCause::kConnectionLost,
          error ? error.message() : "the stream ended without a close frame");
    return;
  }
  read_since_ping_ = true;
  Count(&Traffic::received_bytes, count);
  HoldFlush();
  if (reading_directly_) {
    parser_.CommitDirect(count);
    HandleEvents();
  } else {
    OnBytes({read_buffer_.get(), count});
    if (count == read_buffer_size_ && count < kMostReadBytes &&
        !parser_.is_unpacking()) {
      read_buffer_size_ *= 2;
      read_buffer_ =
          std::make_unique_for_overwrite<uint8_t[]>(read_buffer_size_);
    }
  }
  ReportArrival();
  host_->EndRead(shared_from_this());
}

void Session::TakeTurn() {
  if (phase_ == Phase::kEnded) return;
  HoldFlush();
  HandleEvents();
  ReportArrival();
  host_->EndRead(shared_from_this());
}

void Session::FinishRead() {
  Flush();
  StartRead();
}

void SessionHost::EndRead(const std::shared_ptr<Session>& session) {
  session->FinishRead();
}

void Session::ReportArrival() {
  if (phase_ == Phase::kOpen &&
      (parser_.is_inside_message() || parser_.is_unpacking())) {
    is_arriving_ = true;
    host_->OnArriving(*this, {.message = parser_.message_count(),
                              .arrived_bytes = parser_.arrived_bytes(),
                              .held_bytes = parser_.held_bytes(),
                              .is_approved = approved_});
  } else if (std::exchange(is_arriving_, false)) {
    host_->OnArrived(*this);
  }
}

void Session::AbandonMessage(CloseCode code, std::string_view reason) {
  is_arriving_ = false;
  parser_.Abandon(code, reason, !(is_reading_ && reading_directly_));
  HandleEvents();
}

void Session::OnBytes(std::span<uint8_t> bytes) {
  switch (phase_) {
    case Phase::kHandshake:
      if (handshake_) {
        OnHandshakeBytes(bytes);
      } else {
        OnRequestBytes(bytes);
      }
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

void Session::HandleEvents() {
  if (phase_ != Phase::kOpen && phase_ != Phase::kClosing) return;
  parser_.BeginTurn();
  for (;;) {
    switch (parser_.Next()) {
      case FrameParser::Event::kNeedMore:
        if (parser_.is_unpacking()) host_->ScheduleTurn(shared_from_this());
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
  Count(&Traffic::received_messages, 1);
  CallHandler([&] {
    if (is_text) {
      handler_->OnTextMessage(*this, std::move(message));
    } else {
      handler_->OnMessage(*this, std::move(message));
    }
  });
}

// The close frame that answers repeats the peer's code, unless this end has
// closed before.
void Session::OnPeerClose() {
  RequestClose({.code = parser_.close_code(),
                .text = {},
                .reason = {CloseCause::kPeerClosed, parser_.close_code(),
                           std::string(parser_.reason())},
                .at_once = true});
}

}  // namespace noodles::transport_internal
