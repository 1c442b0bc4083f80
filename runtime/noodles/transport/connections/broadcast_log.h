// What one sender has for many readers, in order: the sender appends an item
// once, and each reader reads the log at its own pace from where it stands.
// Neither the sender's cost nor that of a reader that leaves depends on the
// number of readers.
//
//   sender        Append --------------------------------+
//                                                        v
//   log           item -> item -> item -> item -> item -> (empty place)
//                   ^               ^                     ^
//   cursors         reader 1        reader 2              reader 3, at the end
//
// An item lives until the last cursor has passed it; the log itself keeps the
// empty place only. The sender bounds the log by held_cost(): it takes a part
// of the readers' work over where they fall behind.
//
// Thread-safety: Append and End by one thread at a time (under the sender's
// lock); a cursor by one thread at a time; cursors and the sender beside each
// other, without a lock. An item is read by several threads at a time.
// Ownership: the log outlives its cursors, which share the items.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_BROADCAST_LOG_H_
#define NOODLES_TRANSPORT_CONNECTIONS_BROADCAST_LOG_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace noodles::transport_internal {

template <class Item>
class BroadcastLog {
  struct Place;

  // A share of a place. The last one frees the place, and those behind it that
  // nobody else shares, in a loop: a recursion could be as deep as the log is
  // long. std::shared_ptr cannot tell the last owner to go on so.
  class Share {
   public:
    Share() = default;
    // Takes over a share that `place` counts already.
    explicit Share(Place* place) : place_(place) {}
    Share(const Share& other) : place_(other.place_) {
      if (place_ != nullptr) {
        place_->shares.fetch_add(1, std::memory_order_relaxed);
      }
    }
    Share(Share&& other) noexcept
        : place_(std::exchange(other.place_, nullptr)) {}
    Share& operator=(Share other) noexcept {
      std::swap(place_, other.place_);
      return *this;
    }
    ~Share() {
      while (place_ != nullptr &&
             place_->shares.fetch_sub(1, std::memory_order_acq_rel) == 1) {
        Place* const next = place_->next;
        delete place_;
        place_ = next;
      }
    }

    Place* get() const { return place_; }
    Place* operator->() const { return place_; }
    // The place, whose share the caller keeps.
    Place* Keep() { return std::exchange(place_, nullptr); }
    // A share of the next place.
    Share Next() const {
      place_->next->shares.fetch_add(1, std::memory_order_relaxed);
      return Share(place_->next);
    }

   private:
    Place* place_ = nullptr;
  };

 public:
  // The place of a reader. A cursor that was made without a log is nowhere.
  class Cursor {
   public:
    Cursor() = default;

    bool is_nowhere() const { return place_.get() == nullptr; }
    // The item at the cursor, until the cursor moves; null at the end.
    Item* current() const {
      return place_.get() != nullptr &&
                     place_->is_filled.load(std::memory_order_acquire)
                 ? &*place_->item
                 : nullptr;
    }
    // Moves behind the current item.
    void Advance() { place_ = place_.Next(); }
    // The cost of all items before the cursor, since the log was made.
    uint64_t position() const { return place_->position; }

   private:
    friend class BroadcastLog;
    explicit Cursor(Share place) : place_(std::move(place)) {}

    Share place_;
  };

  BroadcastLog() : end_(new Place(*this, 0)) {}
  BroadcastLog(const BroadcastLog&) = delete;
  BroadcastLog& operator=(const BroadcastLog&) = delete;

  // Adds an item, made of `arguments`, that costs `cost` bytes.
  template <class... Arguments>
  void Append(size_t cost, Arguments&&... arguments) {
    Place& place = *end_.get();
    Share next(new Place(*this, place.position + cost));
    place.item.emplace(std::forward<Arguments>(arguments)...);
    place.cost = cost;
    place.next = Share(next).Keep();
    held_cost_ += cost;
    end_position_ = next->position;
    place.is_filled.store(true, std::memory_order_release);
    end_ = std::move(next);
  }

  // A cursor that reads the items which are appended from now on.
  Cursor End() const { return Cursor(end_); }

  // The cost of all items so far. From any thread.
  uint64_t end_position() const { return end_position_; }
  // The cost of the items that some cursor has not passed. From any thread.
  size_t held_cost() const { return held_cost_; }

 private:
  struct Place {
    Place(BroadcastLog& owner, uint64_t begin) : log(owner), position(begin) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place() { log.held_cost_ -= cost; }

    BroadcastLog& log;
    const uint64_t position;
    // Constant once is_filled.
    std::optional<Item> item;
    size_t cost = 0;
    Place* next = nullptr;  // with a share of its own
    std::atomic<bool> is_filled = false;
    std::atomic<size_t> shares = 1;
  };

  std::atomic<size_t> held_cost_ = 0;
  std::atomic<uint64_t> end_position_ = 0;
  Share end_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_BROADCAST_LOG_H_
