// Reads and writes recordings: files of received frames.
//
// A recording is a CBOR sequence (RFC 8742). The first item is the array
// ["noodles-recording", VERSION]. Then follows, for each frame, the array
// [microseconds since the start, bytes], and for each asset that frames name,
// the array [microseconds since the start, location, bytes], where the location
// is that of the buffer or image: a URL, or a map (noodles.cddl, URIParts). For
// each table whose rows are kept follows the array [microseconds since the
// start, id, number of rows, bytes], where the bytes are the answer to
// noo::tbl_subscribe (methods.cddl, TableInitData) behind the frames so far,
// with all rows or the first of them. The version is 1, and 1 more if the
// frames name assets, and 2 more if there are tables; earlier tools read
// version 1, or versions 1 and 2. A writer appends, and changes the version
// with the first asset and the first table; so if it is killed, at most the
// last item is incomplete.
//
// Thread-safety: one thread at a time. Ownership: frames share the memory of
// the content of the file; the stream must outlive the writer.
#ifndef NOODLES_TOOL_RECORDINGS_RECORDING_H_
#define NOODLES_TOOL_RECORDINGS_RECORDING_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "noodles/base/bytes.h"
#include "noodles/cbor/limits.h"
#include "noodles/protocol/common_types.h"
#include "noodles/protocol/ids.h"

namespace noodles::tool {

struct RecordedFrame {
  std::chrono::microseconds time{0};
  Bytes frame;
};

// The rows of a table.
struct RecordedTable {
  std::chrono::microseconds time{0};
  TableID table{};
  // The number of frames of the recording that the rows follow.
  size_t frames_before = 0;
  // How many rows the table had.
  uint64_t rows = 0;
  // An encoded TableInitData, with all rows or the first of them.
  Bytes content;
};

// A text that is equal for equal locations: the URL, or the encoded map.
std::string LocationKey(const Location& location);
// The location that has this key.
Location LocationOfKey(const std::string& key);

struct Recording {
  std::vector<RecordedFrame> frames;
  // By LocationKey.
  std::map<std::string, Bytes> assets;
  // In the order of the recording.
  std::vector<RecordedTable> tables;
  // The recording is to have all assets that its frames name: versions 2 and 4.
  bool expects_assets = false;
  // The size of an incomplete item at the end, which the recording does not
  // contain.
  size_t cut_off_bytes = 0;

  // "the last frame is cut off: ..."; "" if the last frame is complete.
  std::string CutOffText() const;
};

// Errors: InvalidArgument, with the byte offset, if the content is not a
// recording, has another version, or is malformed before its end.
absl::StatusOr<Recording> ParseRecording(const Bytes& content);

// The limits for the frames of a recording: the file bounds the number of
// messages and items.
cbor::DecodeLimits LimitsOfRecording();

class RecordingWriter {
 public:
  // `stream` can seek, and is at its beginning.
  explicit RecordingWriter(std::ostream& stream);
  // Writes a frame and flushes the stream. Does nothing after an error.
  void Write(std::chrono::microseconds time, const Bytes& frame);
  // The same for an asset.
  void WriteAsset(std::chrono::microseconds time, const Location& location,
                  const Bytes& content);
  // The same for the rows of a table; the time and the content of `table`
  // count, and the frames that have been written are those before it.
  void WriteTable(const RecordedTable& table);
  // The frames name assets, even if none could be fetched.
  void ExpectAssets();
  bool is_good() const { return stream_.good(); }
  // The number of frames, assets, tables and bytes written.
  uint64_t frames() const { return frames_; }
  uint64_t assets() const { return assets_; }
  uint64_t tables() const { return tables_; }
  uint64_t bytes() const { return bytes_; }

 private:
  void Append(const Bytes& item);
  void AddToVersion(uint64_t bit);

  std::ostream& stream_;
  uint64_t frames_ = 0;
  uint64_t assets_ = 0;
  uint64_t bytes_ = 0;
  uint64_t tables_ = 0;
  uint64_t header_bytes_ = 0;
  uint64_t version_ = 0;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_RECORDINGS_RECORDING_H_
