// Announces a server in the local network as `_noodles._tcp` by multicast DNS,
// so that clients such as Ziti list the server.
//
// Avahi does this; its library is loaded when the program runs. Where the
// library, the daemon or (at build time) the headers are missing, a log line
// says so and the server works without.
//
// Thread-safety: create and destroy from any thread.
#ifndef NOODLES_SERVER_DISCOVERY_ADVERTISEMENT_H_
#define NOODLES_SERVER_DISCOVERY_ADVERTISEMENT_H_

#include <cstdint>
#include <memory>
#include <string>

namespace noodles::server_internal {

inline constexpr char kServiceType[] = "_noodles._tcp";

// The server is announced while the object lives.
class Advertisement {
 public:
  virtual ~Advertisement() = default;
  Advertisement(const Advertisement&) = delete;
  Advertisement& operator=(const Advertisement&) = delete;

 protected:
  Advertisement() = default;
};

// `name` is shown to users; a number is added where another service has the
// same name. Null, with a log line, where there is no Avahi.
std::unique_ptr<Advertisement> Advertise(const std::string& name,
                                         uint16_t port);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_DISCOVERY_ADVERTISEMENT_H_
