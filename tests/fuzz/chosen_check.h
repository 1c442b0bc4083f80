// The argument --reader=NAME of a libFuzzer program, and what it does with
// bytes.
//
// Thread-safety: none. Ownership: refers to the names of the program.
#ifndef TESTS_FUZZ_CHOSEN_CHECK_H_
#define TESTS_FUZZ_CHOSEN_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/base/bytes.h"

namespace noodles {

class ChosenCheck {
 public:
  // Returns what is wrong with the answer of reader number `reader`; an empty
  // text for a right one.
  using Check = std::function<std::string(size_t reader, const Bytes& input)>;

  ChosenCheck(std::vector<std::string_view> names, Check check)
      : names_(std::move(names)), check_(std::move(check)) {}

  // Ends the program with a list of the names for another name.
  void Choose(int count, char** values) {
    constexpr std::string_view kOption = "--reader=";
    for (int i = 1; i < count; ++i) {
      const std::string_view argument = values[i];
      if (!argument.starts_with(kOption)) continue;
      for (size_t reader = 0; reader < names_.size(); ++reader) {
        if (argument.substr(kOption.size()) == names_[reader]) {
          chosen_ = reader;
        }
      }
      if (chosen_) continue;
      std::fprintf(stderr, "--reader: expected one of");
      for (const std::string_view name : names_) {
        std::fprintf(stderr, " %s", std::string(name).c_str());
      }
      std::fprintf(stderr, "\n");
      std::exit(2);
    }
  }

  // Ends the program where something is wrong. Without an argument, the first
  // byte chooses the reader.
  void Run(std::span<const uint8_t> input) const {
    size_t reader = chosen_.value_or(0);
    if (!chosen_) {
      if (input.empty()) return;
      reader = input[0] % names_.size();
      input = input.subspan(1);
    }
    const std::string fault = check_(reader, Bytes::Copy(input));
    if (fault.empty()) return;
    std::fprintf(stderr, "%s\n", fault.c_str());
    std::abort();
  }

 private:
  const std::vector<std::string_view> names_;
  const Check check_;
  std::optional<size_t> chosen_;
};

}  // namespace noodles

#endif  // TESTS_FUZZ_CHOSEN_CHECK_H_
