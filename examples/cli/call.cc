#include <noodles/json.h>

#include <charconv>
#include <iostream>

#include "commands.h"

namespace cli {
namespace {

template <class Component>
std::optional<noodles::InvokeIDType> Target(const noodles::Client& client,
                                            const std::string& name) {
  const auto id = client.mirror().FindByName<Component>(name);
  if (!id) return std::nullopt;
  return noodles::InvokeIDType{*id};
}

std::optional<noodles::InvokeIDType> FindTarget(const noodles::Client& client,
                                                const std::string& on) {
  const size_t colon = on.find(':');
  if (colon == std::string::npos) return std::nullopt;
  const std::string kind = on.substr(0, colon);
  const std::string name = on.substr(colon + 1);
  if (kind == "entity") return Target<noodles::Entity>(client, name);
  if (kind == "table") return Target<noodles::Table>(client, name);
  return std::nullopt;
}

// A buffer by its name, else by its slot.
std::optional<noodles::BufferID> FindBuffer(const noodles::Client& client,
                                            const std::string& text) {
  if (const auto id = client.mirror().FindByName<noodles::Buffer>(text)) {
    return id;
  }
  uint32_t slot = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), slot);
  if (error != std::errc() || *end != '\0') return std::nullopt;
  for (const auto& [id, buffer] : client.mirror().All<noodles::Buffer>()) {
    if (id.slot == slot) return id;
  }
  return std::nullopt;
}

}  // namespace

int Call(const Connection& connection, const std::string& method,
         const std::vector<std::string>& arguments, const std::string& on) {
  std::vector<noodles::Any> values;
  for (const std::string& argument : arguments) {
    absl::StatusOr<noodles::Any> value = noodles::AnyFromJson(argument);
    if (!value.ok()) {
      return Fail(kUsage,
                  "\"" + argument + "\" is no JSON (texts need quotes)");
    }
    values.push_back(*std::move(value));
  }
  const auto client = Join(connection);
  if (!client) return kNoConnection;
  noodles::CallOptions options;
  if (!on.empty()) {
    options.target = FindTarget(*client, on);
    if (!options.target) return Fail(kFailed, "there is no " + on);
  }
  const absl::StatusOr<noodles::Any> answer =
      client->Call(method, std::move(values), options).get();
  if (!answer.ok()) return Fail(answer.status());
  std::cout << noodles::ToJson(*answer) << "\n";
  return kSuccess;
}

int Fetch(const Connection& connection, const std::string& buffer,
          const std::string& output) {
  const auto client = Join(connection);
  if (!client) return kNoConnection;
  const std::optional<noodles::BufferID> id = FindBuffer(*client, buffer);
  if (!id) return Fail(kFailed, "there is no buffer " + buffer);
  const absl::StatusOr<noodles::Bytes> bytes = client->Fetch(*id).get();
  if (!bytes.ok()) return Fail(bytes.status());
  const absl::Status status = WriteFile(output, bytes->text());
  return status.ok() ? kSuccess : Fail(kBadInput, "cannot write " + output);
}

}  // namespace cli
