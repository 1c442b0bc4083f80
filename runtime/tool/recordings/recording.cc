#include "tool/recordings/recording.h"

#include <noodles/codec.h>

#include <cstdint>
#include <utility>
#include <variant>

#include "noodles/base/status.h"

namespace noodles::tool {
namespace {

using cbor::DecodeErrorCode;
using cbor::Reader;

constexpr std::string_view kMagic = "noodles-recording";
constexpr uint64_t kFirstVersion = 1;
// Added to kFirstVersion.
constexpr uint64_t kHasAssets = 1;
constexpr uint64_t kHasTables = 2;
constexpr uint64_t kLastVersion = kFirstVersion + kHasAssets + kHasTables;

absl::Status Broken(size_t offset, const std::string& what) {
  return InvalidArgument("at byte " + std::to_string(offset) + ": " + what);
}

absl::Status ReadHeader(Reader& reader, uint64_t& version) {
  Reader::Sequence header;
  std::string magic;
  if (!reader.EnterArray(header) || !reader.More(header) ||
      !reader.ReadText(magic) || magic != kMagic) {
    return Broken(0, "this is not a recording of noodles record");
  }
  if (!reader.More(header) || !reader.ReadUint(version)) {
    return Broken(0, "the recording's version is missing");
  }
  if (version < kFirstVersion || version > kLastVersion) {
    return Broken(0, "the recording is of version " + std::to_string(version) +
                         "; this tool reads versions " +
                         std::to_string(kFirstVersion) + " to " +
                         std::to_string(kLastVersion));
  }
  if (reader.More(header) || !reader.Leave(header)) {
    return Broken(0, "the recording's header is broken");
  }
  return absl::OkStatus();
}

bool ReadLocation(Reader& reader, Location& location) {
  if (reader.IsMap()) return Read(reader, location.emplace<URIParts>());
  return reader.ReadText(location.emplace<std::string>());
}

bool ReadTable(Reader& reader, Reader::Sequence& item, Recording& recording,
               std::chrono::microseconds time) {
  RecordedTable table;
  table.time = time;
  table.frames_before = recording.frames.size();
  if (!Read(reader, table.table) || !reader.More(item) ||
      !reader.ReadUint(table.rows) || !reader.More(item) ||
      !reader.ReadBytes(table.content)) {
    return false;
  }
  recording.tables.push_back(std::move(table));
  return true;
}

// Reads the rest of an item behind its time.
bool ReadContent(Reader& reader, Reader::Sequence& item, Recording& recording,
                 std::chrono::microseconds time) {
  if (reader.IsBytes()) {
    RecordedFrame frame{time, {}};
    if (!reader.ReadBytes(frame.frame)) return false;
    recording.frames.push_back(std::move(frame));
    return true;
  }
  if (reader.IsArray()) return ReadTable(reader, item, recording, time);
  Location location;
  Bytes content;
  if (!ReadLocation(reader, location) || !reader.More(item) ||
      !reader.ReadBytes(content)) {
    return false;
  }
  recording.assets.insert_or_assign(LocationKey(location), std::move(content));
  return true;
}

// Adds one frame, asset or table to the recording.
bool ReadItem(Reader& reader, Recording& recording) {
  Reader::Sequence item;
  uint64_t time = 0;
  if (!reader.EnterArray(item) || !reader.More(item) ||
      !reader.ReadUint(time) || !reader.More(item) ||
      !ReadContent(reader, item, recording, std::chrono::microseconds(time))) {
    return false;
  }
  if (reader.More(item)) {
    return reader.Fail(DecodeErrorCode::kWrongLength, item.offset,
                       "a time and a frame, or a time, a location and bytes, "
                       "or a time, a table, its number of rows and bytes");
  }
  return reader.Leave(item);
}

}  // namespace

std::string LocationKey(const Location& location) {
  if (const auto* parts = std::get_if<URIParts>(&location)) {
    return std::string(Encode(*parts).text());
  }
  return std::get<std::string>(location);
}

// An encoded map begins with a byte from 0xa0 to 0xbf. No UTF-8 text does.
Location LocationOfKey(const std::string& key) {
  if (!key.empty() && (static_cast<unsigned char>(key[0]) & 0xe0) == 0xa0) {
    absl::StatusOr<URIParts> parts = Decode<URIParts>(Bytes::Copy(key));
    if (parts.ok()) return *std::move(parts);
  }
  return key;
}

std::string Recording::CutOffText() const {
  if (cut_off_bytes == 0) return "";
  return "the last frame is cut off: its " + std::to_string(cut_off_bytes) +
         " bytes are left out";
}

absl::StatusOr<Recording> ParseRecording(const Bytes& content) {
  cbor::DecodeLimits limits;
  limits.max_items = SIZE_MAX;  // the file bounds the number of items
  Reader reader(content, limits);
  uint64_t version = 0;
  const absl::Status header = ReadHeader(reader, version);
  if (!header.ok()) return header;
  Recording recording;
  recording.expects_assets = ((version - kFirstVersion) & kHasAssets) != 0;
  while (!reader.at_end()) {
    const size_t start = reader.offset();
    const size_t frames = recording.frames.size();
    const size_t tables = recording.tables.size();
    if (ReadItem(reader, recording)) continue;
    recording.frames.resize(frames);
    recording.tables.resize(tables);
    const cbor::DecodeError error = reader.TakeError();
    if (error.code != DecodeErrorCode::kTruncated) {
      return Broken(start, "frame " + std::to_string(frames) +
                               " is broken: " + error.ToString());
    }
    recording.cut_off_bytes = content.size() - start;
    break;
  }
  return recording;
}

cbor::DecodeLimits LimitsOfRecording() {
  cbor::DecodeLimits limits;
  limits.max_messages = SIZE_MAX;
  limits.max_items = SIZE_MAX;
  return limits;
}

RecordingWriter::RecordingWriter(std::ostream& stream) : stream_(stream) {
  version_ = kFirstVersion;
  Append(Encode(Any(Any::Array{kMagic, version_})));
  header_bytes_ = bytes_;
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

void RecordingWriter::WriteAsset(std::chrono::microseconds time,
                                 const Location& location,
                                 const Bytes& content) {
  if (!is_good()) return;
  ExpectAssets();
  cbor::Writer writer;
  writer.WriteArrayHead(3);
  writer.WriteUint(static_cast<uint64_t>(time.count()));
  if (const auto* parts = std::get_if<URIParts>(&location)) {
    noodles::Write(writer, *parts);
  } else {
    writer.WriteText(std::get<std::string>(location));
  }
  writer.WriteBytes(content);
  Append(writer.Take());
  if (is_good()) ++assets_;
}

void RecordingWriter::WriteTable(const RecordedTable& table) {
  if (!is_good()) return;
  AddToVersion(kHasTables);
  cbor::Writer writer;
  writer.WriteArrayHead(4);
  writer.WriteUint(static_cast<uint64_t>(table.time.count()));
  cbor::Write(writer, table.table);
  writer.WriteUint(table.rows);
  writer.WriteBytes(table.content);
  Append(writer.Take());
  if (is_good()) ++tables_;
}

void RecordingWriter::ExpectAssets() { AddToVersion(kHasAssets); }

// The version is the last byte of the header.
void RecordingWriter::AddToVersion(uint64_t bit) {
  const uint64_t version = kFirstVersion + ((version_ - kFirstVersion) | bit);
  if (!is_good() || version == version_) return;
  version_ = version;
  stream_.seekp(static_cast<std::streamoff>(header_bytes_ - 1));
  stream_.put(static_cast<char>(version));
  stream_.seekp(0, std::ios::end);
}

void RecordingWriter::Append(const Bytes& item) {
  stream_.write(reinterpret_cast<const char*>(item.data()),
                static_cast<std::streamsize>(item.size()));
  stream_.flush();
  if (is_good()) bytes_ += item.size();
}

}  // namespace noodles::tool
