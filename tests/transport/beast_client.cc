#include "transport/beast_client.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <limits>

namespace noodles::transport_internal {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;

struct BeastClient::State {
  asio::io_context context;
  websocket::stream<asio::ip::tcp::socket> stream{context};
  std::string last_pong;
};

BeastClient::BeastClient(uint16_t port) : state_(std::make_unique<State>()) {
  auto& stream = state_->stream;
  stream.next_layer().connect({asio::ip::address_v4::loopback(), port});
  stream.next_layer().set_option(asio::ip::tcp::no_delay(true));
  stream.read_message_max(std::numeric_limits<int64_t>::max());
  stream.control_callback(
      [this](websocket::frame_type type, boost::beast::string_view payload) {
        if (type == websocket::frame_type::pong) {
          state_->last_pong = std::string(payload);
        }
      });
  stream.handshake("localhost", "/");
}

BeastClient::~BeastClient() = default;

void BeastClient::Send(std::string_view message, bool is_text) {
  state_->stream.text(is_text);
  state_->stream.auto_fragment(false);
  state_->stream.write(asio::buffer(message.data(), message.size()));
}

void BeastClient::SendFragmented(std::string_view message,
                                 size_t fragment_bytes) {
  state_->stream.binary(true);
  while (message.size() > fragment_bytes) {
    state_->stream.write_some(false,
                              asio::buffer(message.data(), fragment_bytes));
    message.remove_prefix(fragment_bytes);
  }
  state_->stream.write_some(true, asio::buffer(message.data(), message.size()));
}

void BeastClient::Ping(std::string_view payload) {
  state_->stream.ping(websocket::ping_data(
      boost::beast::string_view(payload.data(), payload.size())));
}

const std::string& BeastClient::last_pong() const { return state_->last_pong; }

std::optional<std::string> BeastClient::Receive() {
  boost::beast::flat_buffer buffer;
  boost::system::error_code error;
  state_->stream.read(buffer, error);
  if (error) return std::nullopt;
  return std::string(static_cast<const char*>(buffer.data().data()),
                     buffer.size());
}

int BeastClient::close_code() const { return state_->stream.reason().code; }

std::string BeastClient::close_reason() const {
  return std::string(state_->stream.reason().reason.c_str());
}

void BeastClient::Close(uint16_t code, std::string_view reason) {
  state_->stream.close(websocket::close_reason(
      static_cast<websocket::close_code>(code),
      boost::beast::string_view(reason.data(), reason.size())));
}

}  // namespace noodles::transport_internal
