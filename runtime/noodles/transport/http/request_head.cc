#include "noodles/transport/http/request_head.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <limits>

#include "noodles/transport/http/beast_text.h"

namespace noodles::transport_internal {
namespace {

namespace http = boost::beast::http;

constexpr std::string_view kEndOfHead = "\r\n\r\n";

}  // namespace

HeadState FindRequestHead(std::string_view received, size_t& size) {
  if (received.empty()) return HeadState::kIncomplete;
  // Methods are capital letters; no TLS record begins with one.
  if (received.front() < 'A' || received.front() > 'Z') {
    return HeadState::kNotHttp;
  }
  const size_t end = received.find(kEndOfHead);
  if (end == std::string_view::npos) return HeadState::kIncomplete;
  size = end + kEndOfHead.size();
  return HeadState::kComplete;
}

bool ParseRequestHead(std::string_view head, HttpRequest& request,
                      std::string& problem) {
  http::request_parser<http::empty_body> parser;
  // The caller has limited the head; the body is not read.
  parser.header_limit(std::numeric_limits<std::uint32_t>::max());
  parser.body_limit(std::numeric_limits<std::uint64_t>::max());
  boost::system::error_code error;
  parser.put(boost::asio::buffer(head.data(), head.size()), error);
  if (error && error != http::error::need_more) {
    problem = error.message();
    return false;
  }
  if (!parser.is_header_done()) {
    problem = "incomplete header";
    return false;
  }
  const auto& message = parser.get();
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.minor_version = static_cast<int>(message.version() % 10);
  request.fields = ToHttpFields(message);
  return true;
}

}  // namespace noodles::transport_internal
