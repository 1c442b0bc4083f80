// In place of advertisement.cc where Avahi's headers were missing.
#include "noodles/base/logging.h"
#include "noodles/server/advertisement.h"

namespace noodles {

std::unique_ptr<Advertisement> Advertise(const std::string&, uint16_t) {
  Log(LogSeverity::kWarning, "server",
      "not advertised: this program was built without Avahi");
  return nullptr;
}

}  // namespace noodles
