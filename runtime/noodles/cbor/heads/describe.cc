// DescribeItem, for the member `found` of DecodeError.
#include <string>
#include <string_view>

#include "noodles/cbor/heads/format.h"
#include "noodles/cbor/heads/head.h"
#include "noodles/cbor/utf8.h"

namespace noodles::cbor::internal {

namespace {

constexpr size_t kTextShown = 40;

std::string Quoted(std::string_view text) {
  if (text.size() <= kTextShown) return QuoteText(text);
  size_t shown = kTextShown;
  // Does not cut inside a character of UTF-8.
  while (shown > 0 && (text[shown] & 0xc0) == 0x80) --shown;
  return Concatenate({QuoteText(text.substr(0, shown)), "... of ",
                      std::to_string(text.size()), " bytes"});
}

std::string DescribeText(std::string_view text) {
  const size_t valid = ValidUtf8Prefix(text);
  if (valid == text.size()) return Concatenate({"text ", Quoted(text)});
  return Concatenate({"text of ", std::to_string(text.size()),
                      " bytes with invalid UTF-8 at byte ",
                      std::to_string(valid)});
}

std::string DescribeContainer(std::string_view name, const Head& head) {
  if (head.indefinite) return Concatenate({name, " of indefinite length"});
  return Concatenate({name, " of ", std::to_string(head.argument)});
}

std::string DescribeHead(const Head& head) {
  switch (head.kind) {
    case Kind::kInteger:
      return Concatenate(
          {"integer ", FormatInteger({head.negative, head.argument})});
    case Kind::kFloat:
      return Concatenate(
          {"float ", head.float_bytes == 8
                         ? FormatFloat(head.number)
                         : FormatFloat(static_cast<float>(head.number))});
    case Kind::kText:
      if (head.indefinite) return "text of indefinite length";
      return DescribeText({reinterpret_cast<const char*>(head.payload.data()),
                           head.payload.size()});
    case Kind::kBytes:
      if (head.indefinite) return "byte string of indefinite length";
      return Concatenate(
          {"byte string of ", std::to_string(head.payload.size()), " bytes"});
    case Kind::kArray:
    case Kind::kMap:
      return DescribeContainer(ToString(head.kind), head);
    case Kind::kTag:
      return Concatenate({"tag ", std::to_string(head.argument)});
    case Kind::kBool:
      return head.argument != 0 ? "true" : "false";
    case Kind::kSimple:
      return Concatenate({"simple value ", std::to_string(head.argument)});
    case Kind::kInvalid:
      return "a break";
    case Kind::kNull:
    case Kind::kUndefined:
    case Kind::kEnd:
      break;
  }
  return std::string(ToString(head.kind));
}

std::string DescribeCut(std::span<const uint8_t> input) {
  if (input.empty()) return "end of input";
  const unsigned major = input[0] >> 5;
  uint64_t argument = 0;
  if ((major == 2 || major == 3) && DecodeArgument(input, argument)) {
    return Concatenate({major == 2 ? "byte string of " : "text of ",
                        std::to_string(argument),
                        " bytes, cut off by the end of input"});
  }
  return "an item head cut off by the end of input";
}

}  // namespace

std::string DescribeItem(std::span<const uint8_t> input) {
  Head head;
  switch (DecodeHead(input, head)) {
    case HeadStatus::kOk:
      return DescribeHead(head);
    case HeadStatus::kTruncated:
      return DescribeCut(input);
    case HeadStatus::kMalformed:
      break;
  }
  return Concatenate({"byte ", FormatByte(input[0]),
                      input[0] == 0xf8 ? " with a simple value below 32" : ""});
}

}  // namespace noodles::cbor::internal
