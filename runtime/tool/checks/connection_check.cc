#include "tool/checks/connection_check.h"

#include <noodles/codec.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "noodles/base/status.h"
#include "tool/connections/raw_websocket.h"

namespace noodles::tool {
namespace {

using transport_internal::CloseCode;
using EventType = transport_internal::FrameParser::Event;

// An identifier that no server uses.
constexpr MethodID kNoMethod{4'000'000'000, 0};

// UUIDs, the form of invoke_id that every server accepts. Upper and lower case
// letters show whether a server changes the text.
constexpr std::string_view kFirstCall = "5D3bA2c0-77F1-4e0B-8a6D-0123456789aB";
constexpr std::string_view kLastCall = "5D3bA2c0-77F1-4e0B-8a6D-0123456789aC";

constexpr std::string_view kPing = "ping of noodles validate";
constexpr std::string_view kCallers = "clients that wait for the reply";

// The messages and websocket events that a server has sent on one connection.
struct Heard final : ServerMessageHandlerBase {
  void OnDocumentInitialized(MsgDocumentInitialized&&) override {
    is_initialized = true;
  }
  void OnMethodReply(MsgMethodReply&& reply) override {
    replies.push_back(std::move(reply));
  }
  // Some servers send `true` as the content of MsgDocumentInitialized (35).
  void OnInvalidMessage(uint64_t number, const cbor::DecodeError&) override {
    using Traits = MessageTraits<MsgDocumentInitialized>;
    if (number == Traits::kNumber) is_initialized = true;
  }

  bool HasReplyTo(std::string_view id) const {
    return std::any_of(replies.begin(), replies.end(), [id](const auto& reply) {
      return reply.invoke_id == id;
    });
  }

  bool is_initialized = false;
  std::vector<MsgMethodReply> replies;
  std::vector<std::string> pongs;
  bool has_text = false;
  bool has_ping = false;
  std::optional<RawWebsocket::Event> end;  // how the connection ended
};

// One websocket, and the time limit for each expected answer of the server.
struct Talk {
  RawWebsocket& socket;
  std::chrono::milliseconds limit;
};

// Reads events until `is_done` returns true or the connection ends. False if
// neither happened within the time limit.
bool Listen(const Talk& talk, Heard& heard,
            const std::function<bool()>& is_done) {
  const auto deadline = std::chrono::steady_clock::now() + talk.limit;
  while (!heard.end && !is_done()) {
    const absl::StatusOr<RawWebsocket::Event> event = talk.socket.Next();
    if (!event.ok() || std::chrono::steady_clock::now() > deadline) {
      return false;
    }
    switch (event->type) {
      case EventType::kBinaryMessage:
        static_cast<void>(Dispatch(event->message, heard));
        break;
      case EventType::kTextMessage:
        heard.has_text = true;
        break;
      case EventType::kPing:
        heard.has_ping = true;
        break;
      case EventType::kPong:
        heard.pongs.push_back(event->text);
        break;
      default:
        heard.end = *event;
    }
  }
  return true;
}

// Closes the connection with a close frame, unless it has ended.
void Leave(const Talk& talk, Heard& heard) {
  if (heard.end) return;
  talk.socket.Close(CloseCode::kNormal);
  Listen(talk, heard, [] { return false; });
}

std::string Introduction() {
  const MsgIntroduction message{"noodles validate"};
  return std::string(EncodeFrame(message).text());
}

std::string CallOf(std::optional<std::string_view> id) {
  MsgInvokeMethod call;
  call.method = kNoMethod;
  if (id) call.invoke_id = std::string(*id);
  return std::string(EncodeFrame(call).text());
}

// ---- The HTTP response that opens a websocket

// False if the response does not open a websocket.
bool CheckAnswer(const transport_internal::HttpResponseHead& head,
                 const std::string& accept, FindingList& findings) {
  using transport_internal::FindField;
  using transport_internal::HasToken;
  const auto add = [&](const std::string& what) {
    findings.Add("HTTP answer", what, kStrictClients);
  };
  // The client reports why the server refused the connection.
  if (head.status != 101) return false;
  if (!HasToken(head.fields, "Upgrade", "websocket")) {
    add("lacks Upgrade: websocket");
  }
  if (!HasToken(head.fields, "Connection", "Upgrade")) {
    add("lacks Connection: Upgrade");
  }
  const std::string* const sent =
      FindField(head.fields, "Sec-WebSocket-Accept");
  if (sent == nullptr || transport_internal::TrimBlanks(*sent) != accept) {
    add("Sec-WebSocket-Accept is missing or wrong");
  }
  for (const char* name :
       {"Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions"}) {
    if (FindField(head.fields, name) != nullptr) {
      add(std::string("has ") + name + ", which the client did not offer");
    }
  }
  return true;
}

// ---- A regular connection

void CheckReplies(const Heard& heard, FindingList& findings) {
  const auto count = [&](std::string_view id) {
    return std::count_if(
        heard.replies.begin(), heard.replies.end(),
        [id](const auto& reply) { return reply.invoke_id == id; });
  };
  for (const std::string_view id : {kFirstCall, kLastCall}) {
    if (count(id) == 0) {
      findings.Add("call", "there is no reply with its invoke_id", kCallers);
    } else if (count(id) > 1) {
      findings.Add("call", "is answered more than once",
                   kColabrodoAndNoodlesPlusPlus);
    }
  }
  for (const MsgMethodReply& reply : heard.replies) {
    if (reply.invoke_id != kFirstCall && reply.invoke_id != kLastCall) {
      findings.Add("call",
                   "there is a reply with invoke_id \"" +
                       reply.invoke_id.substr(0, 64) + "\", which no call has",
                   kColabrodoAndNoodlesPlusPlus);
    } else if (!std::holds_alternative<MethodException>(reply.outcome)) {
      findings.Add("call",
                   "a method that does not exist is not answered with a "
                   "method_exception",
                   kCallers);
    }
  }
}

void CheckEnd(const Talk& talk, Heard& heard, FindingList& findings) {
  if (!heard.end) {
    talk.socket.Close(CloseCode::kNormal);
    if (!Listen(talk, heard, [] { return false; })) {
      findings.Add("close frame", "is not answered", kPenne);
      return;
    }
    if (heard.end->type != EventType::kClose) {
      findings.Add("close frame",
                   "the connection ends without a close frame in reply",
                   kPenne);
    }
  } else if (heard.end->type == EventType::kError) {
    findings.Add("websocket", "a frame is malformed: " + heard.end->text,
                 kStrictClients);
  } else {
    findings.Add("websocket",
                 "the server closes the connection of a well-behaved client",
                 kStrictClients);
  }
}

void CheckExchange(const Talk& talk, FindingList& findings) {
  Heard heard;
  talk.socket.Send(Introduction());
  talk.socket.Ping(kPing);
  const bool has_joined =
      Listen(talk, heard, [&heard] { return heard.is_initialized; });
  // The client reports a server that lets no client join.
  if (has_joined && !heard.end) {
    talk.socket.Send(CallOf(kFirstCall));
    talk.socket.Send(CallOf(std::nullopt));
    talk.socket.Send(CallOf(kLastCall));
    Listen(talk, heard, [&heard] {
      return heard.HasReplyTo(kLastCall) && !heard.pongs.empty();
    });
    CheckReplies(heard, findings);
    if (heard.pongs.empty()) {
      findings.Add("ping", "is not answered", kPenne);
    }
  }
  CheckEnd(talk, heard, findings);
  if (!heard.pongs.empty() && heard.pongs.front() != kPing) {
    findings.Add("ping", "the pong does not repeat the bytes of the ping",
                 kPenne);
  }
  if (heard.has_text) {
    findings.Add("websocket", "the server sends text frames", kStrictClients);
  }
  if (heard.has_ping) {
    findings.Add("websocket", "the server sends pings", "colabrodo");
  }
}

// ---- A connection without calls

// MsgMethodReply must be sent to the calling client only. When the pong
// arrives, everything that was sent before the ping has arrived.
void CheckBystander(const Talk& talk, Heard& heard, FindingList& findings) {
  const size_t pongs = heard.pongs.size();
  talk.socket.Ping(kPing);
  Listen(talk, heard, [&] { return heard.pongs.size() > pongs; });
  if (!heard.replies.empty()) {
    findings.Add("call", "the reply is sent to other clients too",
                 kColabrodoAndNoodlesPlusPlus);
  }
  Leave(talk, heard);
}

// ---- A connection with invalid frames

// Sends a frame that is not CBOR, a frame that is not an introduction, and then
// a valid introduction. A server must ignore the invalid frames or close the
// connection with an error code.
void CheckBadFrames(const Talk& talk, FindingList& findings) {
  Heard heard;
  talk.socket.Send("\xff\xff no CBOR");
  talk.socket.Send(std::string_view("\x82\x00\x64junk", 7));
  talk.socket.Send(Introduction());
  if (!Listen(talk, heard, [&heard] { return heard.is_initialized; })) {
    findings.Add("bad frame",
                 "a valid introduction that follows it is not answered",
                 kPenne);
  } else if (heard.end && heard.end->type == EventType::kNeedMore) {
    findings.Add("bad frame", "the connection ends without a close frame",
                 kStrictClients);
  } else if (heard.end && (heard.end->code == CloseCode::kNormal ||
                           heard.end->code == CloseCode::kGoingAway)) {
    findings.Add("bad frame",
                 "the connection ends with code " +
                     std::to_string(static_cast<int>(heard.end->code)) +
                     ", which reports no error",
                 kPenne);
  }
  Leave(talk, heard);
}

}  // namespace

absl::Status CheckConnections(std::string_view text,
                              const ClientOptions& options,
                              std::chrono::milliseconds limit,
                              FindingList& findings) {
  const absl::StatusOr<transport_internal::Url> url =
      transport_internal::ParseUrl(text);
  if (!url.ok()) return url.status();
  {
    RawWebsocket socket(options, limit);
    const auto head = socket.Open(*url);
    if (!head.ok()) return head.status();
    if (!CheckAnswer(*head, socket.accept(), findings)) {
      return Unavailable("answered with status " +
                         std::to_string(head->status));
    }
    RawWebsocket bystander(options, limit);
    Heard overheard;
    const bool has_bystander = bystander.Open(*url).ok();
    if (has_bystander) {
      bystander.Send(Introduction());
      Listen({bystander, limit}, overheard,
             [&overheard] { return overheard.is_initialized; });
    }
    CheckExchange({socket, limit}, findings);
    if (has_bystander) {
      CheckBystander({bystander, limit}, overheard, findings);
    }
  }
  RawWebsocket socket(options, limit);
  const auto head = socket.Open(*url);
  if (!head.ok()) return head.status();
  CheckBadFrames({socket, limit}, findings);
  return absl::OkStatus();
}

}  // namespace noodles::tool
