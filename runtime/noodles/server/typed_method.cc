#include "noodles/server/typed_method.h"

#include "noodles/base/status.h"

namespace noodles::internal {

std::string IdHint(ComponentKind kind) {
  std::string name(ToString(kind));
  for (char& letter : name) {
    if (letter >= 'A' && letter <= 'Z') letter += 'a' - 'A';
  }
  return "noo::" + name + "_id";
}

absl::Status ArgumentError(std::string_view what,
                           const cbor::DecodeError& error) {
  std::string text = "argument " + std::string(what) + error.path +
                     ": expected " + error.expected;
  if (!error.found.empty()) text += ", found " + error.found;
  return InvalidArgument(text);
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

}  // namespace noodles::internal
