#include "noodles/transport/http/http_answer.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace noodles::transport_internal {

HttpAnswer::HttpAnswer(HttpResponse response, bool head_only, bool keep_alive)
    : on_sent_(std::move(response.on_sent)) {
  std::string head = FormatResponseHead(response, keep_alive);
  head_size_ = head.size();
  pieces_.push_back(Bytes::Adopt(std::move(head)));
  if (head_only) return;
  for (Bytes& segment : response.body) {
    if (!segment.empty()) pieces_.push_back(std::move(segment));
  }
  if (response.file.file != nullptr) file_ = std::move(response.file);
}

Stream::WriteResult HttpAnswer::Write(Stream& stream) {
  Stream::WriteResult result;
  if (next_ < pieces_.size()) {
    std::array<std::span<const uint8_t>, kMaxPieces> spans;
    const size_t count = std::min(kMaxPieces, pieces_.size() - next_);
    for (size_t i = 0; i < count; ++i) spans[i] = pieces_[next_ + i].span();
    spans[0] = spans[0].subspan(offset_);
    result = stream.WriteSome(std::span(spans).first(count));
    Consume(result.count);
  } else if (file_.length > 0) {
    result = stream.WriteFile({.file = file_.file,
                               .offset = file_.offset,
                               .length = std::min(kTurnBytes, file_.length)});
    file_.offset += result.count;
    file_.length -= result.count;
  }
  written_ += result.count;
  return result;
}

void HttpAnswer::Report() {
  if (on_sent_) on_sent_(written_ < head_size_ ? 0 : written_ - head_size_);
}

// Releases each piece that has been written.
void HttpAnswer::Consume(size_t count) {
  offset_ += count;
  while (next_ < pieces_.size() && offset_ >= pieces_[next_].size()) {
    offset_ -= pieces_[next_].size();
    pieces_[next_++] = Bytes();
  }
}

}  // namespace noodles::transport_internal
