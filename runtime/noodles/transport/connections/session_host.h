// What a session needs of its I/O thread and of the other sessions there.
//
// Thread-safety: on the I/O thread, where a function does not say otherwise.
// Ownership: shared by its sessions.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_SESSION_HOST_H_
#define NOODLES_TRANSPORT_CONNECTIONS_SESSION_HOST_H_

#include <memory>

#include "noodles/transport/connections/arrivals.h"

namespace noodles::transport_internal {

class Session;

// The I/O thread of a session, and the rules for all sessions there.
class SessionHost {
 public:
  virtual ~SessionHost() = default;

  // Calls session->Flush() soon, on the I/O thread. From any thread.
  virtual void ScheduleFlush(std::shared_ptr<Session> session) = 0;

  // Calls session->TakeTurn() once the other sessions have had their turns.
  virtual void ScheduleTurn(std::shared_ptr<Session> session) = 0;

  // The bytes of one read have been handled: calls session->FinishRead(), at
  // once or soon. The default calls it at once.
  virtual void EndRead(const std::shared_ptr<Session>& session);

  // Connection::LendThisThread and Connection::AskForThread. From any thread.
  virtual bool LendThisThread() { return false; }
  virtual bool AskForThread() { return false; }

  // An HTTP answer begins, or has been sent on a connection that is kept.
  // False: there are too many.
  virtual bool BeginAnswer(Session&) { return true; }
  virtual void EndAnswer(Session&) {}

  // A handshake succeeded. False: there are too many connections.
  virtual bool AdmitConnection(Session& session) = 0;

  // The handler approves the peer. From any thread. False: there are too many
  // connections.
  virtual bool ApproveConnection(Session&) { return true; }

  // A message has begun or grown, and has not arrived as a whole. May call
  // AbandonMessage() of this session and of others.
  virtual void OnArriving(Session&, const Arrival&) {}
  // It has arrived, or is given up.
  virtual void OnArrived(Session&) {}

  // The last call about `session`; `admitted`: AdmitConnection() was called for
  // it and returned true.
  virtual void OnSessionEnd(Session& session, bool admitted) = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_SESSION_HOST_H_
