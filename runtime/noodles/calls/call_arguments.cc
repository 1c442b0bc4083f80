#include "noodles/calls/call_arguments.h"

#include "noodles/base/status.h"
#include "noodles/cbor/any_codec.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"

namespace noodles {

CallArguments::CallArguments(const std::vector<Any>& arguments) {
  cbor::Writer writer;
  Write(writer, arguments);
  encoded_ = writer.Take();
}

absl::StatusOr<std::vector<Any>> CallArguments::ToAny() const {
  cbor::Reader reader(encoded_, limits_);
  std::vector<Any> arguments;
  if (!Read(reader, arguments)) {
    return InvalidArgument("arguments: " + reader.TakeError().ToString());
  }
  return arguments;
}

}  // namespace noodles
