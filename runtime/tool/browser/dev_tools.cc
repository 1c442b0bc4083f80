#include "tool/browser/dev_tools.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "noodles/base/status.h"

namespace noodles::tool {
namespace {

using nlohmann::json;

constexpr int kPollMilliseconds = 100;
// Events that nobody has waited for; older ones are dropped.
constexpr size_t kMaxEvents = 1000;

absl::Status BrowserIsGone() {
  return Unavailable("the browser has ended without an answer");
}

// The member of an object that is a text; "" if there is none.
std::string TextOf(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return "";
  return found->get<std::string>();
}

}  // namespace

DevTools::DevTools(int descriptor, std::function<absl::Status()> on_wait)
    : descriptor_(descriptor), on_wait_(std::move(on_wait)) {}

absl::StatusOr<json> DevTools::Call(const std::string& method, json parameters,
                                    Clock::time_point end) {
  const int64_t id = ++last_call_;
  json call = {
      {"id", id}, {"method", method}, {"params", std::move(parameters)}};
  if (!session_.empty()) call["sessionId"] = session_;
  // Invalid UTF-8, of a file's name say, is replaced.
  absl::Status status =
      Send(call.dump(-1, ' ', false, json::error_handler_t::replace), end);
  if (!status.ok()) return status;
  while (true) {
    absl::StatusOr<json> message = Receive(end);
    if (!message.ok()) return message.status();
    if (message->value("id", int64_t{0}) != id) {
      std::string event = TextOf(*message, "method");
      if (!event.empty()) events_.push_back(std::move(event));
      if (events_.size() > kMaxEvents) events_.pop_front();
      continue;
    }
    const auto error = message->find("error");
    if (error != message->end()) {
      return Internal("the browser refuses " + method + ": " +
                      TextOf(*error, "message"));
    }
    return std::move((*message)["result"]);
  }
}

absl::Status DevTools::AwaitEvent(const std::string& method,
                                  Clock::time_point end) {
  while (true) {
    while (!events_.empty()) {
      const std::string event = std::move(events_.front());
      events_.pop_front();
      if (event == method) return absl::OkStatus();
    }
    absl::StatusOr<json> message = Receive(end);
    if (!message.ok()) return message.status();
    events_.push_back(TextOf(*message, "method"));
  }
}

absl::Status DevTools::Send(std::string_view text, Clock::time_point end) {
  std::string bytes(text);
  bytes.push_back('\0');
  size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t count = send(descriptor_, bytes.data() + sent,
                               bytes.size() - sent, MSG_NOSIGNAL);
    if (count >= 0) {
      sent += static_cast<size_t>(count);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      const absl::Status status = Await(POLLOUT, end);
      if (!status.ok()) return status;
    } else if (errno != EINTR) {
      return BrowserIsGone();
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<json> DevTools::Receive(Clock::time_point end) {
  std::array<char, 65536> part;
  while (true) {
    const size_t nul = received_.find('\0', searched_);
    if (nul != std::string::npos) {
      json message = json::parse(
          received_.begin(),
          received_.begin() + static_cast<std::ptrdiff_t>(nul), nullptr, false);
      received_.erase(0, nul + 1);
      searched_ = 0;
      if (message.is_object()) return message;
      return Internal("the browser has sent something that is no JSON object");
    }
    searched_ = received_.size();
    if (received_.size() > kMaxMessageBytes) {
      return ResourceExhausted("the browser's answer has more than " +
                               std::to_string(kMaxMessageBytes) + " bytes");
    }
    const ssize_t count = recv(descriptor_, part.data(), part.size(), 0);
    if (count > 0) {
      received_.append(part.data(), static_cast<size_t>(count));
    } else if (count == 0) {
      return BrowserIsGone();
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      const absl::Status status = Await(POLLIN, end);
      if (!status.ok()) return status;
    } else if (errno != EINTR) {
      return BrowserIsGone();
    }
  }
}

absl::Status DevTools::Await(short events, Clock::time_point end) {
  while (true) {
    pollfd waited = {descriptor_, events, 0};
    if (poll(&waited, 1, kPollMilliseconds) > 0) return absl::OkStatus();
    if (on_wait_) {
      const absl::Status status = on_wait_();
      if (!status.ok()) return status;
    }
    if (Clock::now() >= end) {
      return DeadlineExceeded("the browser did not answer in time");
    }
  }
}

}  // namespace noodles::tool
