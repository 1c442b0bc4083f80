#include "noodles/calls/define_method.h"

#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"

namespace noodles {
namespace calls_internal {

std::optional<std::string> TextOrNothing(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

std::vector<std::string> NamesOf(const std::vector<ArgumentTexts>& arguments) {
  std::vector<std::string> names;
  names.reserve(arguments.size());
  for (const ArgumentTexts& argument : arguments)
    names.push_back(argument.name);
  return names;
}

std::vector<MethodArg> DescribeArguments(
    const std::vector<ArgumentTexts>& arguments,
    const std::vector<std::string>& hints) {
  std::vector<MethodArg> described;
  described.reserve(arguments.size());
  for (size_t index = 0; index < arguments.size(); ++index) {
    described.push_back({.name = arguments[index].name,
                         .doc = TextOrNothing(arguments[index].doc),
                         .editor_hint = hints[index]});
  }
  return described;
}

namespace {

// Whether the first argument is one of the inner lists.
bool IsSpread(const CallArguments& arguments) {
  cbor::Reader reader(arguments.encoded(), arguments.limits());
  cbor::Reader::Sequence list;
  cbor::Reader::Sequence first;
  return reader.EnterArray(list) && reader.More(list) && reader.IsArray() &&
         reader.EnterArray(first) && reader.More(first) && !reader.IsArray();
}

// A list of one argument that holds all `arguments`.
CallArguments Gather(const CallArguments& arguments) {
  cbor::Writer writer(arguments.encoded().size() + 1);
  writer.WriteArrayHead(1);
  writer.WriteEncoded(arguments.encoded().span());
  return CallArguments(writer.Take(), arguments.limits());
}

}  // namespace
}  // namespace calls_internal

MethodDefinition AcceptSpreadList(MethodDefinition method) {
  method.function = [function = std::move(method.function)](
                        CallContext& context, const CallArguments& arguments) {
    if (!calls_internal::IsSpread(arguments))
      return function(context, arguments);
    return function(context, calls_internal::Gather(arguments));
  };
  return method;
}

}  // namespace noodles
