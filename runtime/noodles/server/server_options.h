// How a server is set up: one plain struct, every default documented.
#ifndef NOODLES_SERVER_SERVER_OPTIONS_H_
#define NOODLES_SERVER_SERVER_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "noodles/cbor/limits.h"
#include "noodles/state/document.h"

namespace noodles {

struct ServerOptions {
  // A numeric address or "localhost"; empty: all addresses, IPv6 and IPv4.
  std::string address{};

  // Where websockets are accepted; 0: any free port, see Server::port().
  uint16_t port = 50000;

  // Threads that read and write the network.
  int network_threads = 1;

  // Open websockets; more are refused. Bounds what any number of clients can
  // make the server hold.
  size_t max_clients = 4096;

  // Bytes of one frame from a client; a longer one ends its connection. Stops
  // a client from making the server hold any amount of memory.
  size_t max_message_bytes = size_t{64} << 20;

  // Bytes that wait for one client; one that falls further behind is dropped.
  // Stops a client that reads slowly from making the server hold them all.
  size_t max_queue_bytes = size_t{256} << 20;

  // Calls of one client that wait for their turn; more are answered with an
  // error. Stops one client from keeping the others from being served.
  size_t max_waiting_calls = 1024;

  // A method runs only where it is attached: in the methods_list of the
  // component that it is called on, or of the document. False: everywhere.
  bool check_attachment = true;

  // How long Stop waits for clients to take what is queued for them.
  std::chrono::milliseconds stop_limit{2000};

  // How much of what a client sends is believed.
  cbor::DecodeLimits decode_limits{};

  DocumentOptions document{};
};

}  // namespace noodles

#endif  // NOODLES_SERVER_SERVER_OPTIONS_H_
