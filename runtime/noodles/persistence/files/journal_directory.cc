#include "noodles/persistence/files/journal_directory.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "noodles/base/status.h"
#include "noodles/persistence/files/file.h"

namespace noodles::persistence_internal {
namespace {

constexpr size_t kDigits = 6;

std::string PathIn(const std::string& directory, std::string_view name) {
  std::string path = directory;
  path.append("/").append(name);
  return path;
}

// The number of a name such as "journal-000007"; nothing for another name.
std::optional<uint64_t> NumberOf(std::string_view name,
                                 std::string_view prefix) {
  if (!name.starts_with(prefix)) return std::nullopt;
  const std::string_view digits = name.substr(prefix.size());
  uint64_t number = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = error == std::errc() &&
                         end == digits.data() + digits.size() &&
                         digits.size() >= kDigits && number != 0;
  return is_number ? std::optional(number) : std::nullopt;
}

bool IsInTheMaking(std::string_view name) {
  return (name.starts_with(kJournalPrefix) ||
          name.starts_with(kSnapshotPrefix)) &&
         (name.ends_with(kNewSuffix) || name.ends_with(kPendingSuffix));
}

}  // namespace

std::string NumberedName(std::string_view prefix, uint64_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, kDigits - std::min(kDigits, digits.size()), '0');
  return std::string(prefix) + digits;
}

absl::StatusOr<JournalFiles> FindJournalFiles(const std::string& directory) {
  const absl::StatusOr<std::vector<std::string>> names =
      ListDirectory(directory);
  if (!names.ok()) return names.status();
  std::map<uint64_t, std::string> journals;
  std::map<uint64_t, std::string> snapshots;
  JournalFiles files;
  for (const std::string& name : *names) {
    const std::string path = PathIn(directory, name);
    if (const auto journal = NumberOf(name, kJournalPrefix)) {
      journals[*journal] = path;
    } else if (const auto snapshot = NumberOf(name, kSnapshotPrefix)) {
      snapshots[*snapshot] = path;
    } else if (IsInTheMaking(name)) {
      files.leftovers.push_back(path);
    }
  }
  if (snapshots.empty()) {
    if (journals.empty()) return files;
    return DataLoss(directory + ": there is " + journals.begin()->second +
                    ", but no snapshot before it");
  }
  files.number = snapshots.rbegin()->first;
  files.snapshot = snapshots.rbegin()->second;
  snapshots.erase(files.number);
  const std::string pending =
      PathIn(directory, NumberedName(kJournalPrefix, files.number) +
                            std::string(kPendingSuffix));
  const auto found =
      std::find(files.leftovers.begin(), files.leftovers.end(), pending);
  files.is_pending =
      !journals.contains(files.number) && found != files.leftovers.end();
  if (files.is_pending) {
    files.journals.push_back(pending);
    files.leftovers.erase(found);
  }
  for (const auto& [number, path] : snapshots) files.leftovers.push_back(path);
  for (const auto& [number, path] : journals) {
    if (number < files.number) {
      files.leftovers.push_back(path);
      continue;
    }
    const uint64_t expected = files.number + files.journals.size();
    if (number != expected) {
      std::string missing =
          PathIn(directory, NumberedName(kJournalPrefix, expected));
      missing.append(" is missing, but there is ").append(path);
      return DataLoss(missing);
    }
    files.journals.push_back(path);
  }
  if (!files.journals.empty()) return files;
  return DataLoss(
      PathIn(directory, NumberedName(kJournalPrefix, files.number)) +
      " is missing, but there is " + files.snapshot);
}

}  // namespace noodles::persistence_internal
