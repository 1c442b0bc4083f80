#include "tool/recordings/player.h"

#include <noodles/calls/method_error.h>
#include <noodles/codec.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace noodles::tool {
namespace {

// Maximum number of bytes in the queue of one client; at this limit the next
// frame waits.
constexpr size_t kMaxQueuedBytes = size_t{8} << 20;

// Reads the messages of a client: whether it has sent an introduction, and the
// calls that expect a reply.
class ClientReader final : public ClientMessageHandlerBase {
 public:
  bool is_introduced = false;
  std::vector<MsgInvokeMethod> calls;

  void OnIntroduction(MsgIntroduction&&) override { is_introduced = true; }
  void OnInvokeMethod(MsgInvokeMethod&& message) override {
    if (message.invoke_id) calls.push_back(std::move(message));
  }
};

Bytes Refusal(std::string invoke_id) {
  MsgMethodReply reply;
  reply.invoke_id = std::move(invoke_id);
  reply.outcome = MethodException{
      kMethodNotFoundCode,
      "this is a recording that is replayed: it has no methods", std::nullopt};
  return EncodeFrame(reply);
}

}  // namespace

Player::Player(const Recording& recording, const RecordedAssets& assets,
               double speed)
    : recording_(recording),
      assets_(assets),
      tables_(recording),
      speed_(speed),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

Player::~Player() = default;

std::optional<transport_internal::HttpResponse> Player::OnUpgrade(
    transport_internal::Connection& connection, const HttpRequest& request) {
  connection.set_origin(std::make_shared<const std::string>(
      assets_.OriginOf(request, connection.remote_address())));
  return std::nullopt;
}

void Player::OnOpen(
    std::shared_ptr<transport_internal::Connection> connection) {
  const std::lock_guard lock(mutex_);
  const uint64_t id = connection->id();
  listeners_[id].connection = std::move(connection);
}

void Player::OnMessage(transport_internal::Connection& connection,
                       Bytes message) {
  ClientReader reader;
  // Invalid frames are ignored.
  static_cast<void>(Dispatch(message, reader));
  if (reader.is_introduced) Introduce(connection.id());
  for (const MsgInvokeMethod& call : reader.calls) Answer(connection, call);
}

void Player::Answer(transport_internal::Connection& connection,
                    const MsgInvokeMethod& call) {
  // The lock keeps later frames behind the answer.
  const std::lock_guard lock(mutex_);
  const auto listener = listeners_.find(connection.id());
  const size_t sent_frames =
      listener != listeners_.end() ? listener->second.next_frame : 0;
  const std::vector<Bytes> frames = tables_.Answer(call, sent_frames);
  for (const Bytes& frame : frames) connection.Send(frame);
  if (frames.empty()) connection.Send(Refusal(*call.invoke_id));
}

void Player::Introduce(uint64_t connection) {
  const std::lock_guard lock(mutex_);
  const auto found = listeners_.find(connection);
  if (found == listeners_.end() || found->second.is_introduced) return;
  found->second.is_introduced = true;
  found->second.start = Clock::now();
  has_news_ = true;
  wake_.notify_all();
}

void Player::OnDrained(transport_internal::Connection&) {
  const std::lock_guard lock(mutex_);
  has_news_ = true;
  wake_.notify_all();
}

void Player::OnClose(transport_internal::Connection& connection,
                     const transport_internal::CloseReason&) {
  const std::lock_guard lock(mutex_);
  listeners_.erase(connection.id());
}

void Player::Run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    Clock::time_point next = Clock::time_point::max();
    const Clock::time_point now = Clock::now();
    for (auto& [id, listener] : listeners_) {
      if (listener.is_introduced) {
        next = std::min(next, PlayTo(listener, now));
      }
    }
    const auto has_news = [this] { return std::exchange(has_news_, false); };
    if (next == Clock::time_point::max()) {
      wake_.wait(lock, stop, has_news);
    } else {
      wake_.wait_until(lock, stop, next, has_news);
    }
  }
}

Player::Clock::time_point Player::PlayTo(Listener& listener,
                                         Clock::time_point now) {
  while (listener.next_frame < recording_.frames.size()) {
    if (listener.connection->queued_bytes() > kMaxQueuedBytes) break;
    const Clock::time_point due = DueTime(listener);
    if (due > now) return due;
    listener.connection->Send(
        assets_.Relocate(recording_.frames[listener.next_frame].frame,
                         listener.connection->origin()));
    ++listener.next_frame;
  }
  return Clock::time_point::max();
}

Player::Clock::time_point Player::DueTime(const Listener& listener) const {
  if (speed_ <= 0) return listener.start;
  const std::chrono::duration<double, std::micro> time =
      recording_.frames[listener.next_frame].time;
  // Limits the wait to one year: an invalid time must not overflow the clock.
  const std::chrono::duration<double> wait =
      std::min(std::chrono::duration<double>(time / speed_),
               std::chrono::duration<double>(std::chrono::hours(24 * 365)));
  return listener.start + std::chrono::duration_cast<Clock::duration>(wait);
}

}  // namespace noodles::tool
