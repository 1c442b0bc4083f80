// Counters of a server, for monitoring.
//
// Thread-safety: plain values.
#ifndef NOODLES_SERVER_SERVER_COUNTERS_H_
#define NOODLES_SERVER_SERVER_COUNTERS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "noodles/protocol/ids.h"

namespace noodles {

// Why a server ended the connection of a client.
enum class CutReason : uint8_t {
  // The client read too slowly (SlowClientPolicy, max_reply_bytes_in_flight).
  kSlow,
  // The client exceeded a limit, such as max_message_bytes.
  kLimit,
  // The client broke the websocket protocol.
  kProtocolError,
  // No introduction in time (introduction_timeout), or no answer to a ping.
  kSilent,
  // AccessOptions::authorize_introduction refused the client.
  kRefused,
  // A function of the program threw an exception.
  kInternalError,
};
inline constexpr size_t kCutReasonCount = 6;

// "slow", "limit", "protocol_error", "silent", "refused" or "internal_error".
std::string_view ToString(CutReason reason);

// Read one after another while the server works: two counters need not belong
// to the same moment. Totals count from the creation of the server.
struct ServerCounters {
  // Websockets that are open, and that were ever opened.
  uint64_t clients = 0;
  uint64_t clients_total = 0;
  // Clients whose connection the server ended, by CutReason. Clients that left
  // or vanished, and those of a server that stops, are not counted.
  std::array<uint64_t, kCutReasonCount> cut_clients_total{};
  // The clients among them that read too slowly.
  uint64_t dropped_clients_total = 0;
  // How often a client got the document anew because it read too slowly.
  uint64_t resynchronizations_total = 0;

  // Websocket messages (each a frame of NOODLES messages), and bytes of the
  // websocket port, with those of the websocket protocol.
  uint64_t received_messages_total = 0;
  uint64_t received_bytes_total = 0;
  uint64_t sent_messages_total = 0;
  uint64_t sent_bytes_total = 0;
  // Bytes that wait to be sent, to all clients together.
  uint64_t queued_bytes = 0;

  // Calls that have ended, with or without a reply, and the calls among them
  // that failed.
  uint64_t calls_total = 0;
  uint64_t failed_calls_total = 0;
  // Calls that wait for their turn or for their answer.
  uint64_t calls_in_flight = 0;
  // Bytes of the arguments of these calls, and of the replies that wait to be
  // sent to their clients.
  uint64_t call_bytes_in_flight = 0;
  uint64_t reply_bytes_in_flight = 0;
  // Signals sent, each once for all its receivers.
  uint64_t signals_total = 0;

  // Assets that are served; requests for assets, and bytes of assets that were
  // sent.
  uint64_t assets = 0;
  uint64_t asset_requests_total = 0;
  uint64_t asset_bytes_total = 0;

  // Of ServerOptions::persistence; 0 without. Records that were written, and
  // their bytes; snapshots; times that changes were written no more, and
  // snapshots that failed while changes were written.
  uint64_t journal_records_total = 0;
  uint64_t journal_bytes_total = 0;
  uint64_t journal_snapshots_total = 0;
  uint64_t journal_failures_total = 0;
  // 1 while changes are not written (Server::persistence_status), else 0.
  uint64_t journal_failing = 0;
  // Bytes of the records behind the last snapshot, and of this snapshot.
  uint64_t journal_bytes = 0;
  uint64_t journal_snapshot_bytes = 0;

  // The bytes that DocumentOptions::max_total_bytes bounds.
  uint64_t document_bytes = 0;
  // Components of the document, by ComponentKind.
  std::array<uint64_t, kComponentKindCount> components{};

  uint64_t cut_clients_of(CutReason reason) const {
    return cut_clients_total[static_cast<size_t>(reason)];
  }
  uint64_t components_of(ComponentKind kind) const {
    return components[static_cast<size_t>(kind)];
  }
};

// In the text format of Prometheus (version 0.0.4), every name beginning with
// `noodles_`.
std::string ToPrometheusText(const ServerCounters& counters);

}  // namespace noodles

#endif  // NOODLES_SERVER_SERVER_COUNTERS_H_
