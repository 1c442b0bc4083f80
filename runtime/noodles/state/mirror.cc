#include "noodles/state/mirror.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <type_traits>

#include "noodles/cbor/reader.h"
#include "noodles/cbor/writer.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/for_each_component.h"
#include "noodles/state/components/paged_array.h"

namespace noodles {
namespace {

bool AreEqual(ComponentKind kind, const std::shared_ptr<const void>& a,
              const std::shared_ptr<const void>& b) {
  bool are_equal = false;
  WithComponent(kind, [&]<class Component>() {
    are_equal = *static_cast<const Component*>(a.get()) ==
                *static_cast<const Component*>(b.get());
  });
  return are_equal;
}

}  // namespace

class MirrorTables {
 public:
  struct Slot {
    uint32_t gen = 0;
    std::shared_ptr<const void> component;  // null: free
  };
  struct Kind {
    state_internal::PagedArray<Slot> slots;
    uint32_t end = 0;  // one past the last slot that was ever used
    size_t count = 0;
  };

  Kind& of(ComponentKind kind) { return kinds_[static_cast<size_t>(kind)]; }
  const Kind& of(ComponentKind kind) const {
    return kinds_[static_cast<size_t>(kind)];
  }

  // The slot if a component of any generation is in it, else null.
  const Slot* InSlot(ComponentRef ref) const {
    const Kind& kind = of(ref.kind);
    if (ref.slot >= kind.end) return nullptr;
    const Slot& slot = kind.slots[ref.slot];
    return slot.component ? &slot : nullptr;
  }

  std::shared_ptr<const void> Find(ComponentRef ref) const {
    const Slot* const slot = InSlot(ref);
    return slot != nullptr && slot->gen == ref.gen ? slot->component : nullptr;
  }

  void Set(ComponentRef ref, std::shared_ptr<const void> component) {
    Kind& kind = of(ref.kind);
    kind.slots.EnsureIndex(ref.slot);
    kind.end = std::max(kind.end, ref.slot + 1);
    Slot& slot = kind.slots[ref.slot];
    kind.count += (component ? 1 : 0);
    kind.count -= (slot.component ? 1 : 0);
    slot = {ref.gen, std::move(component)};
  }

  template <class Function>
  void ForEach(ComponentKind kind, const Function& function) const {
    const Kind& all = of(kind);
    for (uint32_t slot = 0; slot < all.end; ++slot) {
      const Slot& at = all.slots[slot];
      if (at.component) {
        function(ComponentRef(kind, slot, at.gen), at.component);
      }
    }
  }

  std::vector<MethodID> methods;
  std::vector<SignalID> signals;
  // Updates that were received before their create, as functions that apply
  // them, in order, and the bytes of their messages.
  struct Waiting {
    std::vector<std::function<void(void*)>> updates;
    size_t bytes = 0;
  };
  std::map<ComponentRef, Waiting> waiting;
  size_t waiting_count = 0;
  size_t waiting_bytes = 0;

  // The updates that wait for the component, which are forgotten here.
  std::vector<std::function<void(void*)>> TakeWaiting(ComponentRef ref) {
    auto taken = waiting.extract(ref);
    if (!taken) return {};
    waiting_count -= taken.mapped().updates.size();
    waiting_bytes -= taken.mapped().bytes;
    return std::move(taken.mapped().updates);
  }

 private:
  std::array<Kind, kComponentKindCount> kinds_;
};

Mirror::Mirror(MirrorOptions options)
    : options_(options), shown_(std::make_unique<MirrorTables>()) {}

Mirror::~Mirror() = default;

// ---- From any thread

std::shared_ptr<const void> Mirror::FindRef(ComponentRef ref) const {
  const std::shared_lock lock(mutex_);
  return shown_->Find(ref);
}

std::shared_ptr<const void> Mirror::FindIncoming(ComponentRef ref) const {
  const std::shared_lock lock(mutex_);
  return (incoming_ ? *incoming_ : *shown_).Find(ref);
}

std::vector<std::pair<ComponentRef, std::shared_ptr<const void>>> Mirror::AllOf(
    ComponentKind kind) const {
  std::vector<std::pair<ComponentRef, std::shared_ptr<const void>>> all;
  const std::shared_lock lock(mutex_);
  all.reserve(shown_->of(kind).count);
  shown_->ForEach(kind, [&](ComponentRef ref, const auto& component) {
    all.emplace_back(ref, component);
  });
  return all;
}

size_t Mirror::count(ComponentKind kind) const {
  const std::shared_lock lock(mutex_);
  return shown_->of(kind).count;
}

std::vector<MethodID> Mirror::methods() const {
  const std::shared_lock lock(mutex_);
  return shown_->methods;
}

std::vector<SignalID> Mirror::signals() const {
  const std::shared_lock lock(mutex_);
  return shown_->signals;
}

// ---- From one thread

void Mirror::Odd(const std::string& what) {
  if (observer_ != nullptr) observer_->OnOddity(what);
}

void Mirror::Notify(ChangeType type, ComponentRef ref,
                    std::shared_ptr<const void> before,
                    std::shared_ptr<const void> after) {
  if (observer_ == nullptr || incoming_) return;
  observer_->OnChange({.type = type,
                       .ref = ref,
                       .before = std::move(before),
                       .after = std::move(after)});
}

void Mirror::Put(ComponentRef ref, std::shared_ptr<const void> component) {
  const std::unique_lock lock(mutex_);
  target().Set(ref, std::move(component));
}

template <class Component>
void Mirror::Create(ComponentRef ref, Component component) {
  if (ref.slot >= options_.max_slots) {
    Odd(ToString(ref) + " is beyond slot " +
        std::to_string(options_.max_slots) + " and is left out");
    return;
  }
  MirrorTables& tables = target();
  for (const auto& update : tables.TakeWaiting(ref)) update(&component);
  const MirrorTables::Slot* const slot = tables.InSlot(ref);
  const MirrorTables::Slot former =
      slot != nullptr ? *slot : MirrorTables::Slot();
  if (former.component && former.gen != ref.gen) {
    const ComponentRef old(ref.kind, ref.slot, former.gen);
    Odd(ToString(ref) + " takes the place of " + ToString(old));
    Put(old, nullptr);
    Notify(ChangeType::kRemoved, old, former.component, nullptr);
  } else if (former.component) {
    Odd(ToString(ref) + " is created twice");
  }
  const auto created = std::make_shared<const Component>(std::move(component));
  Put(ref, created);
  if (!former.component || former.gen != ref.gen) {
    Notify(ChangeType::kCreated, ref, nullptr, created);
  } else if (!AreEqual(ref.kind, former.component, created)) {
    Notify(ChangeType::kUpdated, ref, former.component, created);
  }
}

template <class UpdateMessage>
void Mirror::Update(const UpdateMessage& message) {
  using Identifier = std::decay_t<decltype(message.id)>;
  using Component = typename ComponentOf<Identifier::kKind>::Type;
  const ComponentRef ref(message.id);
  MirrorTables& tables = target();
  const std::shared_ptr<const void> former = tables.Find(ref);
  if (!former) {
    Odd("update of " + ToString(ref) + ", which is not there yet");
    if (tables.waiting_count >= options_.max_waiting_updates) {
      Odd("more than " + std::to_string(options_.max_waiting_updates) +
          " updates wait for their creates (MirrorOptions::"
          "max_waiting_updates)");
      return;
    }
    cbor::Writer encoded;
    Write(encoded, message);
    if (encoded.size() >
        options_.max_waiting_update_bytes -
            std::min(options_.max_waiting_update_bytes, tables.waiting_bytes)) {
      Odd("the updates that wait for their creates take more than " +
          std::to_string(options_.max_waiting_update_bytes) +
          " bytes (MirrorOptions::max_waiting_update_bytes)");
      return;
    }
    ++tables.waiting_count;
    tables.waiting_bytes += encoded.size();
    MirrorTables::Waiting& waiting = tables.waiting[ref];
    waiting.bytes += encoded.size();
    // Encoded, so that the update takes no more memory than was counted.
    waiting.updates.emplace_back([bytes = encoded.Take()](void* component) {
      cbor::Reader reader(bytes);
      UpdateMessage update;
      if (!Read(reader, update)) return;
      Apply(*static_cast<Component*>(component), update.content);
    });
    return;
  }
  auto changed =
      std::make_shared<Component>(*static_cast<const Component*>(former.get()));
  Apply(*changed, message.content);
  Put(ref, changed);
  Notify(ChangeType::kUpdated, ref, former, changed);
}

void Mirror::Delete(ComponentRef ref) {
  const std::shared_ptr<const void> former = target().Find(ref);
  if (!former) {
    Odd("delete of " + ToString(ref) + ", which is not there");
    target().TakeWaiting(ref);
    return;
  }
  Put(ref, nullptr);
  Notify(ChangeType::kRemoved, ref, former, nullptr);
}

void Mirror::UpdateDocument(const MsgDocumentUpdate& update) {
  const std::unique_lock lock(mutex_);
  if (update.methods_list) target().methods = *update.methods_list;
  if (update.signals_list) target().signals = *update.signals_list;
}

void Mirror::Reset() {
  auto fresh = std::make_unique<MirrorTables>();
  {
    const std::unique_lock lock(mutex_);
    (incoming_ ? incoming_ : shown_).swap(fresh);
  }
  if (observer_ != nullptr && !incoming_) observer_->OnReset();
}

// ---- Resynchronization

void Mirror::BeginResync() {
  auto fresh = std::make_unique<MirrorTables>();
  const std::unique_lock lock(mutex_);
  incoming_ = std::move(fresh);
}

void Mirror::DropResync() {
  const std::unique_lock lock(mutex_);
  incoming_ = nullptr;
}

// Notifies of removals first, in the reverse order of kinds, so that referring
// components are removed first.
void Mirror::EndResync() {
  if (!incoming_) return;
  std::unique_ptr<MirrorTables> before;
  {
    const std::unique_lock lock(mutex_);
    before = std::exchange(shown_, std::move(incoming_));
  }
  for (size_t i = kComponentKindCount; i-- > 0;) {
    before->ForEach(static_cast<ComponentKind>(i),
                    [&](ComponentRef ref, const auto& component) {
                      if (!shown_->Find(ref)) {
                        Notify(ChangeType::kRemoved, ref, component, nullptr);
                      }
                    });
  }
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    const auto kind = static_cast<ComponentKind>(i);
    shown_->ForEach(kind, [&](ComponentRef ref, const auto& component) {
      const std::shared_ptr<const void> former = before->Find(ref);
      if (!former) {
        Notify(ChangeType::kCreated, ref, nullptr, component);
      } else if (!AreEqual(kind, former, component)) {
        Notify(ChangeType::kUpdated, ref, former, component);
      }
    });
  }
}

namespace state_internal {

// Pointers to the member templates of Mirror for all components and updates. A
// pointer to a function instantiates the function, so that other sources can
// link to it.
template <class Component>
struct MirrorCreateOf {
  decltype(&Mirror::Create<Component>) create = &Mirror::Create<Component>;
};
template <class... Components>
struct MirrorCreates : MirrorCreateOf<Components>... {};

template <class Message>
struct MirrorUpdateOf {
  decltype(&Mirror::Update<Message>) update = &Mirror::Update<Message>;
};
template <class... Messages>
struct MirrorUpdates : MirrorUpdateOf<Messages>... {};

extern const AllComponents<MirrorCreates> kMirrorCreates;
constinit const AllComponents<MirrorCreates> kMirrorCreates{};
extern const AllUpdateMessages<MirrorUpdates> kMirrorUpdates;
constinit const AllUpdateMessages<MirrorUpdates> kMirrorUpdates{};

}  // namespace state_internal

}  // namespace noodles
