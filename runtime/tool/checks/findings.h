// Faults in the frames of a server, with their places.
//
// Faults that differ only in their place are counted as one finding: a scene of
// ten thousand entities with the same fault gives one.
//
// Thread-safety: one thread at a time. Ownership: plain values.
#ifndef NOODLES_TOOL_CHECKS_FINDINGS_H_
#define NOODLES_TOOL_CHECKS_FINDINGS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace noodles::tool {

// The programs that a fault breaks.
inline constexpr std::string_view kExplorer = "Explorer";
inline constexpr std::string_view kNoodlesPlusPlus = "NoodlesPlusPlus";
inline constexpr std::string_view kOrzo = "Orzo";
inline constexpr std::string_view kPenne = "Penne";
inline constexpr std::string_view kRamen = "Ramen";
inline constexpr std::string_view kZiti = "Ziti";
inline constexpr std::string_view kColabrodoAndNoodlesPlusPlus =
    "colabrodo, NoodlesPlusPlus";
inline constexpr std::string_view kClientsOf2023 =
    "Penne, Orzo, NoodlesPlusPlus, Explorer";
inline constexpr std::string_view kClientsSince2024 = "Ramen, Ziti";
inline constexpr std::string_view kStrictClients = "every strict client";
inline constexpr std::string_view kAllRenderers = "every renderer";
inline constexpr std::string_view kSomeRenderers = "renderers of some clients";
inline constexpr std::string_view kNobody = "no known program";

struct Finding {
  bool is_live = false;  // in the behaviour of the server, not in a frame
  size_t frame = 0;      // from 0
  std::optional<size_t> index{};     // of the message in its frame, from 0
  std::optional<uint64_t> number{};  // of the message
  std::string message{};             // "MsgEntityCreate"; "" for the frame
  std::string component{};           // of the message: "Entity 3/0"; or ""
  std::string name{};                // of the component, or ""
  std::string path{};                // within the message: ".transform[2]"
  std::string what{};
  std::string breaks{};  // the programs that the fault breaks
  size_t count = 1;      // the number of equal faults, including this one
};

class FindingList {
 public:
  // Set the place of later findings: a frame, and a message in it.
  void GoToFrame(size_t frame);
  void GoToMessage(size_t index, uint64_t number, std::string_view name);
  // The component that the present message is about, and its name.
  void SetComponent(std::string component, std::string name);
  // Later findings are in the behaviour of the server.
  void GoToServer();

  void Add(const std::string& path, const std::string& what,
           std::string_view breaks);

  // Adds the findings of another list.
  void Take(const FindingList& other);

  const std::vector<Finding>& all() const { return all_; }
  // The number of faults that were dropped because the list was full.
  size_t left_out() const { return left_out_; }

 private:
  Finding place_;
  std::vector<Finding> all_;
  // The index in all_ by the text without digits.
  std::map<std::string, size_t> known_;
  size_t left_out_ = 0;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_FINDINGS_H_
