// MessageLog: writes every message from and to clients to a file of JSON lines.
//
//   {"time":"2026-05-04T13:07:59.123Z","direction":"received","clients":[7],
//    "client_name":"Orzo","number":1,"message":"MsgInvokeMethod",
//    "content":{"method":[3,0],"args":[1.5]}}
//   {"time":"2026-05-04T13:07:59.124Z","direction":"sent","clients":[7,9],
//    "number":5,"message":"MsgEntityUpdate","content":{"id":[0,0],...}}
//
// Each message is one line, in the order in which messages are received and
// queued; `clients` lists all receivers. The content has the form of
// noodles/json.h. The line of a content that is too long holds `content_bytes`
// instead; the line of a frame that cannot be read holds `error` and the bytes
// in base64. A line with `dropped_frames` or `left_out_lines` tells what is
// missing before it.
//
// Thread-safety: every function may be called from any thread. The log writes
// on a thread of its own. Ownership: waiting frames share their bytes.
#ifndef NOODLES_SERVER_CLIENTS_MESSAGE_LOG_H_
#define NOODLES_SERVER_CLIENTS_MESSAGE_LOG_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "noodles/base/bytes.h"
#include "noodles/server/clients/message_file.h"
#include "noodles/server/message_log_options.h"
#include "noodles/state/encoded_messages.h"

namespace noodles::server_internal {

class MessageLog {
 public:
  explicit MessageLog(MessageLogOptions options);
  ~MessageLog();
  MessageLog(const MessageLog&) = delete;
  MessageLog& operator=(const MessageLog&) = delete;

  // Opens the file and begins to append. Errors: Unavailable if the file cannot
  // be written.
  absl::Status Open();
  // Writes the waiting frames and closes the file. Later frames are dropped.
  void Close();

  void LogReceived(uint64_t client, std::string_view client_name, Bytes frame);
  void LogSent(std::vector<uint64_t> clients, EncodedMessages messages);
  void LogSent(uint64_t client, Bytes frame);

 private:
  struct Entry {
    std::chrono::system_clock::time_point time;
    bool is_received = false;
    std::vector<uint64_t> clients;
    std::string client_name;
    std::vector<Bytes> segments;  // of a frame, or of messages without a head
    uint64_t count = 0;           // of those messages; 0 for a frame

    // The bytes that count against max_waiting_bytes.
    size_t cost() const;
  };

  void Add(Entry entry);
  void Run();
  void WaitForWork(std::unique_lock<std::mutex>& lock);
  void WriteFrame(const Entry& entry);
  static std::string StartOfLine(const Entry& entry);
  static Bytes FrameOf(const Entry& entry);
  std::string ContentMember(const Bytes& content) const;

  const MessageLogOptions options_;

  std::mutex mutex_;
  std::condition_variable wakes_;
  std::deque<Entry> waiting_;
  size_t waiting_bytes_ = 0;
  uint64_t dropped_ = 0;  // since the last line with dropped_frames
  bool is_open_ = false;
  std::thread thread_;

  // Used by the thread only while it runs.
  MessageFile file_;
};

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_CLIENTS_MESSAGE_LOG_H_
