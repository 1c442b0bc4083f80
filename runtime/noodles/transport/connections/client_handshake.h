// The client's side of the opening handshake (RFC 6455, section 4.1): the
// request that asks for a websocket, and the server's answer.
//
// Thread-safety: none; a handshake belongs to one session and its I/O thread.
// Ownership: on_failed is kept until it has been called, or until the handshake
// is gone.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_CLIENT_HANDSHAKE_H_
#define NOODLES_TRANSPORT_CONNECTIONS_CLIENT_HANDSHAKE_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace noodles::transport_internal {

// Why a client's websocket did not open.
struct OpeningFailure {
  // Of the server's answer; 0: there was none.
  int http_status = 0;
  // A sentence for people.
  std::string text;
};

// The parts of the handshake that a session does not make.
struct ClientOpening {
  // The HTTP request that asks for the websocket.
  std::string request;
  // The value of Sec-WebSocket-Accept that answers it.
  std::string accept;
  // The request offers compression (DeflateOffer).
  bool offers_deflate = false;
  // Called instead of OnOpen and OnClose if the websocket does not open.
  std::function<void(const OpeningFailure&)> on_failed;
};

class ClientHandshake {
 public:
  enum class Step : uint8_t {
    kNeedMore,  // the head of the answer is not complete
    kAccepted,  // the server has opened the websocket
    kFailed,    // failure() tells why
  };

  // `max_head_bytes` bounds the head of the answer. `subprotocols` are those
  // that the request offers.
  ClientHandshake(ClientOpening opening, size_t max_head_bytes,
                  std::vector<std::string> subprotocols = {});
  ClientHandshake(const ClientHandshake&) = delete;
  ClientHandshake& operator=(const ClientHandshake&) = delete;

  const std::string& request() const { return opening_.request; }

  // Takes the next bytes of the server.
  Step Feed(std::span<const uint8_t> bytes);

  // The bytes that came behind the answer; they are gone afterwards.
  std::string TakeRest() { return std::move(received_); }

  // After kAccepted: the messages of both sides may be compressed.
  bool deflates() const { return deflates_; }

  const OpeningFailure& failure() const { return failure_; }

  // Calls on_failed, the first time only.
  void ReportFailure(const OpeningFailure& failure);

 private:
  Step Fail(int http_status, std::string_view text);
  Step ReadHead(std::string_view head);

  ClientOpening opening_;
  const size_t max_head_bytes_;
  const std::vector<std::string> subprotocols_;
  std::string received_;      // not yet read
  size_t interim_bytes_ = 0;  // of interim answers, such as 103
  bool deflates_ = false;
  OpeningFailure failure_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_CLIENT_HANDSHAKE_H_
