#include "noodles/transport/net/tcp_stream.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#ifdef __linux__
#include <sys/sendfile.h>
#endif
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <cerrno>
#include <utility>

namespace noodles::transport_internal {
namespace {

namespace asio = boost::asio;

constexpr size_t kMaxPieces = 256;

// TCP asks a silent peer this often, this far apart, before it gives up.
constexpr int kKeepaliveProbes = 6;
constexpr int kKeepaliveIntervalSeconds = 10;

// Options that a system does not have are left out: they are no reason to
// refuse a peer.
void SetOption(int socket, int level, int name, int value) {
  static_cast<void>(::setsockopt(socket, level, name, &value, sizeof(value)));
}

void SetOptions(int socket, const TcpOptions& options) {
  SetOption(socket, IPPROTO_TCP, TCP_NODELAY, 1);
  if (options.keepalive_idle.count() > 0) {
    SetOption(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
#ifdef TCP_KEEPIDLE
    SetOption(socket, IPPROTO_TCP, TCP_KEEPIDLE,
              static_cast<int>(options.keepalive_idle.count()));
    SetOption(socket, IPPROTO_TCP, TCP_KEEPINTVL, kKeepaliveIntervalSeconds);
    SetOption(socket, IPPROTO_TCP, TCP_KEEPCNT, kKeepaliveProbes);
#endif
  }
#ifdef TCP_USER_TIMEOUT
  if (options.unacknowledged_timeout.count() > 0) {
    SetOption(socket, IPPROTO_TCP, TCP_USER_TIMEOUT,
              static_cast<int>(options.unacknowledged_timeout.count()));
  }
#endif
}

}  // namespace

TcpStream::TcpStream(asio::ip::tcp::socket socket,
                     std::shared_ptr<const void> context_owner,
                     const TcpOptions& options)
    : context_owner_(std::move(context_owner)),
      socket_(std::move(socket)),
      timer_(socket_.get_executor()) {
  SetOptions(socket_.native_handle(), options);
  boost::system::error_code ignored;
  socket_.native_non_blocking(true, ignored);
}

void TcpStream::ReadSome(std::span<uint8_t> destination,
                         std::shared_ptr<StreamHandler> handler) {
  socket_.async_read_some(asio::buffer(destination.data(), destination.size()),
                          [handler = std::move(handler)](
                              boost::system::error_code error, size_t count) {
                            if (error == asio::error::eof) {
                              handler->OnRead(0, {});
                            } else {
                              handler->OnRead(count, error);
                            }
                          });
}

// By hand: Asio passes at most 16 buffers and 64 KiB to the system at once.
Stream::WriteResult TcpStream::WriteSome(
    std::span<const std::span<const uint8_t>> pieces) {
  std::array<iovec, kMaxPieces> vectors;
  const size_t count = std::min(pieces.size(), vectors.size());
  for (size_t i = 0; i < count; ++i) {
    vectors[i].iov_base = const_cast<uint8_t*>(pieces[i].data());
    vectors[i].iov_len = pieces[i].size();
  }
  msghdr message = {};
  message.msg_iov = vectors.data();
  message.msg_iovlen = count;
  for (;;) {
    const ssize_t written = ::sendmsg(socket_.native_handle(), &message,
                                      MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written >= 0) {
      return {.count = static_cast<size_t>(written), .error = {}};
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {};
    if (errno != EINTR) {
      return {.count = 0,
              .error = std::error_code(errno, std::system_category())};
    }
  }
}

// The system takes the bytes from its own cache of the file. The socket is
// non-blocking, and SIGPIPE is blocked on I/O threads: sendfile knows neither
// MSG_DONTWAIT nor MSG_NOSIGNAL.
Stream::WriteResult TcpStream::WriteFile(const FileSlice& slice) {
#ifdef __linux__
  auto offset = static_cast<off_t>(slice.offset);
  for (;;) {
    const ssize_t written =
        ::sendfile(socket_.native_handle(), slice.file->descriptor(), &offset,
                   static_cast<size_t>(slice.length));
    if (written > 0)
      return {.count = static_cast<size_t>(written), .error = {}};
    // A file that has become shorter cannot be sent as announced.
    if (written == 0) {
      return {.count = 0, .error = std::make_error_code(std::errc::io_error)};
    }
    if (errno == EAGAIN || errno == EWOULDBLOCK) return {};
    if (errno == EINVAL || errno == ENOSYS) break;  // not from such a file
    if (errno != EINTR) {
      return {.count = 0,
              .error = std::error_code(errno, std::system_category())};
    }
  }
#endif
  return Stream::WriteFile(slice);
}

void TcpStream::AwaitWritable(std::shared_ptr<StreamHandler> handler) {
  socket_.async_wait(
      asio::ip::tcp::socket::wait_write,
      [handler = std::move(handler)](boost::system::error_code error) {
        handler->OnWritable(error);
      });
}

void TcpStream::SetTimer(std::chrono::milliseconds delay,
                         std::shared_ptr<StreamHandler> handler) {
  const uint64_t wait = ++timer_wait_;
  timer_.expires_after(delay);
  // The handler owns this stream.
  timer_.async_wait([this, wait, handler = std::move(handler)](
                        boost::system::error_code error) {
    if (!error && wait == timer_wait_) handler->OnTimer();
  });
}

void TcpStream::StopTimer() {
  ++timer_wait_;
  timer_.cancel();
}

void TcpStream::ShutdownWrite() {
  boost::system::error_code ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

void TcpStream::Close() {
  StopTimer();
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace noodles::transport_internal
