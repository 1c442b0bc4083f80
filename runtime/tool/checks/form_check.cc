#include "tool/checks/form_check.h"

#include <array>

namespace noodles::tool {
namespace {

std::string_view KindName(const Any& value) {
  if (value.is_null()) return "null";
  if (value.is_undefined()) return "undefined";
  if (value.is_bool()) return "a boolean";
  if (value.is_integer()) return "an integer";
  if (value.is_float()) return "a float";
  if (value.is_text()) return "a text";
  if (value.is_bytes()) return "bytes";
  if (value.is_map()) return "a map";
  if (value.is_array()) return "an array";
  return "another value";
}

// Keys that are left out when their text is empty.
bool IsOptionalText(std::string_view key) {
  constexpr std::array<std::string_view, 4> kKeys = {"doc", "return_doc",
                                                     "editor_hint", "meta"};
  for (const std::string_view known : kKeys) {
    if (key == known) return true;
  }
  return false;
}

class FormChecker {
 public:
  explicit FormChecker(FindingList& findings) : findings_(findings) {}

  void Compare(const std::string& path, const Any& sent, const Any& canonical) {
    if (sent.is_map() && canonical.is_map()) {
      CompareMaps(path, sent, canonical);
    } else if (sent.is_array() && canonical.is_array()) {
      for (size_t i = 0; i < sent.size() && i < canonical.size(); ++i) {
        Compare(path + "[" + std::to_string(i) + "]", sent[i], canonical[i]);
      }
    } else if (sent.is_integer() && canonical.is_float()) {
      findings_.Add(path, "an integer where a float is expected",
                    "Penne, NoodlesPlusPlus");
    } else if (sent.is_float() && canonical.is_integer()) {
      findings_.Add(path, "a float where an integer is expected",
                    kColabrodoAndNoodlesPlusPlus);
    } else if (sent.kind() != canonical.kind() && !sent.is_tag()) {
      findings_.Add(path,
                    std::string(KindName(sent)) + " where " +
                        std::string(KindName(canonical)) + " is expected",
                    kStrictClients);
    }
  }

 private:
  void CompareMaps(const std::string& path, const Any& sent,
                   const Any& canonical) {
    for (const auto& [key, value] : *canonical.AsMap()) {
      const std::string name(key.AsText().value_or(""));
      const Any* const given = sent.Find(name);
      if (given == nullptr) {
        findings_.Add(path + "." + name,
                      "is left out although it has a default",
                      name == "visible" ? kClientsSince2024 : kClientsOf2023);
      } else {
        CheckEmptyText(path + "." + name, name, *given);
        Compare(path + "." + name, *given, value);
      }
    }
    for (const auto& [key, value] : *sent.AsMap()) {
      const std::string name(key.AsText().value_or("?"));
      if (canonical.Find(name) == nullptr) {
        CheckExtra(path + "." + name, name, value);
      }
    }
  }

  void CheckEmptyText(const std::string& path, const std::string& name,
                      const Any& value) {
    if (value.is_text() && value.size() == 0 && IsOptionalText(name)) {
      findings_.Add(path, "is empty instead of left out", kPenne);
    }
  }

  // Checks a member of the sent message that the canonical form does not have.
  void CheckExtra(const std::string& path, const std::string& name,
                  const Any& value) {
    if (value.is_null() || value.is_undefined()) {
      findings_.Add(path, "is null instead of left out",
                    kColabrodoAndNoodlesPlusPlus);
    } else if (name == "physics_list") {
      findings_.Add(
          path, "is not in the specification; its name is \"physics\"", kZiti);
    } else if ((value.is_array() || value.is_text()) && value.size() == 0) {
      findings_.Add(path, "is empty instead of left out", kPenne);
    } else {
      findings_.Add(path, "is not in the specification", kNobody);
    }
  }

  FindingList& findings_;
};

}  // namespace

void CheckForm(const Any& sent, const Any& canonical, FindingList& findings) {
  FormChecker(findings).Compare("", sent, canonical);
}

}  // namespace noodles::tool
