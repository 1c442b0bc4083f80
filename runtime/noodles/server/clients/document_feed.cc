#include "noodles/server/clients/document_feed.h"

#include <algorithm>
#include <deque>
#include <span>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/server/clients/origin_frames.h"
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
        OriginFrames shared({&messages, 1}, options_.max_frame_bytes, links_);
        for (const Session& session : sessions) {
          for (const FramePointer& frame :
               shared.For(session->number(), session->origin())) {
            session->queue().SendSnapshot(frame);
          }
        }
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
  OriginFrames shared(frames, options_.max_frame_bytes, links_, place_,
                      &last_frame_id_);
  std::vector<std::vector<ClientNumber>> receivers;  // of each, for the log
  if (message_log_ != nullptr) receivers.resize(frames.size());
  clients_.ForEachJoined([&](const Session& session) {
    const ClientNumber number = session->number();
    for (const FramePointer& frame : shared.For(number, session->origin())) {
      Attend(session, session->queue().Send(frame));
    }
    for (size_t i = 0; i < receivers.size(); ++i) {
      if (IsFor(frames[i], number)) receivers[i].push_back(number);
    }
  });
  for (const EncodedMessages& frame : frames) bytes_of_epoch_ += frame.size();
  if (bytes_of_epoch_ > options_.epoch_bytes) {
    bytes_of_epoch_ = 0;
    epoch_ = ++place_.epoch;
  }
  for (size_t i = 0; i < receivers.size(); ++i) {
    message_log_->LogSent(std::move(receivers[i]),
                          links_.Resolve(frames[i], {}));
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
  // Of each part of the snapshot, the frames for each origin. Deques keep the
  // places of their elements.
  std::deque<EncodedMessages> messages;
  std::deque<OriginFrames> snapshot;
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
        messages.push_back(frame);
        snapshot.emplace_back(std::span(&messages.back(), 1),
                              options_.max_frame_bytes, links_);
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
    for (OriginFrames& part : snapshot) {
      for (const FramePointer& frame :
           part.For(session->number(), session->origin())) {
        session->queue().SendSnapshot(frame);
      }
    }
    session->queue().EndSnapshot();
  }
}

}  // namespace noodles::server_internal
