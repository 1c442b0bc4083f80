#include "noodles/server/clients/document_feed.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/server/clients/broadcast.h"
#include "noodles/server/support/inside_scope.h"

namespace noodles::server_internal {
namespace {

// Results of merges that are kept, as a multiple of the bytes of an epoch.
constexpr size_t kKeptEpochs = 4;

std::vector<ClientNumber> NumbersOf(
    const std::vector<ClientRoster::Session>& sessions) {
  std::vector<ClientNumber> numbers;
  numbers.reserve(sessions.size());
  for (const auto& session : sessions) numbers.push_back(session->number());
  return numbers;
}

// Clients are few, if they are at most this part of all. Waking one of them
// costs more than one of all.
constexpr size_t kFewPart = 4;

// The clients that get some of the frames, with repetitions, if they are at
// most `most`.
std::optional<Audience> FewReceivers(const std::vector<EncodedMessages>& frames,
                                     size_t most) {
  Audience clients;
  for (const EncodedMessages& frame : frames) {
    if (frame.audience == nullptr) return std::nullopt;
    if (clients.size() + frame.audience->size() > most) return std::nullopt;
    clients.insert(clients.end(), frame.audience->begin(),
                   frame.audience->end());
  }
  return clients;
}

// Sends a part of a snapshot.
void SendPart(Broadcast& part, ClientSession& session) {
  part.ForEachFrame(
      session.number(), session.origin(),
      [&](const FramePointer& frame) { session.queue().SendSnapshot(frame); });
}

}  // namespace

DocumentFeed::DocumentFeed(Document& document, ClientRoster& clients,
                           ClientWatches& watches, const AssetLinks& links,
                           std::shared_ptr<MessageLog> message_log,
                           const Options& options, Hooks hooks)
    : document_(document),
      clients_(clients),
      watches_(watches),
      links_(links),
      message_log_(std::move(message_log)),
      options_(options),
      hooks_(std::move(hooks)),
      merger_(options.max_frame_bytes, kKeptEpochs * options.epoch_bytes),
      worker_("noodles-joins", [](std::function<void()>& task) { task(); }) {}

bool DocumentFeed::Start() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    starting_over_.clear();
  }
  is_join_due_ = false;
  return worker_.Start();
}

void DocumentFeed::Join() {
  is_join_due_ = true;
  Post([] {});
}

void DocumentFeed::Post(std::function<void()> task) {
  worker_.Post([this, task = std::move(task)] {
    const InsideScope inside(options_.server);
    if (is_join_due_.exchange(false)) SendSnapshot();
    task();
  });
}

void DocumentFeed::SendSnapshot() {
  if (hooks_.before_snapshot) hooks_.before_snapshot();
  std::vector<Session> sessions;
  document_.Join(
      [&] { sessions = clients_.TakeJoining(); },
      [&](const EncodedMessages& messages) {
        if (message_log_ != nullptr) {
          message_log_->LogSent(NumbersOf(sessions),
                                links_.Resolve(messages, {}));
        }
        Broadcast part({&messages, 1}, options_.max_frame_bytes, links_);
        for (const Session& session : sessions) SendPart(part, *session);
      });
  for (const Session& session : sessions) {
    session->queue().EndSnapshot();
    if (hooks_.after_snapshot) hooks_.after_snapshot(session);
    if (clients_.Contains(session->number())) {
      watches_.TellJoined(session->information());
    }
  }
}

void DocumentFeed::OnChanges(const std::vector<EncodedMessages>& frames) {
  ++place_.transaction;
  clients_.missed().Add(place_.transaction, frames);
  BroadcastQueue& broadcasts = clients_.broadcasts();
  const bool is_behind = broadcasts.held_cost() > options_.unread_bytes;
  broadcasts.Append(Broadcast::CostOf(frames), frames, options_.max_frame_bytes,
                    links_, place_);
  Announce(frames);
  if (is_behind) ServeSome();
  for (const EncodedMessages& frame : frames) bytes_of_epoch_ += frame.size();
  if (bytes_of_epoch_ > options_.epoch_bytes) {
    bytes_of_epoch_ = 0;
    epoch_ = ++place_.epoch;
  }
  if (message_log_ != nullptr) LogBroadcast(frames);
}

void DocumentFeed::Announce(const std::vector<EncodedMessages>& frames) {
  const auto serve = [this](const Session& session) { Serve(session); };
  const std::optional<Audience> few =
      FewReceivers(frames, clients_.joined_count() / kFewPart);
  unannounced_bytes_ += Broadcast::CostOf(frames);
  if (few && unannounced_bytes_ < options_.unread_bytes / kFewPart) {
    return clients_.AnnounceTo(*few, serve);
  }
  unannounced_bytes_ = 0;
  clients_.Announce(serve);
}

size_t DocumentFeed::Serve(const Session& session) {
  size_t count = 0;
  Attend(session, session->queue().Pull(&count));
  return count;
}

// A change is a broadcast for each client, so twice as many shorten the log.
void DocumentFeed::ServeSome() {
  size_t left = 2 * clients_.joined_count();
  clients_.VisitInTurn([&](const Session& session) {
    left -= std::min(left, 1 + Serve(session));
    return left > 0;
  });
}

void DocumentFeed::LogBroadcast(const std::vector<EncodedMessages>& frames) {
  const std::vector<ClientNumber> numbers = clients_.joined_numbers();
  for (const EncodedMessages& frame : frames) {
    std::vector<ClientNumber> receivers;
    receivers.reserve(numbers.size());
    std::copy_if(numbers.begin(), numbers.end(), std::back_inserter(receivers),
                 [&](ClientNumber number) { return IsFor(frame, number); });
    message_log_->LogSent(std::move(receivers), links_.Resolve(frame, {}));
  }
}

void DocumentFeed::OnDrained(const Session& session) {
  Attend(session, session->queue().OnDrained());
}

void DocumentFeed::OnLeft(ClientNumber client) {
  Post([this, client] { watches_.TellLeft(client); });
}

void DocumentFeed::Attend(const Session& session, ClientQueue::Need need) {
  switch (need) {
    case ClientQueue::Need::kNothing:
      return;
    case ClientQueue::Need::kRelief:
      return Post([this, session] { Relieve(session); });
    case ClientQueue::Need::kStartOver:
      break;
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    starting_over_.push_back(session);
    if (starting_over_.size() > 1) return;
  }
  Post([this] { StartOver(); });
}

void DocumentFeed::Relieve(const Session& session) {
  Attend(session, session->queue().Relieve(merger_, epoch_));
}

void DocumentFeed::StartOver() {
  std::vector<Session> sessions;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    sessions.swap(starting_over_);
  }
  std::sort(sessions.begin(), sessions.end());
  sessions.erase(std::unique(sessions.begin(), sessions.end()), sessions.end());
  std::erase_if(sessions, [](const Session& session) {
    return !session->queue().can_start_over();
  });
  if (sessions.empty()) return;
  for (const Session& session : sessions) {
    session->CountResynchronization();
    session->Log(LogSeverity::kWarning,
                 "client read too slowly; it gets the document anew");
  }
  std::deque<Broadcast> snapshot;
  std::vector<StructureChange> components;
  document_.Join(
      [&] {
        for (const Session& session : sessions) {
          session->queue().BeginStartOver();
        }
      },
      [&](const EncodedMessages& frame) {
        components.insert(components.end(), frame.structure.begin(),
                          frame.structure.end());
        snapshot.emplace_back(std::span(&frame, 1), options_.max_frame_bytes,
                              links_);
      },
      SnapshotEnd::kLists);
  // Of clients that have missed the same, one after the other.
  StaleClient last;
  std::vector<FramePointer> deletes;
  for (const Session& session : sessions) {
    StaleClient missed = session->queue().FinishMissing();
    if (deletes.empty() || !(missed == last)) {
      last = std::move(missed);
      deletes.clear();
      for (EncodedMessages& frame :
           last.MakeDeletes(components, options_.max_frame_bytes)) {
        deletes.push_back(MakeFrame(std::move(frame)));
      }
    }
    for (const FramePointer& frame : deletes) {
      session->queue().SendSnapshot(frame);
    }
    for (Broadcast& part : snapshot) SendPart(part, *session);
    session->queue().EndSnapshot();
  }
}

}  // namespace noodles::server_internal
