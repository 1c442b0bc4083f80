// The log of all messages: one plain struct, every default documented.
#ifndef NOODLES_SERVER_MESSAGE_LOG_OPTIONS_H_
#define NOODLES_SERVER_MESSAGE_LOG_OPTIONS_H_

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

  // Bytes of frames that wait to be written. Frames beyond are not logged, and
  // a line tells their number. Stops a slow disk from filling the memory.
  size_t max_waiting_bytes = size_t{64} << 20;
};

}  // namespace noodles

#endif  // NOODLES_SERVER_MESSAGE_LOG_OPTIONS_H_
