#include "noodles/persistence/records/journal_codec.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "noodles/base/status.h"

namespace noodles::persistence_internal {
namespace {

absl::StatusOr<ComponentKind> KindOf(std::string_view name) {
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    const auto kind = static_cast<ComponentKind>(i);
    if (ToString(kind) == name) return kind;
  }
  return InvalidArgument("there is no kind of components called " +
                         std::string(name));
}

JournalComponent ToJournal(const ComponentRef& ref) {
  return {std::string(ToString(ref.kind)), ref.slot, ref.gen};
}

absl::StatusOr<ComponentRef> FromJournal(const JournalComponent& component) {
  const absl::StatusOr<ComponentKind> kind = KindOf(component.kind);
  if (!kind.ok()) return kind.status();
  return ComponentRef(*kind, component.slot, component.gen);
}

absl::StatusOr<JournalFrame> ToJournal(const EncodedMessages& messages,
                                       JournalEngine& engine, size_t blob_bytes,
                                       BlobSet* blobs) {
  JournalFrame frame;
  frame.count = messages.count;
  const auto add = [&](const Bytes& piece) -> absl::Status {
    if (piece.empty()) return absl::OkStatus();
    if (piece.size() < blob_bytes) {
      frame.pieces.emplace_back(piece);
      return absl::OkStatus();
    }
    absl::StatusOr<JournalBlob> blob = engine.PutBlob(piece);
    if (!blob.ok()) return blob.status();
    if (blobs != nullptr) blobs->emplace(blob->hash.text());
    frame.pieces.emplace_back(*std::move(blob));
    return absl::OkStatus();
  };
  // The first piece is small messages, whatever its size.
  if (!messages.items.empty()) frame.pieces.emplace_back(messages.items);
  for (const Bytes& piece : messages.more) {
    if (absl::Status status = add(piece); !status.ok()) return status;
  }
  return frame;
}

absl::StatusOr<EncodedMessages> FromJournal(const JournalFrame& frame,
                                            JournalEngine& engine) {
  EncodedMessages messages;
  messages.count = frame.count;
  for (const JournalPiece& piece : frame.pieces) {
    Bytes bytes;
    if (const auto* blob = std::get_if<JournalBlob>(&piece)) {
      absl::StatusOr<Bytes> content = engine.GetBlob(*blob);
      if (!content.ok()) return content.status();
      bytes = *std::move(content);
    } else {
      bytes = std::get<Bytes>(piece);
    }
    messages.more.push_back(std::move(bytes));
  }
  return messages;
}

size_t SizeOf(const JournalFrame& frame) {
  size_t size = 0;
  for (const JournalPiece& piece : frame.pieces) {
    const Bytes* bytes = std::get_if<Bytes>(&piece);
    size += bytes == nullptr ? 1 : bytes->size();
  }
  return size;
}

}  // namespace

absl::StatusOr<JournalChanges> ToJournal(const DocumentChanges& changes,
                                         JournalEngine& engine,
                                         size_t blob_bytes, BlobSet* blobs) {
  JournalChanges result;
  result.frames.reserve(changes.frames.size());
  for (const EncodedMessages& messages : changes.frames) {
    absl::StatusOr<JournalFrame> frame =
        ToJournal(messages, engine, blob_bytes, blobs);
    if (!frame.ok()) return frame.status();
    result.frames.push_back(*std::move(frame));
  }
  for (const ComponentRef& ref : changes.deleted) {
    result.deleted.push_back(ToJournal(ref));
  }
  for (const BufferID id : changes.inline_buffers) {
    result.inline_buffers.push_back(ToJournal(ComponentRef(id)));
  }
  result.notes.reserve(changes.notes.size());
  for (const StateNote& note : changes.notes) {
    result.notes.push_back({note.name, note.state, note.change});
  }
  return result;
}

absl::StatusOr<DocumentChanges> FromJournal(const JournalChanges& changes,
                                            JournalEngine& engine) {
  DocumentChanges result;
  result.frames.reserve(changes.frames.size());
  for (const JournalFrame& frame : changes.frames) {
    absl::StatusOr<EncodedMessages> messages = FromJournal(frame, engine);
    if (!messages.ok()) return messages.status();
    result.frames.push_back(*std::move(messages));
  }
  for (const JournalComponent& component : changes.deleted) {
    const absl::StatusOr<ComponentRef> ref = FromJournal(component);
    if (!ref.ok()) return ref.status();
    result.deleted.push_back(*ref);
  }
  for (const JournalComponent& component : changes.inline_buffers) {
    result.inline_buffers.push_back({component.slot, component.gen});
  }
  std::sort(result.inline_buffers.begin(), result.inline_buffers.end());
  result.notes.reserve(changes.notes.size());
  for (const JournalNote& note : changes.notes) {
    result.notes.push_back({note.name, note.state, note.change});
  }
  return result;
}

std::vector<JournalChanges> Cut(JournalChanges changes, size_t max_bytes) {
  std::vector<JournalChanges> parts(1);
  size_t size = 0;
  for (JournalFrame& frame : changes.frames) {
    const size_t added = SizeOf(frame);
    if (size != 0 && size + added > max_bytes) {
      parts.emplace_back();
      size = 0;
    }
    size += added;
    parts.back().frames.push_back(std::move(frame));
  }
  // Parts count together, so the rest may be in the last one.
  parts.back().deleted = std::move(changes.deleted);
  parts.back().inline_buffers = std::move(changes.inline_buffers);
  parts.back().notes = std::move(changes.notes);
  return parts;
}

std::vector<JournalSlots> SlotsOf(const DocumentMarks& marks) {
  std::vector<JournalSlots> slots;
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    if (marks.generations[i].empty()) continue;
    JournalSlots of_kind;
    of_kind.kind = ToString(static_cast<ComponentKind>(i));
    of_kind.runs.reserve(marks.generations[i].size());
    for (const GenerationRun& run : marks.generations[i]) {
      of_kind.runs.push_back({run.slots, run.next});
    }
    slots.push_back(std::move(of_kind));
  }
  return slots;
}

absl::StatusOr<DocumentMarks> MarksOf(const std::vector<JournalSlots>& slots) {
  DocumentMarks marks;
  for (const JournalSlots& of_kind : slots) {
    const absl::StatusOr<ComponentKind> kind = KindOf(of_kind.kind);
    if (!kind.ok()) return kind.status();
    std::vector<GenerationRun>& runs =
        marks.generations[static_cast<size_t>(*kind)];
    runs.reserve(of_kind.runs.size());
    for (const JournalGenerations& run : of_kind.runs) {
      runs.push_back({run.slots, run.next});
    }
  }
  return marks;
}

cbor::DecodeLimits JournalLimits() {
  cbor::DecodeLimits limits;
  limits.max_items = std::numeric_limits<size_t>::max();
  limits.max_text_bytes = std::numeric_limits<size_t>::max();
  limits.max_byte_string_bytes = std::numeric_limits<size_t>::max();
  return limits;
}

}  // namespace noodles::persistence_internal
