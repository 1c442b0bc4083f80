// Transactions: locking the document, publishing changes, and taking them back.
#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

#include "noodles/state/authority/document_state.h"

namespace noodles {
namespace {

// The innermost transaction of this thread, of whichever document.
thread_local Transaction* innermost_transaction = nullptr;

}  // namespace

state_internal::DocumentState::WriteGuard::WriteGuard(
    state_internal::DocumentState& state)
    : state_(state), lock_(state.mutex) {
  if (innermost_transaction != nullptr) state_.BeginLazyTransaction();
}

state_internal::DocumentState::WriteGuard::~WriteGuard() {
  if (!state_.in_transaction()) state_.Publish();
}

void state_internal::DocumentState::BeginLazyTransaction() {
  for (Transaction* transaction = innermost_transaction; transaction != nullptr;
       transaction = transaction->outer_) {
    if (&transaction->state_ == this) return transaction->Begin();
  }
}

void state_internal::DocumentState::Publish() {
  undo_.clear();
  std::vector<ComponentRef> removed;
  for (const ComponentRef& ref : retired_) {
    if (registry_.Find(ref) == nullptr) {
      published_.Forget(ref);
      removed.push_back(ref);
    }
    registry_.Recycle(ref);
  }
  retired_.clear();
  if (recorder_ != nullptr) RecordChanges();
  if (!log_.empty()) {
    const std::vector<EncodedMessages> frames =
        log_.Take(options_.max_frame_bytes);
    if (recorder_ == nullptr ? listener_ != nullptr : has_listener()) {
      listener_->OnChanges(frames);
    }
  }
  if (listener_ != nullptr && !removed.empty()) listener_->OnRemoved(removed);
}

void state_internal::DocumentState::AddNote(StateNote note) {
  if (recorder_ == nullptr) return;
  notes_.push_back(std::move(note));
  AddUndo([this] { notes_.pop_back(); });
}

void state_internal::DocumentState::RecordChanges() {
  DocumentChanges changes;
  const auto write_original = [this](ComponentRef ref, cbor::Writer& writer) {
    // A component that was removed in its own transaction stays as clients saw
    // it: nothing can show its content any more.
    if (registry_.Find(ref) == nullptr) return false;
    Visit(ref, [&]<class Component>(const Component& component) {
      using Message = typename ComponentTraits<Component>::CreateMessage;
      writer.WriteUint(MessageTraits<Message>::kNumber);
      WriteCreate(writer, Document::IdOf<Component>{ref.slot, ref.gen},
                  component);
    });
    return true;
  };
  changes.frames = log_.CutOriginals(options_.max_frame_bytes, write_original);
  for (const ComponentRef& ref : std::exchange(doomed_, {})) {
    const SlotState* slot = registry_.Find(ref);
    if (slot != nullptr && slot->is_doomed) changes.deleted.push_back(ref);
  }
  for (const BufferID id : std::exchange(inline_buffers_, {})) {
    if (registry_.Find(id) != nullptr) changes.inline_buffers.push_back(id);
  }
  std::sort(changes.inline_buffers.begin(), changes.inline_buffers.end());
  changes.notes = std::exchange(notes_, {});
  if (!changes.empty()) recorder_->OnTransaction(changes);
}

void state_internal::DocumentState::RollBackTo(size_t undo_mark,
                                               size_t log_mark) {
  // Undo actions log nothing, and leave nothing to undo.
  std::vector<std::function<void()>> actions(
      std::make_move_iterator(undo_.begin() +
                              static_cast<std::ptrdiff_t>(undo_mark)),
      std::make_move_iterator(undo_.end()));
  undo_.resize(undo_mark);
  while (!actions.empty()) {
    actions.back()();
    actions.pop_back();
  }
  undo_.resize(undo_mark);
  log_.TruncateTo(log_mark);
}

Transaction::Transaction(Document& document, bool is_lazy)
    : state_(*document.state_), outer_(innermost_transaction) {
  innermost_transaction = this;
  if (!is_lazy) Begin();
}

void Transaction::Begin() {
  if (has_begun_ || has_ended_) return;
  for (Transaction* outer = outer_; outer != nullptr; outer = outer->outer_) {
    if (&outer->state_ == &state_) {
      outer->Begin();
      break;
    }
  }
  has_begun_ = true;
  state_.mutex.lock();
  undo_mark_ = state_.undo_.size();
  log_mark_ = state_.log_.Mark();
  ++state_.transaction_depth_;
}

void Transaction::Commit(const std::function<void()>& then) {
  if (has_ended_) return;
  has_ended_ = true;
  innermost_transaction = outer_;
  if (!has_begun_) {
    if (then) then();
    return;
  }
  --state_.transaction_depth_;
  if (!state_.in_transaction()) state_.Publish();
  if (then) then();
  state_.mutex.unlock();
}

Transaction::~Transaction() {
  if (has_ended_) return;
  has_ended_ = true;
  innermost_transaction = outer_;
  if (!has_begun_) return;
  state_.RollBackTo(undo_mark_, log_mark_);
  --state_.transaction_depth_;
  if (!state_.in_transaction()) state_.Publish();
  state_.mutex.unlock();
}

}  // namespace noodles
