#include "recording.h"

#include <noodles/codec.h>

#include <cstdint>

namespace cli {
namespace {

constexpr std::string_view kMagic = "noodles-recording";
constexpr int kVersion = 1;

}  // namespace

absl::StatusOr<Recording> ParseRecording(const noodles::Bytes& content) {
  noodles::cbor::DecodeLimits limits;
  limits.max_items = SIZE_MAX;  // a file of our own may be as long as it is
  noodles::cbor::Reader reader(content, limits);
  noodles::Any item;
  if (!noodles::cbor::Read(reader, item) || item[0].AsText() != kMagic ||
      item[1].AsInt() != kVersion) {
    return absl::InvalidArgumentError("this is no recording of noodles");
  }
  Recording recording;
  while (!reader.at_end()) {
    noodles::Any entry;
    if (!noodles::cbor::Read(reader, entry) || !entry[0].AsInt() ||
        entry[1].AsBytes() == nullptr) {
      recording.is_cut_off = true;
      break;
    }
    recording.frames.push_back(
        {std::chrono::microseconds(*entry[0].AsInt()), *entry[1].AsBytes()});
  }
  return recording;
}

RecordingWriter::RecordingWriter(const std::string& path)
    : file_(path, std::ios::binary) {
  Append(noodles::Encode(noodles::Any(noodles::Any::Array{kMagic, kVersion})));
}

void RecordingWriter::Write(std::chrono::microseconds time,
                            const noodles::Bytes& frame) {
  noodles::cbor::Writer writer;
  writer.WriteArrayHead(2);
  writer.WriteUint(static_cast<uint64_t>(time.count()));
  writer.WriteBytes(frame);
  Append(writer.Take());
}

void RecordingWriter::Append(const noodles::Bytes& item) {
  file_.write(reinterpret_cast<const char*>(item.data()),
              static_cast<std::streamsize>(item.size()));
  file_.flush();
}

}  // namespace cli
