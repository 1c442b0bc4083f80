// The options of a server: one plain struct, every default documented.
#ifndef NOODLES_SERVER_SERVER_OPTIONS_H_
#define NOODLES_SERVER_SERVER_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "noodles/calls/method.h"
#include "noodles/cbor/limits.h"
#include "noodles/persistence/persistence_options.h"
#include "noodles/server/access_options.h"
#include "noodles/server/asset_options.h"
#include "noodles/server/message_log_options.h"
#include "noodles/server/metric.h"
#include "noodles/server/slow_client_policy.h"
#include "noodles/state/document.h"
#include "noodles/transport/deflate_options.h"
#include "noodles/transport/http_route.h"
#include "noodles/transport/tls_options.h"

namespace noodles {

struct ServerOptions {
  // A numeric address, or "localhost" for 127.0.0.1 and ::1; empty: all
  // addresses, IPv6 and IPv4.
  std::string address{};

  // Where websockets are accepted; 0: any free port, see Server::port().
  uint16_t port = 50000;

  // Which clients may connect, and the limits of each.
  AccessOptions access{};

  // TLS on the websocket port and on the asset port, if a certificate is set:
  // clients then connect to wss:// and https:// only.
  TlsOptions tls{};

  // Compression of messages, for clients that offer it. Off by default.
  DeflateOptions deflate{};

  // Threads that read and write the network.
  int network_threads = 1;

  // Clients that have introduced themselves; more are refused with 503, or
  // closed with 1013 at their introduction. Bounds the memory that all clients
  // together can make the server hold. Other connections take no place of
  // these: see AccessOptions.
  size_t max_clients = 4096;

  // Bytes of one frame from a client; a longer one ends its connection. Stops
  // a client from making the server hold any amount of memory.
  size_t max_message_bytes = size_t{64} << 20;

  // UTF-8 bytes of the name of a client; a client that introduces itself with a
  // longer name is closed with 1008. Stops names of megabytes, which every log
  // line and every method of the client would carry. 0: any length.
  size_t max_client_name_bytes = 1024;

  // Each time that this has passed since a message of a client began, the
  // message must have ended, or have grown by min_message_rate bytes for each
  // second; else the client is closed with 1008. Stops clients that begin
  // messages and never end them. 0: any time.
  std::chrono::milliseconds message_time_limit{30'000};

  // Bytes in a second; see message_time_limit.
  size_t min_message_rate = size_t{16} << 10;

  // Bytes of memory that messages hold which have begun and have not arrived as
  // a whole, of all clients together; one message alone may hold more. Beyond,
  // a client is closed with 1013: first those that have not introduced
  // themselves, then the one whose message is the largest for the longest.
  // Stops many clients together from filling the memory of the server.
  size_t max_unfinished_bytes = size_t{256} << 20;

  // Bytes that are handed to a client's connection at a time. When the
  // connection takes bytes again and as many wait, superseded updates are
  // merged.
  size_t max_direct_bytes = size_t{4} << 20;

  // Bytes that wait for one client beside max_direct_bytes: after merging, or,
  // for a client that takes nothing and for which nothing is merged, as they
  // are. Clients share the bytes of changes. Stops a client that reads slowly
  // from making the server hold any amount of memory.
  size_t max_queue_bytes = size_t{64} << 20;

  // How a client is treated for which more bytes wait. A client is never left
  // with a part of the changes, and other clients never wait for it.
  SlowClientPolicy slow_clients = SlowClientPolicy::kResynchronize;

  // How long a connection may be silent before TCP asks whether the other side
  // is still there (6 times, 10 seconds apart). Finds clients that vanished
  // without closing the connection. 0: TCP never asks.
  std::chrono::seconds keepalive_idle{60};

  // How long sent bytes may stay unacknowledged before TCP gives up. Stops a
  // vanished client from holding its queue for a quarter of an hour. 0: the
  // default of the system.
  std::chrono::milliseconds unacknowledged_timeout{120'000};

  // Sends each client that has introduced itself a websocket ping at this
  // interval, and drops a client that sends nothing for a whole interval after
  // a ping. Keeps connections open through proxies that end silent connections,
  // and finds programs that hang. 0, the default: no pings; some clients end at
  // a ping.
  std::chrono::milliseconds ping_interval{0};

  // The calls of a client run in their order, and clients take turns: however
  // many calls one client makes, a call of another waits for at most one call
  // of each client.
  //
  // Calls of one client that wait for their turn or for an answer that comes
  // later; more are answered with an error. Stops one client from keeping the
  // others from being served.
  size_t max_waiting_calls = 1024;

  // Bytes of the arguments of these calls; beyond, a call is accepted only if
  // it is the only one. Stops a client from making the server hold many large
  // calls.
  size_t max_waiting_call_bytes = size_t{256} << 20;

  // Waiting calls of all clients together; more are answered with an error.
  // Stops many clients together from filling the memory of the server.
  size_t max_calls_in_flight = size_t{64} << 10;

  // Bytes of the arguments of all waiting calls together; beyond, a call is
  // answered with an error before its bytes are copied. Stops many clients
  // together from filling the memory of the server. Beyond this limit and
  // beyond max_calls_in_flight, a client none of whose calls waits may still
  // make one call of up to 4 KiB, so that others cannot shut it out.
  size_t max_call_bytes_in_flight = size_t{512} << 20;

  // Bytes of replies that wait for one client beside max_direct_bytes; while
  // more wait, calls of the client that ask for a reply are answered with an
  // error. Stops a client from asking for more than it reads.
  size_t max_waiting_reply_bytes = size_t{16} << 20;

  // Bytes of the replies that wait for all clients together. While more wait,
  // calls of a client for which more than its share waits (this number divided
  // by max_clients) are answered with an error, and the client is dropped with
  // 1008 if more replies come. Stops many clients together from filling the
  // memory of the server with replies that they do not read.
  size_t max_reply_bytes_in_flight = size_t{256} << 20;

  // How long a method may take to answer, from its beginning. Then its caller
  // gets an error; a method that still runs goes on, but its changes are taken
  // back, and its answer is dropped. Keeps callers from waiting for ever. 0:
  // any time.
  std::chrono::milliseconds method_time_limit{60'000};

  // True: methods that have been quick run on the network thread that reads
  // their call (server.h), which takes half of the time. False: all methods run
  // on one thread of their own, as methods need that use libraries bound to one
  // thread.
  bool quick_methods_on_network_threads = true;

  // A method that returns within this time is quick. A method that takes longer
  // now and then still counts as quick; one that takes ten times as long runs
  // on the thread of the methods for its next thousand calls. Keeps methods
  // from holding up the clients of a network thread. 0: no method is quick.
  std::chrono::microseconds quick_method_limit{100};

  // A method runs only where it is attached: in the methods_list of the
  // component that it is called on, or of the document. False: everywhere.
  bool check_attachment = true;

  // Answers calls of methods that have no function, as of components that
  // Document::CreateAt has created: for a program that passes calls on to
  // another server. A call of it that is answered later (PendingResult) is not
  // ended where the method or the target is deleted meanwhile: the other server
  // answers. Empty: such calls fail with -32601.
  MethodFunction fallback_method{};

  // How long Stop takes at most: for clients to take the messages queued for
  // them, and for the method that runs (Server::Stop).
  std::chrono::milliseconds stop_limit{2000};

  // Limits for the decoding of received frames.
  cbor::DecodeLimits decode_limits{};

  DocumentOptions document{};

  // Keeps the document between the runs of the server: Server::Resume. Off by
  // default.
  PersistenceOptions persistence{};

  // Serves the counters below /metrics of the websocket's port, for Prometheus.
  // Off by default: any program that reaches the port can read them, unless
  // AccessOptions::authorize_http is set.
  bool serve_metrics = false;
  // More metrics below /metrics: those of the program.
  MetricSource more_metrics{};

  // Functions of the program that answer HTTP requests on the websocket's port;
  // Server::Serve adds more. {ViewerRoute()} of noodles/viewer.h serves the
  // page that shows the scene. Where one of them is wrong, Start fails.
  std::vector<HttpRoute> http_routes{};

  // The log of all messages, for finding faults. Off by default.
  MessageLogOptions message_log{};

  // Announces the server in the local network by this name, so that clients
  // such as Ziti list it; needs Avahi. Empty: no announcement.
  std::string advertised_name{};

  // The service of large buffers, images and files over HTTP.
  AssetOptions assets{};
};

}  // namespace noodles

#endif  // NOODLES_SERVER_SERVER_OPTIONS_H_
