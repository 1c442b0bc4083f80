#include "noodles/server/server_counters.h"

#include <string_view>

namespace noodles {
namespace {

enum class Type { kCounter, kGauge };

struct NamedCounter {
  std::string_view name;
  Type type;
  std::string_view help;
  uint64_t ServerCounters::*value;
};

constexpr NamedCounter kNamedCounters[] = {
    {"clients", Type::kGauge, "Open websockets.", &ServerCounters::clients},
    {"clients_total", Type::kCounter, "Websockets ever opened.",
     &ServerCounters::clients_total},
    {"dropped_clients_total", Type::kCounter,
     "Clients cut off because they read too slowly.",
     &ServerCounters::dropped_clients_total},
    {"resynchronizations_total", Type::kCounter,
     "Times that a client got the document anew.",
     &ServerCounters::resynchronizations_total},
    {"received_messages_total", Type::kCounter,
     "Websocket messages from clients.",
     &ServerCounters::received_messages_total},
    {"received_bytes_total", Type::kCounter, "Bytes from clients.",
     &ServerCounters::received_bytes_total},
    {"sent_messages_total", Type::kCounter, "Websocket messages to clients.",
     &ServerCounters::sent_messages_total},
    {"sent_bytes_total", Type::kCounter, "Bytes to clients.",
     &ServerCounters::sent_bytes_total},
    {"queued_bytes", Type::kGauge, "Bytes that wait to be sent to clients.",
     &ServerCounters::queued_bytes},
    {"calls_total", Type::kCounter, "Method calls.",
     &ServerCounters::calls_total},
    {"failed_calls_total", Type::kCounter, "Method calls that failed.",
     &ServerCounters::failed_calls_total},
    {"calls_in_flight", Type::kGauge, "Method calls without an answer yet.",
     &ServerCounters::calls_in_flight},
    {"call_bytes_in_flight", Type::kGauge,
     "Bytes of the arguments of these calls.",
     &ServerCounters::call_bytes_in_flight},
    {"reply_bytes_in_flight", Type::kGauge,
     "Bytes of replies that wait to be sent.",
     &ServerCounters::reply_bytes_in_flight},
    {"signals_total", Type::kCounter, "Signals sent.",
     &ServerCounters::signals_total},
    {"assets", Type::kGauge, "Assets served over HTTP.",
     &ServerCounters::assets},
    {"asset_requests_total", Type::kCounter, "HTTP requests for assets.",
     &ServerCounters::asset_requests_total},
    {"asset_bytes_total", Type::kCounter, "Bytes of assets sent.",
     &ServerCounters::asset_bytes_total},
    {"journal_records_total", Type::kCounter, "Records of changes written.",
     &ServerCounters::journal_records_total},
    {"journal_bytes_total", Type::kCounter, "Bytes of these records.",
     &ServerCounters::journal_bytes_total},
    {"journal_snapshots_total", Type::kCounter, "Snapshots written.",
     &ServerCounters::journal_snapshots_total},
    {"journal_failures_total", Type::kCounter,
     "Times that changes or snapshots could not be written.",
     &ServerCounters::journal_failures_total},
    {"journal_failing", Type::kGauge,
     "1 while changes are not written and would be lost.",
     &ServerCounters::journal_failing},
    {"journal_bytes", Type::kGauge,
     "Bytes of the records behind the last snapshot.",
     &ServerCounters::journal_bytes},
    {"journal_snapshot_bytes", Type::kGauge, "Bytes of the last snapshot.",
     &ServerCounters::journal_snapshot_bytes},
    {"document_bytes", Type::kGauge, "Bytes of the document's components.",
     &ServerCounters::document_bytes},
};

void AppendHead(std::string& text, std::string_view name, Type type,
                std::string_view help) {
  text.append("# HELP noodles_").append(name).append(" ").append(help);
  text.append("\n# TYPE noodles_").append(name);
  text.append(type == Type::kCounter ? " counter\n" : " gauge\n");
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

std::string ToPrometheusText(const ServerCounters& counters) {
  std::string text;
  for (const NamedCounter& counter : kNamedCounters) {
    AppendHead(text, counter.name, counter.type, counter.help);
    text.append("noodles_").append(counter.name).append(" ");
    text.append(std::to_string(counters.*counter.value)).append("\n");
  }
  AppendHead(text, "cut_clients_total", Type::kCounter,
             "Clients whose connection the server ended.");
  for (size_t i = 0; i < kCutReasonCount; ++i) {
    text.append("noodles_cut_clients_total{reason=\"");
    text.append(ToString(static_cast<CutReason>(i))).append("\"} ");
    text.append(std::to_string(counters.cut_clients_total[i])).append("\n");
  }
  AppendHead(text, "components", Type::kGauge, "Components of the document.");
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    text.append("noodles_components{kind=\"");
    text.append(ToString(static_cast<ComponentKind>(i))).append("\"} ");
    text.append(std::to_string(counters.components[i])).append("\n");
  }
  return text;
}

}  // namespace noodles
