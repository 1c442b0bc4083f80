// In place of advertisement.cc where Avahi's headers were missing.
#include "noodles/base/logging.h"
#include "noodles/server/discovery/advertisement.h"

namespace noodles::server_internal {

std::unique_ptr<Advertisement> Advertise(const std::string&, uint16_t) {
  Log(LogSeverity::kWarning, "server",
      "not advertised: this program was built without Avahi");
  return nullptr;
}

}  // namespace noodles::server_internal
