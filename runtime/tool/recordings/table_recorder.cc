#include "tool/recordings/table_recorder.h"

#include <noodles/codec.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "noodles/base/status.h"
#include "tool/components/lookup.h"
#include "tool/recordings/recording.h"
#include "tool/recordings/rewrite_frame.h"

namespace noodles::tool {
namespace {

constexpr uint64_t kReplyNumber = MessageTraits<MsgMethodReply>::kNumber;
constexpr uint64_t kSignalNumber = MessageTraits<MsgSignalInvoke>::kNumber;

// The answer to noo::tbl_subscribe that holds the first rows of the content.
TableInitData FirstRows(const TableContent& content, uint64_t max_rows) {
  TableInitData init;
  init.columns = content.columns;
  const size_t count = std::min<uint64_t>(content.rows.size(), max_rows);
  init.keys.reserve(count);
  init.data.reserve(count);
  for (const auto& [key, row] : content.rows) {
    if (init.keys.size() == count) break;
    init.keys.push_back(key);
    init.data.push_back(row);
  }
  init.selections.reserve(content.selections.size());
  for (const auto& [name, selection] : content.selections) {
    init.selections.push_back(selection);
  }
  return init;
}

}  // namespace

TableRecorder::TableRecorder(uint64_t max_rows, Keep keep)
    : max_rows_(max_rows), keep_(std::move(keep)) {}

void TableRecorder::Follow(Client& client) {
  if (max_rows_ == 0) return;
  for (const auto& [id, table] : client.mirror().All<noodles::Table>()) {
    if (IsKnown(id)) continue;
    // Without the lock: the client has locks of its own.
    auto owned = std::make_unique<TableMirror>(client, id);
    TableMirror& mirror = *owned;
    {
      const std::lock_guard lock(mutex_);
      Entry& entry = entries_[id];
      entry.name = Mirror::NameOf(*table);
      entry.mirror = std::move(owned);
    }
    mirror.Subscribe([this, table_id = id](const absl::Status& status) {
      OnAnswer(table_id, status);
    });
  }
}

bool TableRecorder::IsKnown(TableID id) const {
  const std::lock_guard lock(mutex_);
  return entries_.contains(id);
}

void TableRecorder::OnAnswer(TableID id, const absl::Status& status) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[id];
  if (entry.step != Step::kAsked) return;
  if (status.ok()) {
    entry.step = Step::kComplete;
  } else {
    MissLocked(entry, std::string(StatusMessage(status)));
  }
}

std::optional<Bytes> TableRecorder::Frame(const Bytes& frame) {
  if (max_rows_ == 0) return frame;
  const std::lock_guard lock(mutex_);
  bool is_asked = false;
  for (auto& [id, entry] : entries_) {
    if (entry.step == Step::kComplete) KeepLocked(id, entry);
    is_asked = is_asked || entry.step == Step::kAsked;
  }
  bool keeps_some = false;
  Bytes kept = RewriteFrame(
      frame, [&](uint64_t number, const Bytes& content, cbor::Writer&) {
        const bool is_left_out =
            number == kReplyNumber ||
            (is_asked && number == kSignalNumber && IsContainedLocked(content));
        keeps_some = keeps_some || !is_left_out;
        return is_left_out ? Rewriting::kLeftOut : Rewriting::kKept;
      });
  // A frame that is not well-formed is kept as it is.
  if (!keeps_some && kept.size() < frame.size()) return std::nullopt;
  return kept;
}

bool TableRecorder::IsContainedLocked(const Bytes& signal) const {
  const absl::StatusOr<MsgSignalInvoke> message =
      Decode<MsgSignalInvoke>(signal, LimitsOfRecording());
  if (!message.ok() || !message->context) return false;
  const auto* table = std::get_if<TableID>(&message->context->target);
  if (table == nullptr) return false;
  const auto entry = entries_.find(*table);
  return entry != entries_.end() && entry->second.step == Step::kAsked;
}

void TableRecorder::KeepLocked(TableID id, Entry& entry) {
  entry.step = Step::kEnded;
  const std::shared_ptr<const TableContent> content = entry.mirror->content();
  const TableInitData init = FirstRows(*content, max_rows_);
  const uint64_t left_out = content->rows.size() - init.keys.size();
  rows_ += init.keys.size();
  left_out_rows_ += left_out;
  if (left_out > 0) {
    WarnLocked("the recording has the first " +
               std::to_string(init.keys.size()) + " of " +
               std::to_string(content->rows.size()) + " rows of table \"" +
               entry.name + "\"; --max-table-rows allows more");
  }
  keep_(id, content->rows.size(), init);
}

void TableRecorder::End() {
  std::vector<std::unique_ptr<TableMirror>> mirrors;
  {
    const std::lock_guard lock(mutex_);
    mirrors.reserve(entries_.size());
    for (auto& [id, entry] : entries_) {
      if (entry.step == Step::kComplete) KeepLocked(id, entry);
      if (entry.step == Step::kAsked) {
        MissLocked(entry, "the server has not answered in time (--timeout)");
      }
      mirrors.push_back(std::move(entry.mirror));
    }
  }
  // A mirror that ends calls OnAnswer, which takes the lock.
  mirrors.clear();
}

void TableRecorder::MissLocked(Entry& entry, const std::string& why) {
  entry.step = Step::kEnded;
  ++missing_;
  WarnLocked("the recording lacks the rows of table \"" + entry.name +
             "\": " + why);
}

void TableRecorder::WarnLocked(std::string words) {
  if (warning_count_++ < kMaxWarnings) warnings_.push_back(std::move(words));
}

size_t TableRecorder::pending() const {
  const std::lock_guard lock(mutex_);
  return static_cast<size_t>(std::count_if(
      entries_.begin(), entries_.end(),
      [](const auto& entry) { return entry.second.step == Step::kAsked; }));
}

uint64_t TableRecorder::rows() const {
  const std::lock_guard lock(mutex_);
  return rows_;
}

uint64_t TableRecorder::left_out_rows() const {
  const std::lock_guard lock(mutex_);
  return left_out_rows_;
}

uint64_t TableRecorder::missing() const {
  const std::lock_guard lock(mutex_);
  return missing_;
}

std::vector<std::string> TableRecorder::TakeWarnings() {
  const std::lock_guard lock(mutex_);
  return std::exchange(warnings_, {});
}

}  // namespace noodles::tool
