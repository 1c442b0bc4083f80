#include "tool/recordings/recording.h"

#include <noodles/codec.h>

#include <cstdint>

#include "noodles/base/status.h"

namespace noodles::tool {
namespace {

using cbor::DecodeErrorCode;
using cbor::Reader;

constexpr std::string_view kMagic = "noodles-recording";
constexpr uint64_t kVersion = 1;

absl::Status Broken(size_t offset, const std::string& what) {
  return InvalidArgument("at byte " + std::to_string(offset) + ": " + what);
}

absl::Status ReadHeader(Reader& reader) {
  Reader::Sequence header;
  std::string magic;
  uint64_t version = 0;
  if (!reader.EnterArray(header) || !reader.More(header) ||
      !reader.ReadText(magic) || magic != kMagic) {
    return Broken(0, "this is not a recording of noodles record");
  }
  if (!reader.More(header) || !reader.ReadUint(version)) {
    return Broken(0, "the recording's version is missing");
  }
  if (version != kVersion) {
    return Broken(0, "the recording is of version " + std::to_string(version) +
                         "; this tool reads version " +
                         std::to_string(kVersion));
  }
  if (reader.More(header) || !reader.Leave(header)) {
    return Broken(0, "the recording's header is broken");
  }
  return absl::OkStatus();
}

bool ReadFrame(Reader& reader, RecordedFrame& frame) {
  Reader::Sequence entry;
  uint64_t time = 0;
  if (!reader.EnterArray(entry) || !reader.More(entry) ||
      !reader.ReadUint(time) || !reader.More(entry) ||
      !reader.ReadBytes(frame.frame)) {
    return false;
  }
  if (reader.More(entry)) {
    return reader.Fail(DecodeErrorCode::kWrongLength, entry.offset,
                       "a time and a frame");
  }
  frame.time = std::chrono::microseconds(time);
  return reader.Leave(entry);
}

}  // namespace

std::string Recording::CutOffText() const {
  if (cut_off_bytes == 0) return "";
  return "the last frame is cut off: its " + std::to_string(cut_off_bytes) +
         " bytes are left out";
}

absl::StatusOr<Recording> ParseRecording(const Bytes& content) {
  cbor::DecodeLimits limits;
  limits.max_items = SIZE_MAX;  // the file bounds the number of items
  Reader reader(content, limits);
  const absl::Status header = ReadHeader(reader);
  if (!header.ok()) return header;
  Recording recording;
  while (!reader.at_end()) {
    const size_t start = reader.offset();
    RecordedFrame frame;
    if (ReadFrame(reader, frame)) {
      recording.frames.push_back(std::move(frame));
      continue;
    }
    const cbor::DecodeError error = reader.TakeError();
    if (error.code != DecodeErrorCode::kTruncated) {
      return Broken(start, "frame " + std::to_string(recording.frames.size()) +
                               " is broken: " + error.ToString());
    }
    recording.cut_off_bytes = content.size() - start;
    break;
  }
  return recording;
}

RecordingWriter::RecordingWriter(const std::string& path)
    : file_(path, std::ios::binary) {
  Append(Encode(Any(Any::Array{kMagic, kVersion})));
}

void RecordingWriter::Write(std::chrono::microseconds time,
                            const Bytes& frame) {
  if (!is_good()) return;
  cbor::Writer writer;
  writer.WriteArrayHead(2);
  writer.WriteUint(static_cast<uint64_t>(time.count()));
  writer.WriteBytes(frame);
  Append(writer.Take());
  if (is_good()) ++frames_;
}

void RecordingWriter::Append(const Bytes& item) {
  file_.write(reinterpret_cast<const char*>(item.data()),
              static_cast<std::streamsize>(item.size()));
  file_.flush();
  if (is_good()) bytes_ += item.size();
}

}  // namespace noodles::tool
