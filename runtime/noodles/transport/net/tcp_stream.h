// A Stream over a TCP socket. Private to this folder: knows Boost.
//
// Thread-safety: as Stream says.
// Ownership: owns its socket and keeps the I/O thread's context alive.
#ifndef NOODLES_TRANSPORT_NET_TCP_STREAM_H_
#define NOODLES_TRANSPORT_NET_TCP_STREAM_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>

#include "noodles/transport/net/stream.h"
#include "noodles/transport/net/tcp_options.h"

namespace noodles::transport_internal {

class TcpStream final : public Stream {
 public:
  // `context_owner` keeps the context of `socket` alive.
  TcpStream(boost::asio::ip::tcp::socket socket,
            std::shared_ptr<const void> context_owner,
            const TcpOptions& options);

  void ReadSome(std::span<uint8_t> destination,
                std::shared_ptr<StreamHandler> handler) override;
  WriteResult WriteSome(
      std::span<const std::span<const uint8_t>> pieces) override;
  WriteResult WriteFile(const FileSlice& slice) override;
  void AwaitWritable(std::shared_ptr<StreamHandler> handler) override;
  void SetTimer(std::chrono::milliseconds delay,
                std::shared_ptr<StreamHandler> handler) override;
  void StopTimer() override;
  void ShutdownWrite() override;
  void Close() override;

 private:
  // First member: the context outlives socket and timer.
  const std::shared_ptr<const void> context_owner_;
  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer timer_;
  // Tells a wait that has been replaced when its end is already on its way.
  uint64_t timer_wait_ = 0;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_TCP_STREAM_H_
