#include "noodles/persistence/keeping/journal.h"

#include <algorithm>
#include <set>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/base/support/quiet_thread.h"
#include "noodles/base/support/thread_name.h"
#include "noodles/codec.h"
#include "noodles/journal/codecs.h"
#include "noodles/persistence/files/record_file.h"
#include "noodles/persistence/local_engine.h"
#include "noodles/persistence/records/journal_codec.h"
#include "noodles/persistence/support/digest.h"
#include "noodles/persistence/support/log_component.h"
#include "noodles/protocol/for_each_component.h"

namespace noodles::persistence_internal {
namespace {

constexpr std::string_view kComponentPrefix = "component ";

// Of the secret that names of assets are made with.
constexpr size_t kSecretBytes = 32;

bool IsEmpty(const Document& document) {
  size_t count = document.methods().size() + document.signals().size();
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    count += document.Count(static_cast<ComponentKind>(i));
  }
  return count == 0;
}

}  // namespace

std::string StateNameOf(ComponentRef ref) {
  return std::string(kComponentPrefix) + ToString(ref);
}

Journal::~Journal() { Stop().IgnoreError(); }

// ---------------------------------------------------------------------
// resuming

absl::StatusOr<bool> Journal::Resume(
    const Restorer::SecretReceiver& on_secret) {
  if (engine_ != nullptr) {
    return FailedPrecondition("the document has been resumed already");
  }
  absl::StatusOr<std::unique_ptr<LocalEngine>> engine =
      LocalEngine::Open(options_);
  if (!engine.ok()) return engine.status();
  const bool is_new = (*engine)->is_new();
  return Resume(*std::move(engine), is_new, on_secret);
}

absl::StatusOr<bool> Journal::Resume(
    std::unique_ptr<JournalEngine> engine, bool is_new,
    const Restorer::SecretReceiver& on_secret) {
  engine_ = std::move(engine);
  absl::Status status;
  if (is_new) {
    absl::StatusOr<Bytes> secret = RandomBytes(kSecretBytes);
    if (!secret.ok()) return secret.status();
    secret_ = *std::move(secret);
    if (on_secret) on_secret(secret_);
    if (!IsEmpty(document_)) {
      status = FailedPrecondition(
          "the document has components already; resume it before the first "
          "change");
    }
    if (status.ok()) status = WriteSnapshot();
  } else {
    status = Restore(on_secret);
  }
  if (!status.ok()) {
    engine_ = nullptr;
    return status;
  }
  // Nobody else changes the document before Resume has returned.
  Transaction transaction(document_);
  JournalRecord begin;
  begin.epoch = position_.epoch + 1;
  begin.begins_epoch = true;
  status = AppendRecord(std::move(begin));
  if (!status.ok()) {
    engine_ = nullptr;
    return status;
  }
  document_.SetRecorder(this);
  is_recording_ = true;
  transaction.Commit();
  snapshots_ = base_internal::StartQuietThread([this] { RunSnapshots(); });
  if (options_.sync == DiskSync::kInterval) {
    syncs_ = base_internal::StartQuietThread([this] { RunSyncs(); });
  }
  return !IsEmpty(document_) || !earlier_.empty();
}

absl::Status Journal::Restore(const Restorer::SecretReceiver& on_secret) {
  Restorer restorer(*engine_, document_);
  restorer.set_on_secret(on_secret);
  absl::Status status = restorer.Run();
  if (!status.ok()) return status;
  for (const std::string& text : restorer.left_out()) {
    Log(LogSeverity::kWarning, kLogComponent, "a record does not count",
        {{"record", text}});
  }
  position_ = restorer.position();
  secret_ = restorer.secret();
  earlier_ = std::move(restorer.states());
  DropStatesOfAbsentComponents();
  Log(LogSeverity::kInfo, kLogComponent, "the document continues",
      {{"epoch", position_.epoch + 1},
       {"record", position_.n},
       {"records_read", restorer.records()}});
  return absl::OkStatus();
}

void Journal::DropStatesOfAbsentComponents() {
  std::set<std::string> present;
  ForEachComponent([&]<class Component>() {
    for (const auto id : document_.List<Component>()) {
      present.insert(StateNameOf(id));
    }
  });
  std::erase_if(earlier_, [&](const auto& entry) {
    return entry.first.starts_with(kComponentPrefix) &&
           !present.contains(entry.first);
  });
}

// ----------------------------------------------------------------------
// keepers

absl::StatusOr<bool> Journal::Keep(const std::string& name, Keeper keeper) {
  Transaction transaction(document_);
  if (keepers_.contains(name)) {
    return AlreadyExists("the state \"" + name + "\" has a keeper already");
  }
  const auto found = earlier_.find(name);
  const bool has_state = found != earlier_.end();
  if (has_state) {
    const EarlierState& earlier = found->second;
    absl::Status status;
    if (earlier.state) status = keeper.load(*earlier.state);
    if (status.ok() && !earlier.changes.empty() && !keeper.apply) {
      status = FailedPrecondition("the keeper of the state \"" + name +
                                  "\" has no function for changes");
    }
    for (const Bytes& change : earlier.changes) {
      if (!status.ok()) break;
      status = keeper.apply(change);
    }
    if (!status.ok()) return status;
    earlier_.erase(found);
  }
  keepers_.emplace(name, std::move(keeper));
  transaction.Commit();
  return has_state;
}

void Journal::Release(const std::string& name) {
  Transaction transaction(document_);
  const auto found = keepers_.find(name);
  if (found != keepers_.end()) {
    earlier_[name] = {found->second.save(), {}};
    keepers_.erase(found);
  }
  transaction.Commit();
}

bool Journal::HasKeeper(const std::string& name) const {
  Transaction transaction(document_);
  const bool has_keeper = keepers_.contains(name);
  transaction.Commit();
  return has_keeper;
}

bool Journal::HasEarlierState(const std::string& name) const {
  Transaction transaction(document_);
  const bool has_state = earlier_.contains(name);
  transaction.Commit();
  return has_state;
}

void Journal::OnRemoved(const std::vector<ComponentRef>& removed) {
  if (keepers_.empty() && earlier_.empty()) return;
  for (const ComponentRef& ref : removed) {
    const std::string name = StateNameOf(ref);
    keepers_.erase(name);
    earlier_.erase(name);
  }
}

// --------------------------------------------------------------------
// recording

void Journal::OnTransaction(const DocumentChanges& changes) {
  // What no keeper will be asked for is kept as it is.
  for (const StateNote& note : changes.notes) {
    if (!keepers_.contains(note.name)) AddNote(earlier_, note);
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!status_.ok()) return;
  }
  absl::Status status = AppendChanges(changes);
  if (status.ok() && options_.sync == DiskSync::kEachTransaction) {
    status = engine_->Sync();
  }
  if (!status.ok()) return Fail(status);
  if (!NeedsSnapshot()) return;
  const std::lock_guard<std::mutex> lock(mutex_);
  is_snapshot_due_ = true;
  wake_.notify_all();
}

absl::Status Journal::AppendChanges(const DocumentChanges& changes) {
  absl::StatusOr<JournalChanges> encoded =
      ToJournal(changes, *engine_, options_.blob_bytes, nullptr);
  if (!encoded.ok()) return encoded.status();
  std::vector<JournalChanges> parts =
      Cut(*std::move(encoded), options_.max_record_bytes);
  for (size_t i = 0; i < parts.size(); ++i) {
    JournalRecord record;
    record.epoch = position_.epoch;
    record.part = i;
    record.parts = parts.size();
    record.changes = std::move(parts[i]);
    absl::Status status = AppendRecord(std::move(record));
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status Journal::AppendRecord(JournalRecord record) {
  record.n = position_.n + 1;
  record.previous = position_.hash;
  const Bytes encoded = Encode(record);
  absl::Status status = engine_->Append(encoded);
  if (!status.ok()) return status;
  position_ = {record.epoch, record.n, RecordHash(encoded)};
  ++counters_.records;
  counters_.record_bytes += encoded.size();
  CountEngineBytes();
  return status;
}

void Journal::CountEngineBytes() {
  counters_.journal_bytes = engine_->journal_bytes();
  counters_.snapshot_bytes = engine_->snapshot_bytes();
}

void Journal::Fail(const absl::Status& status) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!status_.ok()) return;
    status_ = status;
    ++counters_.failures;
    counters_.is_failing = true;
    wake_.notify_all();
  }
  Log(LogSeverity::kError, kLogComponent,
      "changes are not written any more; they would be lost at a restart",
      {{"error", std::string(StatusMessage(status))}});
}

absl::Status Journal::status() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return status_;
}

bool Journal::NeedsSnapshot() const {
  return engine_->journal_bytes() >
         std::max(options_.compact_bytes, engine_->snapshot_bytes());
}

// --------------------------------------------------------------------
// the disk

void Journal::RunSyncs() {
  base_internal::NameThisThread("journal sync");
  const std::chrono::milliseconds interval =
      std::max(options_.sync_interval, kLeastInterval);
  std::unique_lock<std::mutex> lock(mutex_);
  while (!wake_.wait_for(lock, interval, [this] { return is_stopping_; })) {
    lock.unlock();
    const absl::Status status = engine_->Sync();
    if (!status.ok()) Fail(status);
    lock.lock();
  }
}

absl::Status Journal::Stop() {
  if (engine_ == nullptr) return absl::OkStatus();
  if (is_recording_.exchange(false)) document_.SetRecorder(nullptr);
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    is_stopping_ = true;
    wake_.notify_all();
  }
  if (snapshots_.joinable()) snapshots_.join();
  if (syncs_.joinable()) syncs_.join();
  absl::Status status = engine_->Sync();
  engine_ = nullptr;
  return status;
}

}  // namespace noodles::persistence_internal
