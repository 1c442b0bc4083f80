#include "noodles/server/clients/document_feed.h"

#include <utility>

#include "noodles/base/logging.h"
#include "noodles/server/clients/origin_frames.h"

namespace noodles::server_internal {
namespace {

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
                           size_t max_frame_bytes, Hooks hooks)
    : document_(document),
      clients_(clients),
      watches_(watches),
      links_(links),
      message_log_(std::move(message_log)),
      max_frame_bytes_(max_frame_bytes),
      hooks_(std::move(hooks)),
      worker_("noodles-joins", [](std::function<void()>& task) { task(); }) {}

void DocumentFeed::Join() {
  worker_.Post([this] { SendSnapshot(); });
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
        OriginFrames shared({&messages, 1}, max_frame_bytes_, links_);
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
  OriginFrames shared(frames, max_frame_bytes_, links_);
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
  for (size_t i = 0; i < receivers.size(); ++i) {
    message_log_->LogSent(std::move(receivers[i]),
                          links_.Resolve(frames[i], {}));
  }
}

void DocumentFeed::OnDrained(const Session& session) {
  Attend(session, session->queue().OnDrained());
}

void DocumentFeed::OnLeft(ClientNumber client) {
  worker_.Post([this, client] { watches_.TellLeft(client); });
}

void DocumentFeed::Attend(const Session& session, ClientQueue::Need need) {
  switch (need) {
    case ClientQueue::Need::kNothing:
      return;
    case ClientQueue::Need::kRelief:
      return worker_.Post([this, session] { Relieve(session); });
    case ClientQueue::Need::kStartOver:
      return worker_.Post([this, session] { StartOver(session); });
  }
}

void DocumentFeed::Relieve(const Session& session) {
  Attend(session, session->queue().Relieve(max_frame_bytes_));
}

void DocumentFeed::StartOver(const Session& session) {
  if (!session->queue().can_start_over()) return;
  session->CountResynchronization();
  Log(LogSeverity::kWarning, "server",
      "client read too slowly; it gets the document anew",
      {{"client", session->number()}});
  std::vector<FramePointer> snapshot;
  std::vector<StructureChange> components;
  document_.Join(
      [&] { session->queue().BeginStartOver(); },
      [&](const EncodedMessages& frame) {
        components.insert(components.end(), frame.structure.begin(),
                          frame.structure.end());
        snapshot.push_back(MakeFrame(links_.Resolve(frame, session->origin())));
      },
      SnapshotEnd::kLists);
  const StaleClient missed = session->queue().FinishMissing();
  for (EncodedMessages& frame :
       missed.MakeDeletes(components, max_frame_bytes_)) {
    session->queue().SendSnapshot(MakeFrame(std::move(frame)));
  }
  for (FramePointer& frame : snapshot) {
    session->queue().SendSnapshot(std::move(frame));
  }
  session->queue().EndSnapshot();
}

}  // namespace noodles::server_internal
