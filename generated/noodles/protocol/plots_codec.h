// Plots: reading and writing of this part's structures as CBOR.
//
// Read fills a value that was default-constructed. On failure Read returns
// false, the reader holds the error, and the value is unspecified. Write never
// fails.
//
// Generated from noodles.cddl, noodles.bindings.toml; changes belong there.
//
// Thread-safety: that of the Reader or Writer.
#ifndef NOODLES_PROTOCOL_PLOTS_CODEC_H_
#define NOODLES_PROTOCOL_PLOTS_CODEC_H_

#include "noodles/cbor/kind_of.h"
#include "noodles/cbor/minimum_encoded_size.h"
#include "noodles/protocol/plots.h"

namespace noodles::cbor {

class Reader;
class Writer;

template <>
inline constexpr size_t kMinimumEncodedSize<noodles::AxisRange> = 3;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::SimplePlotColumnInfo> = 33;
template <>
inline constexpr size_t kMinimumEncodedSize<noodles::SimplePlotInfo> = 16;
template <>
inline constexpr Kind kKindOf<noodles::AxisPreference> = Kind::kText;
template <>
inline constexpr Kind kKindOf<noodles::AxisRange> = Kind::kArray;

}  // namespace noodles::cbor

namespace noodles {

bool Read(cbor::Reader& reader, AxisPreference& value);
void Write(cbor::Writer& writer, AxisPreference value);

bool Read(cbor::Reader& reader, AxisRange& value);
void Write(cbor::Writer& writer, const AxisRange& value);

bool Read(cbor::Reader& reader, SimplePlotColumnInfo& value);
void Write(cbor::Writer& writer, const SimplePlotColumnInfo& value);

bool Read(cbor::Reader& reader, SimplePlotInfo& value);
void Write(cbor::Writer& writer, const SimplePlotInfo& value);

bool Read(cbor::Reader& reader, MsgPlotCreate& message);
void Write(cbor::Writer& writer, const MsgPlotCreate& message);
// Writes the content of message 7 from its parts.
void WriteCreate(cbor::Writer& writer, PlotID id, const Plot& value);

bool Read(cbor::Reader& reader, MsgPlotUpdate& message);
void Write(cbor::Writer& writer, const MsgPlotUpdate& message);
// Writes the content of message 8 from its parts.
void WriteUpdate(cbor::Writer& writer, PlotID id, const PlotUpdate& value);

bool Read(cbor::Reader& reader, MsgPlotDelete& message);
void Write(cbor::Writer& writer, const MsgPlotDelete& message);

}  // namespace noodles

#endif  // NOODLES_PROTOCOL_PLOTS_CODEC_H_
