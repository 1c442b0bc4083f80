#include "tool/checks/live_check.h"

#include <noodles/interfaces/names.h>
#include <noodles/json.h>
#include <noodles/transport/http/http.h>
#include <noodles/transport/http/http_fetch.h>
#include <noodles/transport/http/http_request_text.h>
#include <noodles/transport/http/http_response_head.h>
#include <noodles/transport/net/event_loop.h>

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/client/assets/location.h"
#include "tool/checks/table_check.h"
#include "tool/connections/raw_connection.h"
#include "tool/output/output.h"

namespace noodles::tool {
namespace {

using transport_internal::Url;

// Maximum number of updated rows that are kept until the columns of their table
// are known. Stops a table that changes all the time from filling the memory.
constexpr size_t kMaxUpdates = 10'000;

// ---- Tables

struct TableUpdate {
  TableID table;
  Any rows;
};

// The updates that the signals of tables have reported so far.
class TableUpdates {
 public:
  explicit TableUpdates(Client& client)
      : client_(client),
        hook_(client.OnSignal(
            TableSignalNames::kUpdated,
            [this](const SignalEvent& event) { Keep(event); })) {}
  ~TableUpdates() { client_.RemoveHook(hook_); }
  TableUpdates(const TableUpdates&) = delete;
  TableUpdates& operator=(const TableUpdates&) = delete;

  std::vector<TableUpdate> Take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(updates_, {});
  }

 private:
  void Keep(const SignalEvent& event) {
    if (!event.target || event.arguments.size() < 2) return;
    const auto* const table = std::get_if<TableID>(&event.target->target);
    const std::lock_guard lock(mutex_);
    if (table == nullptr || updates_.size() >= kMaxUpdates) return;
    updates_.push_back({*table, event.arguments[1]});
  }

  Client& client_;
  std::mutex mutex_;
  std::vector<TableUpdate> updates_;
  const HookNumber hook_;
};

// ---- Files

bool IsLoopback(std::string_view host) {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

// The host of a file's URL must be reachable for every client, not only on the
// machine of the server.
void CheckHost(const std::string& path, const Url& file, const Url& server,
               FindingList& findings) {
  if (file.host == "0.0.0.0" || file.host == "::") {
    findings.Add(
        path, "its URL has the host " + file.host + ", which names no machine",
        kAllRenderers);
  } else if (IsLoopback(file.host) && !IsLoopback(server.host)) {
    findings.Add(path,
                 "its URL has the host " + file.host +
                     ", which only the machine of the server can reach",
                 kAllRenderers);
  }
}

bool HasBareLineFeed(std::string_view text) {
  for (size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    if (at == 0 || text[at - 1] != '\r') return true;
  }
  return false;
}

void CheckHead(const std::string& path, const std::string& text,
               FindingList& findings) {
  using transport_internal::FindField;
  const auto head = transport_internal::ParseResponseHead(text);
  if (!head) {
    findings.Add(path, "is not answered with HTTP", kAllRenderers);
    return;
  }
  if (head->status != 200) {
    findings.Add(
        path,
        "is answered with status " + std::to_string(head->status) + ", not 200",
        kAllRenderers);
    return;
  }
  if (HasBareLineFeed(text)) {
    findings.Add(path, "lines of the answer end with LF alone", kStrictClients);
  }
  if (FindField(head->fields, "Content-Length") == nullptr) {
    findings.Add(path, "the answer lacks Content-Length", kSomeRenderers);
  }
  const std::string* const origin =
      FindField(head->fields, "Access-Control-Allow-Origin");
  if (origin == nullptr || *origin != "*") {
    findings.Add(path, "the answer lacks Access-Control-Allow-Origin: *",
                 kRamen);
  }
}

absl::Status Fetch(Client& client, ComponentRef ref) {
  return ref.kind == ComponentKind::kBuffer
             ? client.Fetch(BufferID{ref.slot, ref.gen}).get().status()
             : client.Fetch(ImageID{ref.slot, ref.gen}).get().status();
}

// Whether the component is still there, with this location.
bool IsThere(const Mirror& mirror, const NamedFile& file) {
  const auto has_location = [&file](const auto& component) {
    if (component == nullptr) return false;
    const auto* const location = std::get_if<Location>(&component->source);
    return location != nullptr && *location == file.location;
  };
  const ComponentRef ref = file.ref;
  return ref.kind == ComponentKind::kBuffer
             ? has_location(mirror.Find(BufferID{ref.slot, ref.gen}))
             : has_location(mirror.Find(ImageID{ref.slot, ref.gen}));
}

// Fetches a file whose component has gone.
absl::Status FetchUrl(const NamedFile& file, const Url& url,
                      const ClientOptions& options,
                      std::chrono::milliseconds limit) {
  // A file may take longer than one answer.
  constexpr int kAnswers = 10;
  const auto loop = transport_internal::EventLoop::Make();
  transport_internal::FetchOptions fetch_options;
  fetch_options.tls = options.tls;
  fetch_options.max_bytes = options.assets.max_file_bytes;
  fetch_options.connect_timeout = limit;
  fetch_options.stall_timeout = limit;
  std::optional<absl::StatusOr<Bytes>> result;
  const auto fetch = transport_internal::HttpFetch::Start(
      loop, url, fetch_options, nullptr,
      [&result](absl::StatusOr<Bytes> bytes) { result = std::move(bytes); });
  const auto is_done = [&result] { return result.has_value(); };
  if (!loop->RunUntil(is_done, kAnswers * limit)) {
    fetch->Cancel();
    loop->RunUntil(is_done, limit);
    return DeadlineExceeded("it did not arrive in time");
  }
  if (!result->ok()) return result->status();
  if ((*result)->size() >= file.size) return absl::OkStatus();
  return DataLoss(ToString(file.ref) + " has " +
                  std::to_string((*result)->size()) + " bytes, not " +
                  std::to_string(file.size));
}

// The head of the HTTP response to a request from a web page (with Origin).
absl::StatusOr<std::string> HeadOf(const Url& url, const ClientOptions& options,
                                   std::chrono::milliseconds limit) {
  RawConnection connection(limit);
  absl::Status status = connection.Open(url, options);
  if (status.ok()) {
    status = connection.Write(transport_internal::FormatGetRequest(
        url, {{"Origin", "http://example.org"}, {"Connection", "close"}}));
  }
  if (!status.ok()) return status;
  return connection.ReadHead();
}

}  // namespace

void CheckAnswers(Client& client, FindingList& findings) {
  const Mirror& mirror = client.mirror();
  const std::string subscribe(TableMethodNames::kSubscribe);
  Progress progress;
  TableUpdates updates(client);
  std::map<TableID, Any> contents;
  for (const auto& [id, table] : mirror.All<Table>()) {
    progress.Show("table " + table->name.value_or(""));
    CallOptions call;
    call.target = InvokeIDType{id};
    const absl::StatusOr<Any> content = client.Call(subscribe, {}, call).get();
    const std::string path = ToString(ComponentRef(id));
    if (content.ok() && IsTableContent(*content)) {
      CheckTableContent(path + " " + subscribe, *content, findings);
      contents.emplace(id, *content);
    } else {
      findings.Add(
          path,
          subscribe + " does not answer with a table: " +
              (content.ok() ? ToJson(*content)
                            : std::string(StatusMessage(content.status()))),
          kPenne);
    }
  }
  for (const auto& [id, rows] : updates.Take()) {
    const auto content = contents.find(id);
    if (content == contents.end()) continue;
    CheckTableRows(ToString(ComponentRef(id)) + " noo::tbl_updated", rows,
                   *content->second.Find("columns"), findings);
  }
}

void CheckFiles(Client& client, NamedFiles& files, std::string_view text,
                const ClientOptions& options, std::chrono::milliseconds limit,
                std::chrono::milliseconds delay, FindingList& findings) {
  const absl::StatusOr<Url> server = transport_internal::ParseUrl(text);
  if (!server.ok()) return;
  Progress progress;
  // What a scene that changes names meanwhile is checked, too.
  std::this_thread::sleep_for(delay);
  for (const NamedFile& file : files.Take()) {
    const std::string path = ToString(file.ref);
    progress.Show("file of " + path);
    std::this_thread::sleep_until(file.named + delay);
    const absl::StatusOr<Url> url =
        client_internal::ResolveLocation(file.location, *server);
    bool is_there = IsThere(client.mirror(), file);
    absl::Status status;
    if (is_there) {
      status = Fetch(client, file.ref);
      // The component may have gone just before the fetch.
      if (!status.ok()) is_there = IsThere(client.mirror(), file);
    }
    if (!is_there) {
      status = url.ok() ? FetchUrl(file, *url, options, limit) : url.status();
    }
    if (!status.ok()) {
      findings.Add(path,
                   (is_there ? "cannot be fetched: "
                             : "has gone, and cannot be fetched any more " +
                                   std::to_string(delay.count()) +
                                   " ms after it was named: ") +
                       std::string(StatusMessage(status)),
                   kAllRenderers);
      continue;
    }
    if (!url.ok()) continue;
    CheckHost(path, *url, *server, findings);
    // A second request for a file may come too late.
    if (!is_there) continue;
    const absl::StatusOr<std::string> head = HeadOf(*url, options, limit);
    if (head.ok()) {
      CheckHead(path, *head, findings);
    } else {
      findings.Add(path,
                   "cannot be fetched twice: " +
                       std::string(StatusMessage(head.status())),
                   kAllRenderers);
    }
  }
}

}  // namespace noodles::tool
