// The steam above the bowl: a stream flow, which clients with physics show as
// particles along its lines, and puffs, which are instances that move.
//
// Thread-safety: one thread at a time. Ownership: the document, which must
// outlive the Steam, owns the components.
#ifndef EXAMPLES_DEMO_STEAM_H_
#define EXAMPLES_DEMO_STEAM_H_

#include <noodles/geometry.h>
#include <noodles/server.h>

#include <memory>
#include <utility>
#include <vector>

namespace demo {

class Steam {
 public:
  // The steam rises from a ring around `place`.
  static absl::StatusOr<std::unique_ptr<Steam>> Create(
      noodles::Document& document, const noodles::Vec3& place);

  // Moves the puffs to where they are at a time, in minutes. `warmth`, 0 to 1,
  // is their size.
  absl::Status Show(double minutes, float warmth);

 private:
  explicit Steam(std::vector<noodles::Polyline> lines)
      : lines_(std::move(lines)) {}
  std::vector<noodles::Instance> PuffsAt(double minutes, float warmth) const;

  const std::vector<noodles::Polyline> lines_;
  std::unique_ptr<noodles::InstancedEntity> puffs_;
};

}  // namespace demo

#endif  // EXAMPLES_DEMO_STEAM_H_
