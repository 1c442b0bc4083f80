// Reading and writing of all structures and messages as CBOR.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
#ifndef STATION_CODECS_H_
#define STATION_CODECS_H_

#include "station/common_types_codec.h"  // IWYU pragma: export
#include "station/probes_codec.h"        // IWYU pragma: export
#include "station/readings_codec.h"      // IWYU pragma: export
#include "station/sites_codec.h"         // IWYU pragma: export

#endif  // STATION_CODECS_H_
