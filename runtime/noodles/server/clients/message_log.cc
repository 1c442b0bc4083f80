#include "noodles/server/clients/message_log.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <optional>
#include <utility>

#include "noodles/base/logging.h"
#include "noodles/base/status.h"
#include "noodles/base/support/base64.h"
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

std::string Quoted(std::string_view text) {
  return ToJson(cbor::Any(std::string(text)));
}

std::string FormatTime(std::chrono::system_clock::time_point time) {
  using std::chrono::milliseconds;
  const auto since = std::chrono::floor<milliseconds>(time.time_since_epoch());
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  std::tm utc = {};
  gmtime_r(&seconds, &utc);
  std::array<char, 64> text;
  const int size = std::snprintf(
      text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
      utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
      utc.tm_sec, static_cast<int>(since.count() % 1000));
  return std::string(text.data(), static_cast<size_t>(size));
}

}  // namespace

MessageLog::MessageLog(MessageLogOptions options)
    : options_(std::move(options)) {}

MessageLog::~MessageLog() { Close(); }

absl::Status MessageLog::Open() {
  const std::lock_guard lock(mutex_);
  if (is_open_) return absl::OkStatus();
  file_.open(options_.file, std::ios::binary | std::ios::app);
  if (!file_.is_open()) {
    return Unavailable("cannot write the message log \"" + options_.file +
                       "\"");
  }
  file_bytes_ = static_cast<size_t>(file_.tellp());
  is_open_ = true;
  thread_ = std::thread([this] { Run(); });
  return absl::OkStatus();
}

void MessageLog::Close() {
  {
    const std::lock_guard lock(mutex_);
    if (!std::exchange(is_open_, false)) return;
  }
  wakes_.notify_one();
  thread_.join();
  file_.close();
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
  size_t cost = kEntryCost;
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
    if (const uint64_t dropped = std::exchange(dropped_, 0); dropped != 0) {
      WriteLine("{\"time\":\"" + FormatTime(std::chrono::system_clock::now()) +
                "\",\"dropped_frames\":" + std::to_string(dropped) + "}");
    }
    if (waiting_.empty()) {
      file_.flush();
      if (!is_open_) return;
      wakes_.wait(lock);
      continue;
    }
    const Entry entry = std::move(waiting_.front());
    waiting_.pop_front();
    waiting_bytes_ -= entry.cost();
    lock.unlock();
    WriteFrame(entry);
    lock.lock();
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
      WriteLine(line + ContentMember(*content) + "}");
    }
  }
  if (const auto error = reader.TakeError()) {
    std::string line = start + ",\"error\":" + Quoted(error->ToString());
    if (frame.size() <= options_.max_content_bytes) {
      line.append(",\"bytes\":")
          .append(Quoted(base_internal::EncodeBase64(frame.span())));
    }
    WriteLine(line + "}");
  }
}

std::string MessageLog::StartOfLine(const Entry& entry) {
  std::string start = "{\"time\":\"" + FormatTime(entry.time);
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
  return ",\"content\":" + *text;
}

void MessageLog::WriteLine(const std::string& line) {
  if (file_bytes_ != 0 &&
      file_bytes_ + line.size() + 1 > options_.max_file_bytes) {
    Rotate();
  }
  file_ << line << '\n';
  file_bytes_ += line.size() + 1;
}

void MessageLog::Rotate() {
  file_.close();
  std::error_code error;
  std::filesystem::rename(options_.file, options_.file + ".1", error);
  file_.open(options_.file, std::ios::binary | std::ios::trunc);
  file_bytes_ = 0;
  if (error || !file_.is_open()) {
    Log(LogSeverity::kError, "server", "the message log cannot be begun anew",
        {{"file", options_.file}, {"error", error.message()}});
  }
}

}  // namespace noodles::server_internal
