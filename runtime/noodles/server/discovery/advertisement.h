// Tells the local network of a server, as `_noodles._tcp` by multicast DNS, so
// that clients such as Ziti list it.
//
// The work is Avahi's, whose library is looked for when the program runs: where
// it, its daemon or, at build time, its headers are missing, a log line says so
// and everything else works.
//
// Thread-safety: create and destroy from any thread.
#ifndef NOODLES_SERVER_DISCOVERY_ADVERTISEMENT_H_
#define NOODLES_SERVER_DISCOVERY_ADVERTISEMENT_H_

#include <cstdint>
#include <memory>
#include <string>

namespace noodles::server_internal {

inline constexpr char kServiceType[] = "_noodles._tcp";

// On the network for as long as it lives.
class Advertisement {
 public:
  virtual ~Advertisement() = default;
  Advertisement(const Advertisement&) = delete;
  Advertisement& operator=(const Advertisement&) = delete;

 protected:
  Advertisement() = default;
};

// `name` is what people see; where another service has it, a number follows.
// Null, with a log line, where there is no Avahi.
std::unique_ptr<Advertisement> Advertise(const std::string& name,
                                         uint16_t port);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_DISCOVERY_ADVERTISEMENT_H_
