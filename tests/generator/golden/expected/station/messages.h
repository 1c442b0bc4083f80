// All structures and messages of the specification.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
#ifndef STATION_MESSAGES_H_
#define STATION_MESSAGES_H_

#include "station/common_types.h"  // IWYU pragma: export
#include "station/probes.h"        // IWYU pragma: export
#include "station/readings.h"      // IWYU pragma: export
#include "station/sites.h"         // IWYU pragma: export

#endif  // STATION_MESSAGES_H_
