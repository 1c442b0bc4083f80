#include "noodles/persistence/files/record_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/persistence/support/digest.h"

namespace noodles::persistence_internal {
namespace {

using ByteSpan = std::span<const uint8_t>;

constexpr size_t kMagicBytes = 16;
constexpr size_t kSaltOffset = 20;
constexpr size_t kSaltBytes = 12;
constexpr size_t kCheckBytes = 8;
constexpr uint32_t kVersion = 1;
constexpr std::string_view kRecordMagic = "\nRec";

// The places in the header of a record.
constexpr size_t kLengthOffset = 4;
constexpr size_t kCheckOffset = 8;
constexpr size_t kHashOffset = 16;

std::string_view MagicOf(RecordFileKind kind) {
  return kind == RecordFileKind::kJournal ? "NOODLES JOURNAL\n"
                                          : "NOODLES SNAPSHOT";
}

template <class Number>
void PutNumber(uint8_t* to, Number number) {
  for (size_t i = 0; i < sizeof(Number); ++i) {
    to[i] = static_cast<uint8_t>(number >> (8 * i));
  }
}

uint32_t NumberAt(const uint8_t* from) {
  uint32_t number = 0;
  for (size_t i = 0; i < sizeof(number); ++i) {
    number |= static_cast<uint32_t>(from[i]) << (8 * i);
  }
  return number;
}

// The check of the header of a record.
Bytes CheckOf(ByteSpan salt, uint64_t offset, uint32_t length) {
  std::array<uint8_t, sizeof(offset) + sizeof(length)> place{};
  PutNumber(place.data(), offset);
  PutNumber(place.data() + sizeof(offset), length);
  const std::array<ByteSpan, 2> pieces = {salt, ByteSpan(place)};
  return Sha256(std::span<const ByteSpan>(pieces)).Slice(0, kCheckBytes);
}

bool IsAt(ByteSpan bytes, const Bytes& expected) {
  return std::equal(bytes.begin(), bytes.end(), expected.span().begin(),
                    expected.span().end());
}

std::string At(const std::string& path, uint64_t offset) {
  return path + ": offset " + std::to_string(offset) + ": ";
}

}  // namespace

Bytes RecordHash(const Bytes& body) {
  return Bytes::Copy(Sha256(body.span()).Slice(0, kRecordHashBytes).span());
}

// --------------------------------------------------------------------- reading

absl::StatusOr<RecordFileReader> RecordFileReader::Open(std::string path,
                                                        Bytes content,
                                                        RecordFileKind kind) {
  if (content.size() < kFileHeaderBytes) {
    return NotFound(path + ": the file ends inside of its header: " +
                    std::to_string(content.size()) + " of " +
                    std::to_string(kFileHeaderBytes) + " bytes");
  }
  const ByteSpan header = content.span().first(kFileHeaderBytes);
  constexpr size_t kChecked = kFileHeaderBytes - kCheckBytes;
  const Bytes check = Sha256(header.first(kChecked)).Slice(0, kCheckBytes);
  const std::string_view magic = MagicOf(kind);
  if (!std::equal(magic.begin(), magic.end(), header.begin())) {
    return DataLoss(
        At(path, 0) + "the file does not begin as a " +
        (kind == RecordFileKind::kJournal ? "journal" : "snapshot") + " does");
  }
  if (!IsAt(header.subspan(kChecked), check)) {
    return DataLoss(At(path, 0) + "the header of the file is damaged");
  }
  const uint32_t version = NumberAt(header.data() + kMagicBytes);
  if (version != kVersion) {
    return FailedPrecondition(
        At(path, kMagicBytes) + "version " + std::to_string(version) +
        ", but this program reads version " + std::to_string(kVersion));
  }
  return RecordFileReader(std::move(path), std::move(content));
}

RecordFileReader::Look RecordFileReader::LookAt(uint64_t offset) const {
  const ByteSpan rest = content_.span().subspan(offset);
  if (rest.size() < kRecordHeaderBytes) {
    return {{}, "the file ends inside of the header of a record"};
  }
  if (!std::equal(kRecordMagic.begin(), kRecordMagic.end(), rest.begin())) {
    return {{}, "no record begins here"};
  }
  const uint32_t length = NumberAt(rest.data() + kLengthOffset);
  const Bytes check =
      CheckOf(content_.span().subspan(kSaltOffset, kSaltBytes), offset, length);
  if (!IsAt(rest.subspan(kCheckOffset, kCheckBytes), check)) {
    return {{}, "the header of a record is damaged"};
  }
  if (rest.size() - kRecordHeaderBytes < length) {
    return {{},
            "the file ends inside of a record of " + std::to_string(length) +
                " bytes"};
  }
  Bytes body = content_.Slice(offset + kRecordHeaderBytes, length);
  Bytes hash = RecordHash(body);
  if (!IsAt(rest.subspan(kHashOffset, kRecordHashBytes), hash)) {
    return {{},
            "a record of " + std::to_string(length) +
                " bytes does not have the hash that it was written with"};
  }
  return {StoredRecord{std::move(body), std::move(hash), offset}, {}};
}

uint64_t RecordFileReader::FindRecordBehind(uint64_t offset) const {
  const std::string_view text = content_.text();
  for (size_t at = text.find(kRecordMagic, offset + 1);
       at != std::string_view::npos; at = text.find(kRecordMagic, at + 1)) {
    if (LookAt(at).record) return at;
  }
  return content_.size();
}

std::optional<StoredRecord> RecordFileReader::Next() {
  if (!status_.ok() || offset_ == content_.size()) return std::nullopt;
  Look look = LookAt(offset_);
  if (look.record) {
    offset_ += kRecordHeaderBytes + look.record->body.size();
    return std::move(look.record);
  }
  const uint64_t next = FindRecordBehind(offset_);
  if (next < content_.size()) {
    status_ =
        DataLoss(At(path_, offset_) + look.fault +
                 "; whole records follow from offset " + std::to_string(next));
  }
  return std::nullopt;
}

bool RecordFileReader::SkipDamage() {
  if (status_.ok()) return false;
  status_ = absl::OkStatus();
  offset_ = FindRecordBehind(offset_);
  return offset_ < content_.size();
}

// --------------------------------------------------------------------- writing

absl::StatusOr<std::unique_ptr<RecordFile>> RecordFile::Create(
    const std::string& path, RecordFileKind kind) {
  absl::StatusOr<Bytes> salt = RandomBytes(kSaltBytes);
  if (!salt.ok()) return salt.status();
  absl::StatusOr<std::unique_ptr<AppendFile>> file = AppendFile::Open(path);
  if (!file.ok()) return file.status();
  absl::Status status = (*file)->Truncate(0);
  std::array<uint8_t, kFileHeaderBytes> header{};
  const std::string_view magic = MagicOf(kind);
  std::copy(magic.begin(), magic.end(), header.begin());
  PutNumber(header.data() + kMagicBytes, kVersion);
  std::copy(salt->span().begin(), salt->span().end(),
            header.begin() + kSaltOffset);
  constexpr size_t kChecked = kFileHeaderBytes - kCheckBytes;
  const Bytes check = Sha256(ByteSpan(header).first(kChecked));
  std::copy_n(check.span().begin(), kCheckBytes, header.begin() + kChecked);
  const std::array<ByteSpan, 1> pieces = {ByteSpan(header)};
  if (status.ok()) status = (*file)->Append(pieces);
  if (!status.ok()) return status;
  return std::unique_ptr<RecordFile>(
      new RecordFile(*std::move(file), *std::move(salt)));
}

absl::StatusOr<std::unique_ptr<RecordFile>> RecordFile::Continue(
    const std::string& path, uint64_t size) {
  const absl::StatusOr<Bytes> content = ReadWholeFile(path);
  if (!content.ok()) return content.status();
  absl::StatusOr<std::unique_ptr<AppendFile>> file = AppendFile::Open(path);
  if (!file.ok()) return file.status();
  if ((*file)->size() != size) {
    absl::Status status = (*file)->Truncate(size);
    if (status.ok()) status = (*file)->Sync();
    if (!status.ok()) return status;
  }
  Bytes salt = Bytes::Copy(content->Slice(kSaltOffset, kSaltBytes).span());
  return std::unique_ptr<RecordFile>(
      new RecordFile(*std::move(file), std::move(salt)));
}

absl::Status RecordFile::Append(const Bytes& body) {
  if (body.size() > std::numeric_limits<uint32_t>::max()) {
    return InvalidArgument(path() + ": a record of " +
                           std::to_string(body.size()) +
                           " bytes; one holds at most 4294967295");
  }
  const auto length = static_cast<uint32_t>(body.size());
  std::array<uint8_t, kRecordHeaderBytes> header{};
  std::copy(kRecordMagic.begin(), kRecordMagic.end(), header.begin());
  PutNumber(header.data() + kLengthOffset, length);
  const Bytes check = CheckOf(salt_.span(), size(), length);
  std::copy(check.span().begin(), check.span().end(),
            header.begin() + kCheckOffset);
  const Bytes hash = RecordHash(body);
  std::copy(hash.span().begin(), hash.span().end(),
            header.begin() + kHashOffset);
  const std::array<ByteSpan, 2> pieces = {ByteSpan(header), body.span()};
  return file_->Append(pieces);
}

}  // namespace noodles::persistence_internal
