// Between the messages of Boost.Beast and the plain values of this room.
// Private to this room: knows Boost.
//
// Thread-safety: pure functions.
#ifndef NOODLES_TRANSPORT_HTTP_BEAST_TEXT_H_
#define NOODLES_TRANSPORT_HTTP_BEAST_TEXT_H_

#include <boost/beast/core/buffer_traits.hpp>
#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/serializer.hpp>
#include <string>

#include "noodles/transport/http_request.h"

namespace noodles::transport_internal {

// The fields in their order, with the spelling of their names.
inline HttpFields ToHttpFields(const boost::beast::http::fields& fields) {
  HttpFields result;
  for (const auto& field : fields) {
    result.emplace_back(std::string(field.name_string()),
                        std::string(field.value()));
  }
  return result;
}

// Appends `fields`. Names and values must be shorter than 64 KiB: Beast throws
// std::length_error otherwise (see CheckFields).
inline void InsertFields(const HttpFields& fields,
                         boost::beast::http::fields& destination) {
  for (const auto& [name, value] : fields) destination.insert(name, value);
}

// The start line, the fields and the empty line of `message`.
template <bool is_request>
std::string HeadText(
    boost::beast::http::message<is_request, boost::beast::http::empty_body>&
        message) {
  boost::beast::http::serializer<is_request, boost::beast::http::empty_body>
      serializer(message);
  std::string text;
  boost::system::error_code error;
  while (!error && !serializer.is_header_done()) {
    serializer.next(
        error, [&](boost::system::error_code&, const auto& buffers) {
          for (const auto buffer : boost::beast::buffers_range_ref(buffers)) {
            text.append(static_cast<const char*>(buffer.data()), buffer.size());
          }
          serializer.consume(boost::beast::buffer_bytes(buffers));
        });
  }
  return text;
}

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_HTTP_BEAST_TEXT_H_
