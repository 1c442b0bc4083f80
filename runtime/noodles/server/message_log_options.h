// The log of all messages: one plain struct, every default documented.
#ifndef NOODLES_SERVER_MESSAGE_LOG_OPTIONS_H_
#define NOODLES_SERVER_MESSAGE_LOG_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <string>

namespace noodles {

struct MessageLogOptions {
  // Every message sent and received becomes a line of JSON in this file; empty:
  // no log.
  std::string file{};

  // Bytes of the file. A longer file is renamed to `file`.1, in place of the
  // former one, and a new file is begun. Stops busy clients from filling the
  // disk.
  size_t max_file_bytes = size_t{256} << 20;

  // Bytes of CBOR of one message; the content of a longer one is left out.
  size_t max_content_bytes = size_t{64} << 10;

  // Bytes of frames that wait to be written, with the names of their clients.
  // Frames beyond are not logged, and a line tells their number. Stops a slow
  // disk from filling the memory.
  size_t max_waiting_bytes = size_t{64} << 20;

  // How long the log waits, when the file cannot be written, until it tries
  // again. The log of the server tells of the failure and of its end; the file
  // ends with a whole line and goes on with a line that tells how many lines
  // are missing. Keeps a full disk from ending the log for good.
  std::chrono::milliseconds retry_interval{1000};
};

}  // namespace noodles

#endif  // NOODLES_SERVER_MESSAGE_LOG_OPTIONS_H_
