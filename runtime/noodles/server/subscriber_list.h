// A list of clients that subscribe to signals, for example those of a table. A
// client is removed when its connection ends.
//
//   SubscriberList subscribers(server);
//   subscribers.Add(context.client);                  // in a method
//   server.Emit(signal, {1}, target, subscribers.audience());
//
// Thread-safety: every function may be called from any thread.
// Ownership: the server must outlive the list.
#ifndef NOODLES_SERVER_SUBSCRIBER_LIST_H_
#define NOODLES_SERVER_SUBSCRIBER_LIST_H_

#include <cstddef>
#include <mutex>
#include <set>

#include "noodles/calls/signal_emitter.h"
#include "noodles/server/server.h"

namespace noodles {

class SubscriberList {
 public:
  explicit SubscriberList(Server& server);
  SubscriberList(const SubscriberList&) = delete;
  SubscriberList& operator=(const SubscriberList&) = delete;

  // False if the client is a member already, or is not connected.
  bool Add(ClientNumber client);
  // False if the client is no member.
  bool Remove(ClientNumber client);
  bool Contains(ClientNumber client) const;
  size_t size() const;
  bool empty() const { return size() == 0; }

  // Exactly the members; an empty audience where there are none.
  SignalAudience audience() const;

 private:
  const Server& server_;
  mutable std::mutex mutex_;
  std::set<ClientNumber> members_;
  // The last member: no event comes while the other members are destroyed.
  ClientWatch watch_;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_SUBSCRIBER_LIST_H_
