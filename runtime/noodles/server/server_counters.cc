#include "noodles/server/server_counters.h"

#include <string_view>

#include "noodles/server/support/counters_text.h"
#include "noodles/server/support/prometheus_text.h"

namespace noodles {
namespace {

using Type = Metric::Type;
using server_internal::PrometheusText;

struct NamedCounter {
  std::string_view name;
  Type type;
  std::string_view help;
  uint64_t ServerCounters::*value;
};

constexpr NamedCounter kNamedCounters[] = {
    {"noodles_clients", Type::kGauge, "Open websockets.",
     &ServerCounters::clients},
    {"noodles_clients_total", Type::kCounter, "Websockets ever opened.",
     &ServerCounters::clients_total},
    {"noodles_dropped_clients_total", Type::kCounter,
     "Clients cut off because they read too slowly.",
     &ServerCounters::dropped_clients_total},
    {"noodles_resynchronizations_total", Type::kCounter,
     "Times that a client got the document anew.",
     &ServerCounters::resynchronizations_total},
    {"noodles_received_messages_total", Type::kCounter,
     "Websocket messages from clients.",
     &ServerCounters::received_messages_total},
    {"noodles_received_bytes_total", Type::kCounter, "Bytes from clients.",
     &ServerCounters::received_bytes_total},
    {"noodles_sent_messages_total", Type::kCounter,
     "Websocket messages to clients.", &ServerCounters::sent_messages_total},
    {"noodles_sent_bytes_total", Type::kCounter, "Bytes to clients.",
     &ServerCounters::sent_bytes_total},
    {"noodles_queued_bytes", Type::kGauge,
     "Bytes that wait to be sent to clients.", &ServerCounters::queued_bytes},
    {"noodles_calls_total", Type::kCounter, "Method calls.",
     &ServerCounters::calls_total},
    {"noodles_failed_calls_total", Type::kCounter, "Method calls that failed.",
     &ServerCounters::failed_calls_total},
    {"noodles_calls_in_flight", Type::kGauge,
     "Method calls without an answer yet.", &ServerCounters::calls_in_flight},
    {"noodles_call_bytes_in_flight", Type::kGauge,
     "Bytes of the arguments of these calls.",
     &ServerCounters::call_bytes_in_flight},
    {"noodles_reply_bytes_in_flight", Type::kGauge,
     "Bytes of replies that wait to be sent.",
     &ServerCounters::reply_bytes_in_flight},
    {"noodles_signals_total", Type::kCounter, "Signals sent.",
     &ServerCounters::signals_total},
    {"noodles_assets", Type::kGauge, "Assets served over HTTP.",
     &ServerCounters::assets},
    {"noodles_asset_requests_total", Type::kCounter,
     "HTTP requests for assets.", &ServerCounters::asset_requests_total},
    {"noodles_asset_bytes_total", Type::kCounter, "Bytes of assets sent.",
     &ServerCounters::asset_bytes_total},
    {"noodles_journal_records_total", Type::kCounter,
     "Records of changes written.", &ServerCounters::journal_records_total},
    {"noodles_journal_bytes_total", Type::kCounter, "Bytes of these records.",
     &ServerCounters::journal_bytes_total},
    {"noodles_journal_snapshots_total", Type::kCounter, "Snapshots written.",
     &ServerCounters::journal_snapshots_total},
    {"noodles_journal_failures_total", Type::kCounter,
     "Times that changes or snapshots could not be written.",
     &ServerCounters::journal_failures_total},
    {"noodles_journal_failing", Type::kGauge,
     "1 while changes are not written and would be lost.",
     &ServerCounters::journal_failing},
    {"noodles_journal_bytes", Type::kGauge,
     "Bytes of the records behind the last snapshot.",
     &ServerCounters::journal_bytes},
    {"noodles_journal_snapshot_bytes", Type::kGauge,
     "Bytes of the last snapshot.", &ServerCounters::journal_snapshot_bytes},
    {"noodles_document_bytes", Type::kGauge,
     "Bytes of the document's components.", &ServerCounters::document_bytes},
};

std::string LabelText(std::string_view name, std::string_view value) {
  std::string text = "{";
  text.append(name).append("=\"").append(value).append("\"}");
  return text;
}

}  // namespace

std::string_view ToString(CutReason reason) {
  switch (reason) {
    case CutReason::kSlow:
      return "slow";
    case CutReason::kLimit:
      return "limit";
    case CutReason::kProtocolError:
      return "protocol_error";
    case CutReason::kSilent:
      return "silent";
    case CutReason::kRefused:
      return "refused";
    case CutReason::kInternalError:
      return "internal_error";
  }
  return "unknown";
}

void server_internal::AddCounters(const ServerCounters& counters,
                                  PrometheusText& text) {
  for (const NamedCounter& counter : kNamedCounters) {
    text.Begin(counter.name, counter.type, counter.help);
    text.Add(static_cast<double>(counters.*counter.value));
  }
  text.Begin("noodles_cut_clients_total", Type::kCounter,
             "Clients whose connection the server ended.");
  for (size_t i = 0; i < kCutReasonCount; ++i) {
    text.Add(static_cast<double>(counters.cut_clients_total[i]),
             LabelText("reason", ToString(static_cast<CutReason>(i))));
  }
  text.Begin("noodles_components", Type::kGauge, "Components of the document.");
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    text.Add(static_cast<double>(counters.components[i]),
             LabelText("kind", ToString(static_cast<ComponentKind>(i))));
  }
}

std::string ToPrometheusText(const ServerCounters& counters) {
  PrometheusText text;
  server_internal::AddCounters(counters, text);
  return text.Take();
}

}  // namespace noodles
