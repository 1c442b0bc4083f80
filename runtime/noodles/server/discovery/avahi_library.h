// The functions of libavahi-client that an advertisement needs, found when the
// program runs. Private to this folder; tests fill it with functions of their
// own.
//
// Thread-safety: plain values; Load() from any thread.
#ifndef NOODLES_SERVER_DISCOVERY_AVAHI_LIBRARY_H_
#define NOODLES_SERVER_DISCOVERY_AVAHI_LIBRARY_H_

#include <avahi-client/client.h>
#include <avahi-client/publish.h>
#include <avahi-common/alternative.h>
#include <avahi-common/error.h>
#include <avahi-common/malloc.h>
#include <avahi-common/thread-watch.h>

#include <cstdint>
#include <memory>
#include <string>

#include "noodles/server/discovery/advertisement.h"

namespace noodles::server_internal {

struct AvahiLibrary {
  // Null, and the reason, where the library or a function is missing. The
  // library stays loaded to the end of the program.
  static const AvahiLibrary* Load(std::string& problem);

  decltype(&avahi_threaded_poll_new) poll_new = nullptr;
  decltype(&avahi_threaded_poll_get) poll_get = nullptr;
  decltype(&avahi_threaded_poll_start) poll_start = nullptr;
  decltype(&avahi_threaded_poll_stop) poll_stop = nullptr;
  decltype(&avahi_threaded_poll_free) poll_free = nullptr;
  decltype(&avahi_client_new) client_new = nullptr;
  decltype(&avahi_client_free) client_free = nullptr;
  decltype(&avahi_client_errno) client_errno = nullptr;
  decltype(&avahi_entry_group_new) group_new = nullptr;
  decltype(&avahi_entry_group_add_service_strlst) group_add_service = nullptr;
  decltype(&avahi_entry_group_commit) group_commit = nullptr;
  decltype(&avahi_entry_group_reset) group_reset = nullptr;
  decltype(&avahi_alternative_service_name) alternative_name = nullptr;
  decltype(&avahi_free) free_text = nullptr;
  decltype(&avahi_strerror) error_text = nullptr;
};

// As Advertise(name, port), with a given library that outlives the
// advertisement.
std::unique_ptr<Advertisement> AdvertiseWith(const AvahiLibrary& library,
                                             const std::string& name,
                                             uint16_t port);

}  // namespace noodles::server_internal

#endif  // NOODLES_SERVER_DISCOVERY_AVAHI_LIBRARY_H_
