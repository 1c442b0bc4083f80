#include "noodles/client/table_mirror.h"

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <optional>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/calls/read_result.h"
#include "noodles/interfaces/names.h"
#include "noodles/interfaces/table_signals_listener.h"
#include "noodles/interfaces/tables_codec.h"

namespace noodles {
namespace {

absl::StatusOr<std::shared_ptr<TableContent>> ToContent(TableInitData init) {
  if (init.keys.size() != init.data.size()) {
    return InvalidArgument("the table has " + std::to_string(init.keys.size()) +
                           " keys and " + std::to_string(init.data.size()) +
                           " rows");
  }
  auto content = std::make_shared<TableContent>();
  content->columns = std::move(init.columns);
  for (size_t i = 0; i < init.keys.size(); ++i) {
    content->rows[init.keys[i]] = std::move(init.data[i]);
  }
  for (Selection& selection : init.selections) {
    content->selections[selection.name] = std::move(selection);
  }
  return content;
}

}  // namespace

// Handles the signals of the table. A TableContent that a reader may hold is
// never changed: a signal changes a copy, unless this object holds the only
// reference.
class TableMirror::State final : public TableSignalsListener {
 public:
  using Done = std::function<void(absl::Status)>;

  // Takes the answer to a subscription. Calls `done` now or, where signals
  // belong to the answer, with the last of them; then the content is shown.
  void Begin(absl::StatusOr<Any> answer, Done done) {
    if (!answer.ok()) return done(answer.status());
    absl::StatusOr<TableInitData> init =
        calls_internal::ReadValue<TableInitData>(*std::move(answer));
    if (!init.ok()) return done(init.status());
    const uint64_t following = init->following_signals.value_or(0);
    auto content = ToContent(*std::move(init));
    if (!content.ok()) return done(content.status());
    // A second subscription takes the place of the first one.
    if (const std::optional<Coming> former = TakeComing()) {
      former->done(Cancelled("the table was subscribed to anew"));
    }
    Coming coming{*std::move(content), following, std::move(done)};
    if (coming.signals_left == 0) return Show(std::move(coming));
    {
      const std::lock_guard lock(mutex_);
      coming_ = std::move(coming);
      if (!has_ended_) return;
    }
    End();
  }

  // Ends a subscription whose content is not complete.
  void Fail(const absl::Status& status) {
    if (const std::optional<Coming> coming = TakeComing()) coming->done(status);
  }
  // The same, also for a later answer.
  void End() {
    {
      const std::lock_guard lock(mutex_);
      has_ended_ = true;
    }
    Fail(Cancelled("the mirror of the table has ended"));
  }

  std::shared_ptr<const TableContent> content() const {
    const std::lock_guard lock(mutex_);
    return content_;
  }

  void SetHook(std::function<void(const TableChange&)> hook) {
    const std::lock_guard lock(mutex_);
    hook_ = std::move(hook);
  }

  // TableSignalsListener
  void OnReset(TableInitData init) override {
    auto fresh = ToContent(std::move(init));
    if (AddToComing([&](TableContent& content) {
          if (fresh.ok()) content = **fresh;
        })) {
      return;
    }
    if (!content() || !fresh.ok()) return;
    Show({*std::move(fresh), 0, nullptr});
  }

  // Rigatoni reports removed rows as updates with keys but without rows.
  void OnUpdated(std::vector<TableKey> keys,
                 std::vector<TableRow> rows) override {
    if (rows.empty()) {
      OnRowsRemoved(std::move(keys));
      return;
    }
    if (!Change([&](TableContent& content) {
          if (rows.size() != keys.size()) return;
          for (size_t i = 0; i < keys.size(); ++i) {
            content.rows[keys[i]] = std::move(rows[i]);
          }
        }) ||
        rows.size() != keys.size()) {
      return;
    }
    Tell({.is_reset = false,
          .updated = std::move(keys),
          .removed = {},
          .selection = {}});
  }

  void OnRowsRemoved(std::vector<TableKey> keys) override {
    if (!Change([&](TableContent& content) {
          for (const TableKey key : keys) content.rows.erase(key);
        })) {
      return;
    }
    Tell({.is_reset = false,
          .updated = {},
          .removed = std::move(keys),
          .selection = {}});
  }

  void OnSelectionUpdated(Selection selection) override {
    std::string name = selection.name;
    if (!Change([&](TableContent& content) {
          if (selection.rows.empty() && selection.row_ranges.empty()) {
            content.selections.erase(name);
          } else {
            content.selections[name] = std::move(selection);
          }
        })) {
      return;
    }
    Tell({.is_reset = false,
          .updated = {},
          .removed = {},
          .selection = std::move(name)});
  }

  void OnInvalidSignal(std::string_view, const absl::Status&) override {
    AddToComing([](TableContent&) {});
  }

 private:
  // The content of a subscription that is not complete.
  struct Coming {
    std::shared_ptr<TableContent> content;
    uint64_t signals_left = 0;
    Done done;
  };

  std::optional<Coming> TakeComing() {
    const std::lock_guard lock(mutex_);
    return std::exchange(coming_, std::nullopt);
  }

  // If a subscription is not complete, applies a signal to its content, and
  // shows the content with the last signal. False if there is none.
  template <class Function>
  bool AddToComing(const Function& function) {
    std::optional<Coming> complete;
    {
      const std::lock_guard lock(mutex_);
      if (!coming_) return false;
      function(*coming_->content);
      if (--coming_->signals_left == 0) {
        complete = std::exchange(coming_, std::nullopt);
      }
    }
    if (complete) Show(*std::move(complete));
    return true;
  }

  void Show(Coming complete) {
    {
      const std::lock_guard lock(mutex_);
      content_ = std::move(complete.content);
    }
    Tell({.is_reset = true, .updated = {}, .removed = {}, .selection = {}});
    if (complete.done) complete.done(absl::OkStatus());
  }

  // Applies a signal to the content. False if there is none to tell of: a
  // content that arrives later includes the effect of earlier signals.
  template <class Function>
  bool Change(const Function& function) {
    if (AddToComing(function)) return false;
    const std::lock_guard lock(mutex_);
    if (!content_) return false;
    if (content_.use_count() > 1) {
      content_ = std::make_shared<TableContent>(*content_);
    }
    function(*content_);
    return true;
  }

  void Tell(const TableChange& change) {
    std::function<void(const TableChange&)> hook;
    {
      const std::lock_guard lock(mutex_);
      if (!content_) return;
      hook = hook_;
    }
    if (hook) hook(change);
  }

  mutable std::mutex mutex_;
  std::shared_ptr<TableContent> content_;
  std::optional<Coming> coming_;
  bool has_ended_ = false;
  std::function<void(const TableChange&)> hook_;
};

TableMirror::TableMirror(Client& client, TableID table)
    : client_(client),
      target_(InvokeIDType{table}),
      methods_(client, target_),
      state_(std::make_shared<State>()) {
  signal_hook_ = client.AddListener(state_, target_);
  ready_hook_ = client.OnReady([&client, state = state_, target = target_] {
    if (!state->content()) return;
    Request(client, target, state, [](const absl::Status&) {});
  });
  state_hook_ = client.OnStateChange(
      [state = state_](ConnectionState now, const absl::Status& error) {
        const bool is_connected =
            now == ConnectionState::kReady || now == ConnectionState::kJoining;
        if (is_connected) return;
        state->Fail(error.ok() ? Cancelled("disconnected") : error);
      });
}

TableMirror::~TableMirror() {
  client_.RemoveHook(signal_hook_);
  client_.RemoveHook(ready_hook_);
  client_.RemoveHook(state_hook_);
  state_->End();
}

void TableMirror::Request(Client& client, const InvokeIDType& target,
                          const std::shared_ptr<State>& state,
                          std::function<void(absl::Status)> done) {
  client.Call(TableMethodNames::kSubscribe, target, {},
              [state, done = std::move(done)](absl::StatusOr<Any> answer) {
                state->Begin(std::move(answer), done);
              });
}

void TableMirror::Subscribe(std::function<void(absl::Status)> done) {
  Request(client_, target_, state_, std::move(done));
}

std::future<absl::Status> TableMirror::Subscribe() {
  auto promise = std::make_shared<std::promise<absl::Status>>();
  std::future<absl::Status> future = promise->get_future();
  Subscribe(
      [promise](const absl::Status& status) { promise->set_value(status); });
  return future;
}

std::shared_ptr<const TableContent> TableMirror::content() const {
  return state_->content();
}

void TableMirror::SetHook(std::function<void(const TableChange&)> hook) {
  state_->SetHook(std::move(hook));
}

}  // namespace noodles
