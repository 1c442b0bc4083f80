#include "noodles/calls/arguments.h"

#include "noodles/base/status.h"

namespace noodles::calls_internal {

std::string IdHint(ComponentKind kind) {
  std::string name(ToString(kind));
  for (char& letter : name) {
    if (letter >= 'A' && letter <= 'Z') letter += 'a' - 'A';
  }
  return "noo::" + name + "_id";
}

std::string ArgumentName(const std::vector<std::string>& names, size_t index) {
  return index < names.size() ? names[index] : std::to_string(index);
}

absl::Status ArgumentError(std::string_view what,
                           const cbor::DecodeError& error) {
  return InvalidArgument("argument " + DescribeError(what, error));
}

std::string DescribeError(std::string_view what,
                          const cbor::DecodeError& error) {
  std::string text(what);
  if (!error.path.empty() && error.path.front() != '[') text += '.';
  text.append(error.path).append(": expected ").append(error.expected);
  if (!error.found.empty()) text.append(", found ").append(error.found);
  return text;
}

absl::Status NumberOutOfRange(std::string_view what) {
  return InvalidArgument("argument " + std::string(what) +
                         ": the number is out of range");
}

absl::Status MissingArgument(std::string_view what, std::string_view hint) {
  return InvalidArgument("argument " + std::string(what) + " (" +
                         std::string(hint) + ") is missing");
}

Bytes EncodeArgument(const Any& argument) {
  cbor::Writer writer;
  Write(writer, argument);
  return writer.Take();
}

}  // namespace noodles::calls_internal
