// Readings: the structures of this part of the specification.
//
// Generated from station.cddl, station.bindings.toml; changes belong there.
//
// Thread-safety: plain values. Ownership: a structure owns its members; copies
// of Bytes share memory.
#ifndef STATION_READINGS_H_
#define STATION_READINGS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "noodles/base/bytes.h"
#include "noodles/cbor/any.h"
#include "station/common_types.h"
#include "station/fingerprint.h"
#include "station/ids.h"

namespace station {

struct MsgReadings {
  ProbeID probe{};
  Span span{};
  std::vector<double> values{};
  std::optional<noodles::Bytes> raw{};
  std::optional<noodles::cbor::Any> extra{};

  bool operator==(const MsgReadings&) const = default;
};

struct MsgHello {
  uint64_t version = 0;

  bool operator==(const MsgHello&) const = default;
};

}  // namespace station

#endif  // STATION_READINGS_H_
