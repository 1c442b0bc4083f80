#include "noodles/relay/forwarding/table_subscriptions.h"

#include <optional>
#include <string>

#include "noodles/interfaces/names.h"
#include "noodles/protocol/tables.h"
#include "noodles/relay/forwarding/origin_answer.h"

namespace noodles::relay_internal {
namespace {

bool IsTableSignal(std::string_view name) {
  return name == TableSignalNames::kReset ||
         name == TableSignalNames::kUpdated ||
         name == TableSignalNames::kRowsRemoved ||
         name == TableSignalNames::kSelectionUpdated;
}

std::optional<TableID> TableOf(const std::optional<InvokeIDType>& target) {
  if (!target) return std::nullopt;
  const auto* table = std::get_if<TableID>(&target->target);
  return table == nullptr ? std::nullopt : std::optional<TableID>(*table);
}

}  // namespace

bool TableSubscriptions::IsSubscription(const CallContext& context) const {
  return context.table().has_value() &&
         server_.document().NameOf(context.method) ==
             TableMethodNames::kSubscribe;
}

TableSubscriptions::Pointer TableSubscriptions::Find(TableID table) const {
  const std::lock_guard lock(mutex_);
  const auto found = subscriptions_.find(table);
  return found == subscriptions_.end() ? nullptr : found->second;
}

void TableSubscriptions::Subscribe(const CallContext& context,
                                   std::vector<Any> arguments,
                                   std::shared_ptr<AnswerSlot> slot) {
  const TableID table = *context.table();
  Pointer subscription = Find(table);
  if (subscription == nullptr) {
    auto fresh = std::make_shared<Subscription>(server_);
    fresh->arguments = std::move(arguments);
    const std::lock_guard lock(mutex_);
    subscription =
        subscriptions_.try_emplace(table, std::move(fresh)).first->second;
  }
  {
    const std::lock_guard lock(mutex_);
    subscription->waiting.push_back({context.client, std::move(slot)});
  }
  Ask(table, subscription);
}

void TableSubscriptions::Ask(TableID table, const Pointer& subscription) {
  {
    const std::lock_guard lock(mutex_);
    const bool is_wanted =
        !subscription->waiting.empty() || subscription->is_renewed;
    if (!is_wanted || subscription->is_asked) return;
    subscription->is_asked = true;
  }
  // By name: an origin that has started anew may have other identifiers.
  client_.Invoke(
      TableMethodNames::kSubscribe, subscription->arguments,
      {.target = InvokeIDType{table}},
      [this, table, subscription](const absl::StatusOr<Any>& result) {
        before_reply_();
        OnReply(table, subscription, result);
      });
}

void TableSubscriptions::OnReply(TableID table, const Pointer& subscription,
                                 const absl::StatusOr<Any>& result) {
  std::vector<Waiting> answered;
  bool is_renewed = false;
  {
    const std::lock_guard lock(mutex_);
    subscription->is_asked = false;
    is_renewed = std::exchange(subscription->is_renewed, false);
    for (Waiting& waiting : std::exchange(subscription->waiting, {})) {
      const bool is_late = result.ok() && !waiting.slot->has_receiver();
      // A call that has got another answer, as by its time limit, is dropped.
      if (is_late && waiting.slot->is_answered()) continue;
      auto& list = is_late ? subscription->waiting : answered;
      list.push_back(std::move(waiting));
    }
  }
  if (is_renewed && result.ok()) SendReset(table, *subscription, *result);
  for (const Waiting& waiting : answered) {
    if (result.ok()) subscription->subscribers.Add(waiting.client);
    waiting.slot->Give(AnswerOf(result));
  }
  Ask(table, subscription);
}

// The content without the number of signals that follow, which a reset does not
// tell: they come as signals of their own.
void TableSubscriptions::SendReset(TableID table,
                                   const Subscription& subscription,
                                   Any content) {
  if (Any::Map* map = content.AsMap()) {
    std::erase_if(*map, [](const auto& member) {
      return member.first == Any("following_signals");
    });
  }
  // An origin that sends no signals has no subscribers that could be behind.
  server_
      .EmitByName(TableSignalNames::kReset, InvokeIDType{table},
                  {std::move(content)}, subscription.subscribers.audience())
      .IgnoreError();
}

SignalAudience TableSubscriptions::AudienceOf(const SignalEvent& signal) const {
  const std::optional<TableID> table = TableOf(signal.target);
  if (!table || !IsTableSignal(signal.name)) return std::nullopt;
  const Pointer subscription = Find(*table);
  if (subscription == nullptr) return std::vector<ClientNumber>();
  return subscription->subscribers.audience();
}

void TableSubscriptions::Renew() {
  std::map<TableID, Pointer> all;
  {
    const std::lock_guard lock(mutex_);
    all = subscriptions_;
  }
  for (const auto& [table, subscription] : all) {
    if (!server_.document().Contains(table)) {
      Forget(table);
      continue;
    }
    if (subscription->subscribers.empty()) continue;
    {
      const std::lock_guard lock(mutex_);
      subscription->is_renewed = true;
    }
    Ask(table, subscription);
  }
}

void TableSubscriptions::Forget(TableID table) {
  Pointer forgotten;
  const std::lock_guard lock(mutex_);
  const auto found = subscriptions_.find(table);
  if (found == subscriptions_.end()) return;
  forgotten = std::move(found->second);
  subscriptions_.erase(found);
}

}  // namespace noodles::relay_internal
