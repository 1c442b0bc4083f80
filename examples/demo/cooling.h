// A simulation whose time clients control: the meal becomes cold. A table, its
// plot, a text and the steam show each time in step.
//
// Thread-safety: every function may be called from any thread. Ownership: the
// server, which must outlive the Cooling, owns the components. The methods of
// the server refer to the Cooling, which must outlive the service.
#ifndef EXAMPLES_DEMO_COOLING_H_
#define EXAMPLES_DEMO_COOLING_H_

#include <noodles/server.h>

#include <memory>
#include <vector>

#include "steam.h"

namespace demo {

class Cooling {
 public:
  // `text` is where the time and the temperature stand; `steam` where it rises.
  static absl::StatusOr<std::unique_ptr<Cooling>> Create(
      noodles::Server& server, const noodles::Vec3& text,
      const noodles::Vec3& steam);

  // Lets time play, over and over.
  absl::Status Play() { return timeline_->Play(); }

  // Clients that probe one of these entities get its temperature.
  absl::Status LetProbe(const std::vector<noodles::EntityID>& entities);

 private:
  explicit Cooling(noodles::Server& server) : server_(server) {}

  absl::Status AddTable();
  absl::Status AddText(const noodles::Vec3& place);
  absl::Status AddTime();
  absl::Status ShowTime(double minutes);
  // Makes the rows of the table those up to this time.
  absl::Status FillTable(double minutes);
  absl::Status Reheat(double celsius);

  noodles::Server& server_;
  // Used on the thread of the server's methods only, once the server runs.
  double start_celsius_ = 95;
  noodles::EntityID text_;
  std::shared_ptr<noodles::DataTable> table_;
  std::unique_ptr<Steam> steam_;
  std::shared_ptr<noodles::Timeline> timeline_;
};

}  // namespace demo

#endif  // EXAMPLES_DEMO_COOLING_H_
