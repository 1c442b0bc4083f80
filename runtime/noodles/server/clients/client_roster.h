// The clients of one server: those that are connected, those that wait for a
// snapshot of the document, and those that get its changes.
//
// Clients that get changes are served by the I/O threads of their connections,
// but for those without such a thread, and those whose connections compress,
// which would hold the other connections up: the sender serves these.
//
// Thread-safety: every function may be called from any thread. The roster's
// lock is taken after the document's, never before.
// Ownership: shares the sessions with the calls that their clients make.
#ifndef NOODLES_SERVER_CLIENTS_CLIENT_ROSTER_H_
#define NOODLES_SERVER_CLIENTS_CLIENT_ROSTER_H_

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "noodles/protocol/client_messages.h"
#include "noodles/server/client_watch.h"
#include "noodles/server/clients/client_session.h"
#include "noodles/server/clients/message_log.h"
#include "noodles/server/server_options.h"
#include "noodles/server/support/tallies.h"
#include "noodles/state/encoded_messages.h"
#include "noodles/transport/connections/connection.h"

namespace noodles::server_internal {

class ClientRoster {
 public:
  using Session = std::shared_ptr<ClientSession>;

  // `options` outlive the roster; `message_log` is null where there is none.
  ClientRoster(const ServerOptions& options, std::shared_ptr<Tallies> tallies,
               std::shared_ptr<MessageLog> message_log);
  ClientRoster(const ClientRoster&) = delete;
  ClientRoster& operator=(const ClientRoster&) = delete;

  // Makes the session of a connection that has opened, and remembers the
  // session as the connection's handler data.
  void Open(std::shared_ptr<transport_internal::Connection> connection);
  // The connection has ended: its client is in no list any more.
  void Close(transport_internal::Connection& connection,
             const transport_internal::CloseReason& reason);
  // The session of a connection; null after Close.
  static Session SessionOf(const transport_internal::Connection& connection);

  // Handles a client's introduction (noodles.cddl, MsgIntroduction): a client
  // that AccessOptions refuses, or whose name is longer than
  // max_client_name_bytes, is closed with 1008; any other waits for a
  // snapshot from its first introduction on. True: no other client waited, so
  // the caller must begin a snapshot.
  bool Introduce(const Session& session, const MsgIntroduction& introduction);
  // The clients that waited. They get all changes from now on, but for those
  // that have left, and their queues hold these back until EndSnapshot.
  std::vector<Session> TakeJoining();
  // Forgets the clients that wait for a snapshot.
  void DropJoining();

  // Whether any client gets changes. Takes no lock.
  bool has_joined() const { return joined_count_ != 0; }
  size_t joined_count() const { return joined_count_; }
  // The numbers of the clients that get changes, ascending.
  std::vector<ClientNumber> joined_numbers() const;
  // The log of broadcasts has grown: calls `serve(session)` for each client
  // that no I/O thread serves, with the roster locked, and wakes the I/O
  // threads of all others.
  template <class Serve>
  void Announce(Serve serve) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    ServeUnthreadedLocked(serve);
    for (const ServingThread& serving : threads_) serving.thread->Wake();
  }
  // The same where all that is new is for `clients`: their threads serve these
  // at once, and all others within ConnectionThread::kWakeDelay.
  template <class Serve>
  void AnnounceTo(const Audience& clients, Serve serve) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    ServeUnthreadedLocked(serve);
    for (const ClientNumber number : clients) {
      const auto found = sessions_.find(number);
      if (found != sessions_.end()) found->second->connection().RequestWake();
    }
    for (const ServingThread& serving : threads_) serving.thread->WakeLater();
  }
  // Calls `visit(session)` for the clients that get changes, with the roster
  // locked: the next ones in turn, each at most once, until `visit` returns
  // false.
  template <class Visit>
  void VisitInTurn(Visit visit) {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (size_t i = 0; i < joined_.size(); ++i) {
      if (++turn_ >= joined_.size()) turn_ = 0;
      if (!visit(joined_[turn_])) return;
    }
  }

  // Hands all that waits for clients to their connections.
  void SendAll();

  // What slow clients miss.
  MissedChanges& missed() { return shared_queue_state_->missed; }
  // What the queues of all clients read.
  BroadcastQueue& broadcasts() { return shared_queue_state_->broadcasts; }

  bool Contains(ClientNumber client) const;
  // All clients, by ascending number.
  std::vector<ClientInformation> information() const;

  struct Totals {
    size_t clients = 0;
    size_t queued_bytes = 0;
    size_t reply_bytes = 0;
  };
  Totals totals() const;

 private:
  struct ServingThread {
    std::shared_ptr<transport_internal::ConnectionThread> thread;
    size_t clients = 0;  // that have joined
  };

  static bool IsServedByThread(ClientSession& session) {
    return session.connection().thread() != nullptr &&
           !session.connection().deflates();
  }
  template <class Serve>
  void ServeUnthreadedLocked(Serve& serve) const {
    if (unthreaded_count_ == 0) return;
    for (const Session& session : joined_) {
      if (!IsServedByThread(*session)) serve(session);
    }
  }
  void AddJoinedLocked(const Session& session);
  void RemoveJoinedLocked(const Session& session);

  const ServerOptions& options_;
  const std::shared_ptr<Tallies> tallies_;
  const std::shared_ptr<MessageLog> message_log_;
  const std::shared_ptr<SharedQueueState> shared_queue_state_ =
      std::make_shared<SharedQueueState>();

  mutable std::mutex mutex_;
  std::unordered_map<ClientNumber, Session> sessions_;
  std::vector<Session> joining_;        // have introduced themselves, wait
  std::vector<Session> joined_;         // get the document's changes
  std::vector<ServingThread> threads_;  // of joined_
  size_t unthreaded_count_ = 0;         // of joined_, that no thread serves
  size_t turn_ = 0;                     // the last of VisitInTurn in joined_
  std::atomic<size_t> joined_count_ = 0;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_CLIENT_ROSTER_H_
