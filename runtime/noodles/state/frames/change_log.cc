#include "noodles/state/frames/change_log.h"

#include <type_traits>

#include "noodles/state/frames/frame_cutter.h"

namespace noodles::state_internal {

size_t ChangeLog::Mark() {
  last_update_.clear();
  return entries_.size();
}

void ChangeLog::TruncateTo(size_t mark) {
  entries_.resize(mark);
  if (mark == 0) buffer_.Clear();
  last_update_.clear();
}

std::vector<EncodedMessages> ChangeLog::Take(size_t max_frame_bytes) {
  std::vector<EncodedMessages> frames;
  // A single change is a frame as it is in the buffer.
  const bool is_one = entries_.size() == 1 && entries_[0].update.index() == 0 &&
                      entries_[0].begin.position == 0;
  if (is_one) {
    frames.push_back(buffer_.TakeUpTo(entries_[0].end, entries_[0].count,
                                      entries_[0].audience));
    frames[0].structure = std::move(entries_[0].structure);
    frames[0].has_published_urls = entries_[0].is_published;
  } else {
    frames = Cut(max_frame_bytes);
  }
  entries_.clear();
  last_update_.clear();
  buffer_.Clear();
  return frames;
}

void ChangeLog::AddUpdateTo(FrameCutter& frames, const Entry& entry) {
  std::visit(
      [&]<class Message>(const Message& message) {
        if constexpr (!std::is_same_v<Message, std::monostate>) {
          frames.Add(
              [&](MessageBuffer& frame) {
                frame.writer().WriteUint(MessageTraits<Message>::kNumber);
                Write(frame.writer(), message);
              },
              1, entry.structure);
        }
      },
      entry.update);
}

std::vector<EncodedMessages> ChangeLog::Cut(size_t max_frame_bytes) const {
  FrameCutter frames(max_frame_bytes);
  for (const Entry& entry : entries_) {
    frames.SetAudience(entry.audience);
    if (entry.update.index() != 0) {
      AddUpdateTo(frames, entry);
      continue;
    }
    frames.Add(
        [&](MessageBuffer& frame) {
          frame.Append(buffer_, entry.begin, entry.end);
        },
        entry.count, entry.structure, entry.is_published);
  }
  return frames.Take();
}

std::vector<EncodedMessages> ChangeLog::CutOriginals(
    size_t max_frame_bytes, const WriteOriginal& write_original) const {
  FrameCutter frames(max_frame_bytes);
  for (const Entry& entry : entries_) {
    if (entry.is_announced) continue;
    if (entry.update.index() != 0) {
      AddUpdateTo(frames, entry);
      continue;
    }
    frames.Add(
        [&](MessageBuffer& frame) {
          const bool is_written =
              entry.is_published &&
              write_original(entry.structure.front().ref, frame.writer());
          if (!is_written) frame.Append(buffer_, entry.begin, entry.end);
        },
        entry.count, entry.structure);
  }
  return frames.Take();
}

}  // namespace noodles::state_internal
