// A stream of bytes to a peer: the seam between sessions and TCP, TLS, or
// memory in tests.
//
// Reading is by completion: ReadSome() fills the caller's memory later. Writing
// is by readiness: WriteSome() takes as many bytes as possible at once and
// keeps no references; if it has not taken all, AwaitWritable() tells when to
// go on. At most one read and one wait for writing are under way. No function
// of a handler is called from inside a function of the stream.
//
// Thread-safety: none; a stream is used on its I/O thread only. Ownership: a
// stream keeps each handler until it has called the handler's function; the
// handler owns the stream.
#ifndef NOODLES_TRANSPORT_NET_STREAM_H_
#define NOODLES_TRANSPORT_NET_STREAM_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <system_error>

#include "noodles/transport/net/open_file.h"

namespace noodles::transport_internal {

class StreamHandler {
 public:
  virtual ~StreamHandler() = default;

  // `count` bytes were read. 0 without an error: the peer has ended the stream.
  virtual void OnRead(size_t count, std::error_code error) = 0;

  virtual void OnWritable(std::error_code error) = 0;

  virtual void OnTimer() = 0;
};

class Stream {
 public:
  struct WriteResult {
    size_t count = 0;
    std::error_code error;
  };

  virtual ~Stream() = default;

  virtual void ReadSome(std::span<uint8_t> destination,
                        std::shared_ptr<StreamHandler> handler) = 0;

  // Writes the first bytes of `pieces`, which follow each other; 0 bytes if the
  // write would block.
  virtual WriteResult WriteSome(
      std::span<const std::span<const uint8_t>> pieces) = 0;

  // The same for a part of a file. The default reads the file piece by piece
  // and calls WriteSome.
  virtual WriteResult WriteFile(const FileSlice& slice);

  virtual void AwaitWritable(std::shared_ptr<StreamHandler> handler) = 0;

  // Calls OnTimer once after `delay`, unless the timer is set again or stopped
  // before.
  virtual void SetTimer(std::chrono::milliseconds delay,
                        std::shared_ptr<StreamHandler> handler) = 0;
  virtual void StopTimer() = 0;

  // Ends the sending direction: the peer reads the end of the stream.
  virtual void ShutdownWrite() = 0;

  // Ends both directions and stops the timer. Reads and waits under way call
  // their handlers with an error later. May be called again.
  virtual void Close() = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_STREAM_H_
