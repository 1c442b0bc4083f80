#include "noodles/calls/define_method.h"

#include <map>

#include "noodles/base/status.h"
#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"

namespace noodles {

ArgumentList::ArgumentList(std::initializer_list<Item> items) {
  texts_.reserve(items.size());
  for (const Item& item : items) texts_.push_back(item.texts());
}

ArgumentList::ArgumentList(const std::vector<std::string>& names) {
  texts_.reserve(names.size());
  for (const std::string& name : names) texts_.push_back({.name = name});
}

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
    const ArgumentTexts& texts = arguments[index];
    described.push_back(
        {.name = texts.name,
         .doc = TextOrNothing(texts.doc),
         .editor_hint = texts.hint.empty() ? hints[index] : texts.hint});
  }
  return described;
}

absl::StatusOr<std::vector<ArgumentTexts>> CheckedArguments(
    std::string_view what, const std::vector<ArgumentTexts>& texts,
    size_t count) {
  if (texts.empty()) {
    std::vector<ArgumentTexts> numbered(count);
    for (size_t index = 0; index < count; ++index) {
      numbered[index].name = std::to_string(index);
    }
    return numbered;
  }
  if (texts.size() != count) {
    return InvalidArgument(std::string(what) + ": expected names for " +
                           std::to_string(count) + " arguments, found " +
                           std::to_string(texts.size()));
  }
  return texts;
}

absl::Status CheckNames(std::string_view what, std::string_view name,
                        const std::vector<MethodArg>& arguments) {
  if (name.empty()) {
    return InvalidArgument("a " + std::string(what) + " needs a name");
  }
  std::string place(what);
  place.append(" ").append(name).append(": argument ");
  std::map<std::string_view, size_t> indices;
  for (size_t index = 0; index < arguments.size(); ++index) {
    const std::string& argument = arguments[index].name;
    const std::string number = std::to_string(index);
    if (argument.empty())
      return InvalidArgument(place + number + " needs a name");
    const auto [known, is_new] = indices.emplace(argument, index);
    if (is_new) continue;
    std::string text = place + number;
    text.append(" has the name \"").append(argument);
    text.append("\" of argument ").append(std::to_string(known->second));
    return InvalidArgument(text);
  }
  return absl::OkStatus();
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
