// A stream of bytes to a peer, as a session uses it: the seam between the
// websocket logic and TCP, TLS, or memory in tests.
//
// Reading is by completion: ReadSome() fills memory of the caller's later.
// Writing is by readiness: WriteSome() takes what it can at once and never
// keeps references; after less than everything, AwaitWritable() tells when to
// go on. At most one read and one wait for writing are under way. The handler
// passed in is kept until its function has been called; no function of the
// handler is called from inside a function of the stream. The handler owns the
// stream.
//
// Thread-safety: none; a stream is used on its I/O thread only.
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

  // Writes the start of what `pieces` hold one after the other; 0 bytes if it
  // would block.
  virtual WriteResult WriteSome(
      std::span<const std::span<const uint8_t>> pieces) = 0;

  // The same for a part of a file. By default it is read piece by piece and
  // given to WriteSome; a stream that can do without the copy overrides it.
  virtual WriteResult WriteFile(const FileSlice& slice);

  virtual void AwaitWritable(std::shared_ptr<StreamHandler> handler) = 0;

  // Calls OnTimer once after `delay`, unless it is set again or stopped before.
  virtual void SetTimer(std::chrono::milliseconds delay,
                        std::shared_ptr<StreamHandler> handler) = 0;
  virtual void StopTimer() = 0;

  // Ends the sending direction; the peer reads the end of the stream.
  virtual void ShutdownWrite() = 0;

  // Ends both directions and stops the timer. Reads and waits under way call
  // their handlers with an error later. Once or more often.
  virtual void Close() = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_STREAM_H_
