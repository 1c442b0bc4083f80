// Sites: the structures of this part of the specification.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef STATION_SITES_H_
#define STATION_SITES_H_

#include <string>

#include "station/fingerprint.h"
#include "station/ids.h"

namespace station {

struct Site {
  std::string name{};

  bool operator==(const Site&) const = default;
};

// Message 0.
struct MsgSiteCreate {
  SiteID id{};
  Site content{};

  bool operator==(const MsgSiteCreate&) const = default;
};

// Message 1.
struct MsgSiteDelete {
  SiteID id{};

  bool operator==(const MsgSiteDelete&) const = default;
};

}  // namespace station

#endif  // STATION_SITES_H_
