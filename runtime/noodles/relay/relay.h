// Relay: stands before any NOODLES server, joins its document once, and serves
// the document to any number of viewers.
//
//   noodles::RelayOptions options;
//   options.origin = "ws://localhost:50000";
//   options.server.port = 50010;
//   noodles::Relay relay(std::move(options));
//   return relay.Run().ok() ? 0 : 1;
//
// A viewer cannot tell a relay from its origin:
//   - Components have the identifiers of the origin. Each of its frames is one
//     transaction of the relay's document, so snapshots, limits, and the
//     treatment of slow viewers are those of Server.
//   - Calls are admitted by the limits of the relay, and passed on to the
//     origin. The reply goes to the caller alone, behind all that the origin
//     has sent before the reply.
//   - Signals go to all viewers; the signals of tables (TableSignals) to the
//     viewers that have subscribed to the table at the relay.
//   - Calls of noo::tbl_subscribe that viewers make at the same time are one
//     call at the origin.
// The origin sees one client. A relay can be the origin of other relays.
//
// While the origin is gone, viewers keep the document, and newcomers get it;
// calls fail at once, and those that were under way fail with "whether it was
// carried out is unknown". The relay connects again by itself
// (ReconnectOptions). Then it compares the whole new document with the former
// one, by identifier and content, and viewers get the difference as one
// transaction: an origin that has started anew may give the identifiers of the
// former components to others. Tables that have subscribers are subscribed to
// again, and the subscribers get noo::tbl_reset.
//
// Messages that break the protocol are told to the log, and left out whole: a
// message that cannot be read, a component that refers to a component that is
// not there. Such a component is held back until everything is there that it
// refers to. RelayCounters tells how many there are.
//
// Buffers and images that the origin serves over HTTP stay there, or are copied
// (RelayOptions::copies_assets).
//
// Not passed on: messages and members that this version of the protocol does
// not know.
//
// Thread-safety: every function may be called from any thread; Start, Run and
// Stop by one thread at a time. Ownership: the relay owns its server and its
// client.
#ifndef NOODLES_RELAY_RELAY_H_
#define NOODLES_RELAY_RELAY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "noodles/client/client.h"
#include "noodles/relay/relay_options.h"
#include "noodles/server/server.h"

namespace noodles {

namespace relay_internal {
class RelayState;
}  // namespace relay_internal

struct RelayCounters {
  // The document has been compared with that of the origin as a whole: once for
  // each connection.
  uint64_t joins = 0;
  // Components of the origin that viewers do not have as the origin has them,
  // because they refer to components that are not there.
  size_t held_back = 0;
  // Calls that were passed on.
  uint64_t calls = 0;
  // The messages of the origin that broke the protocol.
  uint64_t oddities = 0;
};

class Relay {
 public:
  explicit Relay(RelayOptions options);
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  // Joins the document of the origin, and then accepts viewers. Errors:
  // InvalidArgument for a wrong address of the origin; FailedPrecondition with
  // ServerOptions::persistence; those of Client::WaitUntilReady; those of
  // Server::Start.
  absl::Status Start();

  // As Start; then calls `when_ready` (if given), waits as Server::Run does,
  // and stops.
  absl::Status Run(const std::function<void()>& when_ready = nullptr);

  // Ends the connections of the viewers and of the origin.
  void Stop();

  // Where viewers connect; 0 before Start.
  uint16_t port() const;

  // The server for the viewers. Its document is that of the origin: do not
  // change it.
  Server& server();
  const Server& server() const;
  // The connection to the origin.
  const Client& client() const;

  RelayCounters counters() const;

 private:
  const std::unique_ptr<relay_internal::RelayState> state_;
};

}  // namespace noodles

#endif  // NOODLES_RELAY_RELAY_H_
