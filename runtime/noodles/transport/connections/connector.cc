#include "noodles/transport/connections/connector.h"

#include <utility>

#include "noodles/base/status.h"
#include "noodles/transport/connections/session.h"
#include "noodles/transport/http/http_request_text.h"
#include "noodles/transport/websocket/deflate_answer.h"
#include "noodles/transport/websocket/upgrade.h"

namespace noodles::transport_internal {
namespace {

absl::Status ToStatus(const OpeningFailure& failure, const std::string& url) {
  const std::string text = "cannot open " + url + ": " + failure.text;
  switch (failure.http_status) {
    case 0:
      return Unavailable(text);
    case 401:
      return Unauthenticated(text);
    case 403:
      return PermissionDenied(text);
    default:
      return FailedPrecondition(text);
  }
}

// Opens the stream of a client's session, and is the session's host.
class ConnectorImpl final : public Connector,
                            public SessionHost,
                            public std::enable_shared_from_this<ConnectorImpl> {
 public:
  ConnectorImpl(std::shared_ptr<EventLoop> loop, ConnectOptions options,
                std::shared_ptr<ConnectHandler> handler)
      : loop_(std::move(loop)),
        options_(std::move(options)),
        handler_(std::move(handler)),
        key_(RandomWebsocketKey()) {}

  void Open() {
    loop_->OpenStream(
        {.host = options_.url.host,
         .port = options_.url.port,
         .is_secure = options_.url.is_secure(),
         .tls = options_.tls,
         .connect_timeout = options_.connect_timeout,
         .tcp = options_.connection.tcp},
        [self = shared_from_this()](absl::StatusOr<OpenedStream> opened) {
          self->OnStream(std::move(opened));
        });
  }

  std::string Request() const {
    HttpFields fields = {{"Upgrade", "websocket"},
                         {"Connection", "Upgrade"},
                         {"Sec-WebSocket-Key", key_},
                         {"Sec-WebSocket-Version", "13"}};
    const std::string offer = DeflateOffer(options_.connection.deflate);
    if (!offer.empty()) fields.emplace_back("Sec-WebSocket-Extensions", offer);
    std::string subprotocols;
    for (const std::string& name : options_.connection.subprotocols) {
      subprotocols.append(subprotocols.empty() ? "" : ", ").append(name);
    }
    if (!subprotocols.empty()) {
      fields.emplace_back("Sec-WebSocket-Protocol", subprotocols);
    }
    fields.insert(fields.end(), options_.fields.begin(), options_.fields.end());
    return FormatGetRequest(options_.url, fields);
  }

  void Abort() override {
    loop_->Post([self = shared_from_this()] {
      self->aborted_ = true;
      if (const std::shared_ptr<Session> session = self->session_) {
        session->Abort(CloseCause::kLocalClose, "given up");
      }
    });
  }

  // SessionHost
  void ScheduleFlush(std::shared_ptr<Session> session) override {
    loop_->Post([session = std::move(session)] { session->Flush(); });
  }
  void ScheduleTurn(std::shared_ptr<Session> session) override {
    loop_->Post([session = std::move(session)] { session->TakeTurn(); });
  }
  bool AdmitConnection(Session&) override { return !aborted_; }
  void OnSessionEnd(Session&, bool) override { session_ = nullptr; }

 private:
  void OnStream(absl::StatusOr<OpenedStream> opened) {
    const std::shared_ptr<ConnectHandler> handler =
        std::exchange(handler_, nullptr);
    if (!opened.ok() || aborted_) {
      if (opened.ok()) opened->stream->Close();
      handler->OnConnectFailed(opened.ok() ? Cancelled("given up")
                                           : opened.status());
      return;
    }
    Session::Setup setup;
    setup.id = 1;
    setup.remote_address = std::move(opened->remote_address);
    setup.options = options_.connection;
    setup.handler = handler;
    setup.host = shared_from_this();
    setup.stream = std::move(opened->stream);
    setup.opening = ClientOpening{
        .request = Request(),
        .accept = WebsocketAccept(key_),
        .offers_deflate = !DeflateOffer(options_.connection.deflate).empty(),
        .on_failed = [handler, url = ToString(options_.url)](
                         const OpeningFailure& failure) {
          handler->OnConnectFailed(ToStatus(failure, url));
        }};
    session_ = std::make_shared<Session>(std::move(setup));
    session_->Start();
  }

  const std::shared_ptr<EventLoop> loop_;
  const ConnectOptions options_;
  std::shared_ptr<ConnectHandler> handler_;  // until the stream is there
  const std::string key_;

  // Used on the loop only.
  bool aborted_ = false;
  std::shared_ptr<Session> session_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<Connector>> Connector::Start(
    std::shared_ptr<EventLoop> loop, ConnectOptions options,
    std::shared_ptr<ConnectHandler> handler) {
  if (absl::Status status = CheckFields(options.fields); !status.ok()) {
    return status;
  }
  if (absl::Status status = CheckSubprotocols(options.connection.subprotocols);
      !status.ok()) {
    return status;
  }
  const auto connector = std::make_shared<ConnectorImpl>(
      std::move(loop), std::move(options), std::move(handler));
  connector->Open();
  return connector;
}

}  // namespace noodles::transport_internal
