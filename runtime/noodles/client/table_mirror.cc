#include "noodles/client/table_mirror.h"

#include <mutex>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/interfaces/table_signals_listener.h"

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
  absl::Status Begin(TableInitData init) {
    auto content = ToContent(std::move(init));
    if (!content.ok()) return content.status();
    {
      const std::lock_guard lock(mutex_);
      content_ = *content;
    }
    Tell({.is_reset = true, .updated = {}, .removed = {}, .selection = {}});
    return absl::OkStatus();
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
    if (content()) Begin(std::move(init)).IgnoreError();
  }

  // Rigatoni reports removed rows as updates with keys but without rows.
  void OnUpdated(std::vector<TableKey> keys,
                 std::vector<TableRow> rows) override {
    if (rows.empty()) {
      OnRowsRemoved(std::move(keys));
      return;
    }
    if (rows.size() != keys.size()) return;
    Change([&](TableContent& content) {
      for (size_t i = 0; i < keys.size(); ++i) {
        content.rows[keys[i]] = std::move(rows[i]);
      }
    });
    Tell({.is_reset = false,
          .updated = std::move(keys),
          .removed = {},
          .selection = {}});
  }

  void OnRowsRemoved(std::vector<TableKey> keys) override {
    Change([&](TableContent& content) {
      for (const TableKey key : keys) content.rows.erase(key);
    });
    Tell({.is_reset = false,
          .updated = {},
          .removed = std::move(keys),
          .selection = {}});
  }

  void OnSelectionUpdated(Selection selection) override {
    std::string name = selection.name;
    Change([&](TableContent& content) {
      if (selection.rows.empty() && selection.row_ranges.empty()) {
        content.selections.erase(name);
      } else {
        content.selections[name] = std::move(selection);
      }
    });
    Tell({.is_reset = false,
          .updated = {},
          .removed = {},
          .selection = std::move(name)});
  }

  void OnInvalidSignal(std::string_view, const absl::Status&) override {}

 private:
  // The content that arrives later includes the effect of earlier signals.
  template <class Function>
  void Change(const Function& function) {
    const std::lock_guard lock(mutex_);
    if (!content_) return;
    if (content_.use_count() > 1) {
      content_ = std::make_shared<TableContent>(*content_);
    }
    function(*content_);
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
  std::function<void(const TableChange&)> hook_;
};

TableMirror::TableMirror(Client& client, TableID table)
    : client_(client),
      methods_(client, InvokeIDType{table}),
      state_(std::make_shared<State>()) {
  signal_hook_ = client.AddListener(state_, InvokeIDType{table});
  ready_hook_ = client.OnReady([state = state_, methods = methods_] {
    if (!state->content()) return;
    methods.Subscribe([state](absl::StatusOr<TableInitData> init) {
      if (init.ok()) state->Begin(*std::move(init)).IgnoreError();
    });
  });
}

TableMirror::~TableMirror() {
  client_.RemoveHook(signal_hook_);
  client_.RemoveHook(ready_hook_);
}

void TableMirror::Subscribe(std::function<void(absl::Status)> done) {
  methods_.Subscribe([state = state_, done = std::move(done)](
                         absl::StatusOr<TableInitData> init) {
    done(init.ok() ? state->Begin(*std::move(init)) : init.status());
  });
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
