#include "noodles/server/clients/message_log.h"

#include <optional>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/printable.h"
#include "noodles/base/status.h"
#include "noodles/base/support/base64.h"
#include "noodles/base/support/quiet_thread.h"
#include "noodles/base/support/thread_name.h"
#include "noodles/cbor/frame_reader.h"
#include "noodles/cbor/writer.h"
#include "noodles/json.h"
#include "noodles/protocol/traits.h"

namespace noodles::server_internal {
namespace {

// Bytes that each frame counts in addition to its content, so that the number
// of empty frames is limited, too.
constexpr size_t kEntryCost = 256;

// A JSON text whose characters are safe for a terminal.
std::string Quoted(std::string_view text) {
  return PrintableJson(ToJson(cbor::Any(std::string(text))));
}

}  // namespace

MessageLog::MessageLog(MessageLogOptions options)
    : options_(std::move(options)),
      file_(options_.file, options_.max_file_bytes, options_.retry_interval) {}

MessageLog::~MessageLog() { Close(); }

absl::Status MessageLog::Open() {
  const std::lock_guard lock(mutex_);
  if (is_open_) return absl::OkStatus();
  if (absl::Status status = file_.Open(); !status.ok()) return status;
  is_open_ = true;
  thread_ = base_internal::StartQuietThread([this] { Run(); });
  return absl::OkStatus();
}

void MessageLog::Close() {
  {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(is_open_, false)) return;
  }
  wakes_.notify_one();
  thread_.join();
  file_.Close();
}

void MessageLog::LogReceived(uint64_t client, std::string_view client_name,
                             Bytes frame) {
  Add({.time = std::chrono::system_clock::now(),
       .is_received = true,
       .clients = {client},
       .client_name = std::string(client_name),
       .segments = {std::move(frame)},
       .count = 0});
}

void MessageLog::LogSent(std::vector<uint64_t> clients,
                         EncodedMessages messages) {
  if (clients.empty() || messages.count == 0) return;
  std::vector<Bytes> segments = {std::move(messages.items)};
  segments.insert(segments.end(), messages.more.begin(), messages.more.end());
  Add({.time = std::chrono::system_clock::now(),
       .is_received = false,
       .clients = std::move(clients),
       .client_name = {},
       .segments = std::move(segments),
       .count = messages.count});
}

void MessageLog::LogSent(uint64_t client, Bytes frame) {
  Add({.time = std::chrono::system_clock::now(),
       .is_received = false,
       .clients = {client},
       .client_name = {},
       .segments = {std::move(frame)},
       .count = 0});
}

size_t MessageLog::Entry::cost() const {
  size_t cost =
      kEntryCost + client_name.size() + clients.size() * sizeof(uint64_t);
  for (const Bytes& segment : segments) cost += segment.size();
  return cost;
}

void MessageLog::Add(Entry entry) {
  const size_t cost = entry.cost();
  {
    const std::lock_guard lock(mutex_);
    if (!is_open_) return;
    if (cost > options_.max_waiting_bytes - waiting_bytes_) {
      ++dropped_;
      return;
    }
    waiting_bytes_ += cost;
    waiting_.push_back(std::move(entry));
  }
  wakes_.notify_one();
}

void MessageLog::Run() {
  base_internal::NameThisThread("noodles-log");
  std::unique_lock lock(mutex_);
  for (;;) {
    const uint64_t dropped = std::exchange(dropped_, 0);
    std::optional<Entry> entry;
    if (!waiting_.empty()) {
      entry = std::move(waiting_.front());
      waiting_.pop_front();
      waiting_bytes_ -= entry->cost();
    }
    const bool is_last = !is_open_ && !entry && dropped == 0;
    // Senders wait for the mutex, and a disk may be slow.
    lock.unlock();
    if (dropped != 0) {
      file_.Add("{\"time\":\"" +
                FormatLogTime(std::chrono::system_clock::now()) +
                "\",\"dropped_frames\":" + std::to_string(dropped) + "}");
    }
    if (entry) WriteFrame(*entry);
    lock.lock();
    if (is_last) return;
    WaitForWork(lock);
  }
}

void MessageLog::WaitForWork(std::unique_lock<std::mutex>& lock) {
  const auto has_work = [this] {
    return !is_open_ || dropped_ != 0 || !waiting_.empty();
  };
  // Without the mutex other threads only add work.
  if (has_work()) return;
  lock.unlock();
  file_.Flush();
  const auto attempt = file_.next_attempt();
  lock.lock();
  if (attempt) {
    wakes_.wait_until(lock, *attempt, has_work);
  } else {
    wakes_.wait(lock, has_work);
  }
}

void MessageLog::WriteFrame(const Entry& entry) {
  const std::string start = StartOfLine(entry);
  const Bytes frame = FrameOf(entry);
  cbor::FrameReader reader(frame, cbor::DecodeLimits());
  while (reader.Next()) {
    std::string line = start;
    const std::string_view name = entry.is_received
                                      ? ClientMessageName(reader.number())
                                      : ServerMessageName(reader.number());
    line.append(",\"number\":").append(std::to_string(reader.number()));
    if (!name.empty()) line.append(",\"message\":").append(Quoted(name));
    // The reader holds the error of malformed content.
    if (const std::optional<Bytes> content = reader.SkipContent()) {
      file_.Add(line + ContentMember(*content) + "}");
    }
  }
  if (const auto error = reader.TakeError()) {
    std::string line = start + ",\"error\":" + Quoted(error->ToString());
    if (frame.size() <= options_.max_content_bytes) {
      line.append(",\"bytes\":")
          .append(Quoted(base_internal::EncodeBase64(frame.span())));
    }
    file_.Add(line + "}");
  }
}

std::string MessageLog::StartOfLine(const Entry& entry) {
  std::string start = "{\"time\":\"" + FormatLogTime(entry.time);
  start.append("\",\"direction\":\"");
  start.append(entry.is_received ? "received" : "sent");
  start.append("\",\"clients\":[");
  for (size_t i = 0; i < entry.clients.size(); ++i) {
    start.append(i == 0 ? "" : ",").append(std::to_string(entry.clients[i]));
  }
  start += "]";
  if (!entry.client_name.empty()) {
    start.append(",\"client_name\":").append(Quoted(entry.client_name));
  }
  return start;
}

Bytes MessageLog::FrameOf(const Entry& entry) {
  if (entry.count == 0) return entry.segments.front();
  cbor::Writer writer(entry.cost());
  writer.WriteArrayHead(2 * entry.count);
  for (const Bytes& segment : entry.segments) {
    writer.WriteEncoded(segment.span());
  }
  return writer.Take();
}

std::string MessageLog::ContentMember(const Bytes& content) const {
  if (content.size() > options_.max_content_bytes) {
    return ",\"content_bytes\":" + std::to_string(content.size());
  }
  const absl::StatusOr<std::string> text = CborToJson(content);
  if (!text.ok()) return ",\"error\":" + Quoted(StatusMessage(text.status()));
  return ",\"content\":" + PrintableJson(*text);
}

}  // namespace noodles::server_internal
