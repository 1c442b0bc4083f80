#include "noodles/transport/http/http_response_reader.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/buffer_traits.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/parser.hpp>
#include <limits>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/transport/http/beast_text.h"

namespace noodles::transport_internal {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;

// The line of a chunk with its extensions, or all trailers. Stops a server that
// never ends them from making us hold any amount of memory.
constexpr size_t kMaxUnreadBytes = size_t{16} << 10;

// Memory that is reserved for a claimed length before its bytes are there.
constexpr size_t kMaxReservedBytes = size_t{1} << 20;

}  // namespace

// A body in memory, as Beast's parser wants it. Unlike http::vector_body, the
// reader reserves no more than kMaxReservedBytes for a claimed length.
struct ReceivedBody {
  using value_type = std::vector<uint8_t>;

  class reader {
   public:
    template <bool is_request, class Fields>
    reader(http::header<is_request, Fields>&, value_type& body) : body_(body) {}

    void init(const boost::optional<std::uint64_t>& length, error_code& error) {
      const std::uint64_t claimed = length.value_or(0);
      body_.reserve(static_cast<size_t>(
          std::min<std::uint64_t>(claimed, kMaxReservedBytes)));
      error = {};
    }

    template <class Buffers>
    size_t put(const Buffers& buffers, error_code& error) {
      for (const auto buffer : boost::beast::buffers_range_ref(buffers)) {
        const auto* const bytes = static_cast<const uint8_t*>(buffer.data());
        body_.insert(body_.end(), bytes, bytes + buffer.size());
      }
      error = {};
      return boost::beast::buffer_bytes(buffers);
    }

    void finish(error_code& error) { error = {}; }

   private:
    value_type& body_;
  };
};

struct HttpResponseReader::Parser : public http::response_parser<ReceivedBody> {
};

HttpResponseReader::HttpResponseReader(size_t max_header_bytes,
                                       size_t max_body_bytes)
    : max_header_bytes_(max_header_bytes),
      max_body_bytes_(max_body_bytes),
      parser_(std::make_unique<Parser>()) {
  // Feed() limits the head, ReadHead() the body.
  parser_->header_limit(std::numeric_limits<std::uint32_t>::max());
  parser_->body_limit(boost::none);
  parser_->eager(true);
}

HttpResponseReader::~HttpResponseReader() = default;

absl::Status HttpResponseReader::TooLong() const {
  return ResourceExhausted("the file is longer than " +
                           std::to_string(max_body_bytes_) + " bytes");
}

absl::Status HttpResponseReader::Feed(std::span<const uint8_t> bytes) {
  if (has_head_) return FeedBody(bytes);
  unread_.append(bytes.begin(), bytes.end());
  size_t size = 0;
  for (;;) {
    if (!MayBeResponse(unread_)) return DataLoss("the answer is not HTTP");
    size = FindResponseHeadEnd(unread_);
    if (interim_bytes_ + (size != 0 ? size : unread_.size()) >
        max_header_bytes_) {
      return ResourceExhausted("the header of the answer is too long");
    }
    if (size == 0) return absl::OkStatus();
    if (!IsInterimResponse(unread_)) break;
    interim_bytes_ += size;
    unread_.erase(0, size);
  }
  const std::string received = std::exchange(unread_, {});
  absl::Status status = ReadHead(std::string_view(received).substr(0, size));
  if (!status.ok()) return status;
  return FeedBody(std::span(reinterpret_cast<const uint8_t*>(received.data()),
                            received.size())
                      .subspan(size));
}

absl::Status HttpResponseReader::ReadHead(std::string_view head) {
  const std::string strict = StrictResponseHead(head);
  error_code error;
  parser_->put(boost::asio::buffer(strict), error);
  if (error || !parser_->is_header_done()) {
    return DataLoss("the answer is not HTTP");
  }
  const auto& message = parser_->get();
  head_ = {.status = static_cast<int>(message.result_int()),
           .fields = ToHttpFields(message)};
  has_head_ = true;
  if (parser_->content_length().value_or(0) > max_body_bytes_) return TooLong();
  parser_->body_limit(max_body_bytes_);
  return absl::OkStatus();
}

absl::Status HttpResponseReader::FeedBody(std::span<const uint8_t> bytes) {
  std::string joined = std::exchange(unread_, {});
  if (!joined.empty()) {
    joined.append(bytes.begin(), bytes.end());
    bytes = {reinterpret_cast<const uint8_t*>(joined.data()), joined.size()};
  }
  while (!bytes.empty() && !parser_->is_done()) {
    error_code error;
    bytes = bytes.subspan(
        parser_->put(boost::asio::buffer(bytes.data(), bytes.size()), error));
    if (error == http::error::need_more) break;
    if (error == http::error::body_limit) return TooLong();
    if (error) return DataLoss(error.message());
  }
  if (parser_->is_done()) return absl::OkStatus();
  if (bytes.size() > kMaxUnreadBytes) return DataLoss("endless chunk line");
  unread_.assign(bytes.begin(), bytes.end());
  return absl::OkStatus();
}

absl::Status HttpResponseReader::End() {
  if (!has_head_) {
    if (!unread_.empty()) ReadHead(unread_).IgnoreError();
    return DataLoss("the answer ended too soon");
  }
  if (parser_->is_done()) return absl::OkStatus();
  const std::optional<uint64_t> length = body_length();
  error_code error;
  parser_->put_eof(error);
  if (!error) return absl::OkStatus();
  return DataLoss("the answer ended after " + std::to_string(body_size()) +
                  " bytes" + (length ? " of " + std::to_string(*length) : ""));
}

bool HttpResponseReader::is_complete() const { return parser_->is_done(); }

size_t HttpResponseReader::body_size() const {
  return parser_->get().body().size();
}

std::optional<uint64_t> HttpResponseReader::body_length() const {
  const auto length = parser_->content_length();
  return length ? std::optional<uint64_t>(*length) : std::nullopt;
}

std::vector<uint8_t> HttpResponseReader::TakeBody() {
  return std::move(parser_->get().body());
}

}  // namespace noodles::transport_internal
