// In a separate file, because these headers are slow to compile.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <memory>
#include <utility>

#include "bench/network_calls.h"
#include "bench/network_servers.h"

namespace noodles::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Websocket = beast::websocket::stream<tcp::socket>;

tcp::acceptor Listen(asio::io_context& context) {
  tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), 0});
  PrintPort(acceptor.local_endpoint().port());
  return acceptor;
}

class CallSession : public std::enable_shared_from_this<CallSession> {
 public:
  explicit CallSession(tcp::socket socket) : websocket_(std::move(socket)) {
    websocket_.next_layer().set_option(tcp::no_delay(true));
    websocket_.binary(true);
  }

  void Start() {
    websocket_.async_accept(
        [self = shared_from_this()](beast::error_code error) {
          if (!error) self->Read();
        });
  }

 private:
  void Read() {
    websocket_.async_read(
        buffer_, [self = shared_from_this()](beast::error_code error, size_t) {
          if (!error) self->Answer();
        });
  }

  void Answer() {
    const bool is_call = buffer_.size() == call_bytes_;
    buffer_.consume(buffer_.size());
    if (!is_call) return Read();
    websocket_.async_write(
        asio::buffer(reply_),
        [self = shared_from_this()](beast::error_code error, size_t) {
          if (!error) self->Read();
        });
  }

  Websocket websocket_;
  beast::flat_buffer buffer_;
  const size_t call_bytes_ = EncodedCall().size();
  const std::string reply_ = EncodedReply();
};

void AcceptCalls(tcp::acceptor& acceptor) {
  acceptor.async_accept([&](beast::error_code error, tcp::socket socket) {
    if (!error) std::make_shared<CallSession>(std::move(socket))->Start();
    AcceptCalls(acceptor);
  });
}

}  // namespace

void BroadcastWithBeast(const Broadcast& broadcast) {
  asio::io_context context;
  tcp::acceptor acceptor = Listen(context);
  std::vector<std::unique_ptr<Websocket>> clients;
  while (clients.size() < broadcast.clients) {
    auto client = std::make_unique<Websocket>(acceptor.accept());
    client->next_layer().set_option(tcp::no_delay(true));
    client->binary(true);
    client->accept();
    clients.push_back(std::move(client));
  }
  beast::flat_buffer go;
  clients.front()->read(go);
  std::vector<asio::const_buffer> frame;
  for (const Bytes& piece : broadcast.pieces) {
    frame.emplace_back(piece.data(), piece.size());
  }
  for (size_t i = 0; i < broadcast.frames; ++i) {
    for (const auto& client : clients) client->write(frame);
  }
  beast::error_code end_of_load;
  clients.front()->read(go, end_of_load);
}

void AnswerCallsWithBeast() {
  asio::io_context context;
  tcp::acceptor acceptor = Listen(context);
  AcceptCalls(acceptor);
  context.run();
}

}  // namespace noodles::bench
