// The viewers that have subscribed to tables of the origin.
//
// Each table has at most one call of noo::tbl_subscribe under way at the
// origin. Its reply goes to all viewers that wait then: behind the reply, the
// origin sends every change of the table, so each viewer gets the reply and
// then all later signals. The content of the table is not looked at: whatever
// the origin replies is right for its signals.
//
// The order of reply and signals holds only where a reply is passed on at once.
// A viewer whose call has only just been read (AnswerSlot::has_receiver) waits
// for the reply to the next call.
//
// Thread-safety: every function may be called from any thread, but Send, Renew
// and Forget on the client's thread. Ownership: refers to the client and the
// server, which outlive the subscriptions.
#ifndef NOODLES_RELAY_FORWARDING_TABLE_SUBSCRIPTIONS_H_
#define NOODLES_RELAY_FORWARDING_TABLE_SUBSCRIPTIONS_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/calls/answer.h"
#include "noodles/calls/call_context.h"
#include "noodles/client/client.h"
#include "noodles/server/server.h"
#include "noodles/server/subscriber_list.h"

namespace noodles::relay_internal {

class TableSubscriptions {
 public:
  // `before_reply`: as for CallForwarder.
  TableSubscriptions(Client& client, Server& server,
                     std::function<void()> before_reply)
      : client_(client),
        server_(server),
        before_reply_(std::move(before_reply)) {}
  TableSubscriptions(const TableSubscriptions&) = delete;
  TableSubscriptions& operator=(const TableSubscriptions&) = delete;

  // Whether a call subscribes to a table.
  bool IsSubscription(const CallContext& context) const;

  // `slot` gets the origin's reply.
  void Subscribe(const CallContext& context, std::vector<Any> arguments,
                 std::shared_ptr<AnswerSlot> slot);

  // The clients that get a signal of the origin; nothing: all.
  SignalAudience AudienceOf(const SignalEvent& signal) const;

  // The origin is another one, or has started anew: subscribes again to the
  // tables that have subscribers, who get noo::tbl_reset.
  void Renew();

  // The table is gone.
  void Forget(TableID table);

 private:
  struct Waiting {
    ClientNumber client = 0;
    std::shared_ptr<AnswerSlot> slot;
  };
  struct Subscription {
    explicit Subscription(Server& server) : subscribers(server) {}

    SubscriberList subscribers;
    std::vector<Any> arguments;
    // With the mutex.
    std::vector<Waiting> waiting;
    bool is_asked = false;
    // The subscribers get the next reply as a reset.
    bool is_renewed = false;
  };
  using Pointer = std::shared_ptr<Subscription>;

  Pointer Find(TableID table) const;
  // Calls the origin, unless a call is under way or nobody waits.
  void Ask(TableID table, const Pointer& subscription);
  void OnReply(TableID table, const Pointer& subscription,
               const absl::StatusOr<Any>& result);
  void SendReset(TableID table, const Subscription& subscription, Any content);

  Client& client_;
  Server& server_;
  const std::function<void()> before_reply_;
  mutable std::mutex mutex_;
  std::map<TableID, Pointer> subscriptions_;
};

}  // namespace noodles::relay_internal

#endif  // NOODLES_RELAY_FORWARDING_TABLE_SUBSCRIPTIONS_H_
