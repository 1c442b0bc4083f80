// Mirror: a client's copy of the document of a server.
//
// Components are immutable and shared: a reader keeps a component unchanged
// while the mirror receives updates. The mirror accepts everything that a
// server sends, because real servers use slots again in the same generation,
// update components before they create them, and create components twice. The
// observer is told of each such oddity.
//
//   - A create in a slot that is in use replaces the component: this is an
//     update if the identifier is the same, else a removal and a creation.
//   - An update of a missing component waits for the create and is applied
//     then. Several updates are applied in the order of their arrival.
//   - A delete of a missing component drops the updates that wait for it.
//
// Resynchronization: after BeginResync, messages fill a second set of tables,
// which readers do not see. EndResync replaces the first set by the second and
// tells the observer the differences.
//
// Thread-safety: every function that reads may be called from any thread; the
// others from one thread at a time. The observer is called on that thread and
// may read. Ownership: the mirror and its readers share the components.
#ifndef NOODLES_STATE_MIRROR_H_
#define NOODLES_STATE_MIRROR_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "noodles/protocol/document.h"
#include "noodles/protocol/ids.h"
#include "noodles/protocol/messages.h"
#include "noodles/protocol/traits.h"
#include "noodles/state/component_type.h"

namespace noodles {

struct MirrorOptions {
  // Limit of the slots of each kind; components in higher slots are ignored.
  // Stops a server from making its client reserve memory for unused slots.
  uint32_t max_slots = 1u << 20;

  // Maximum number of updates that wait for their create, and of their bytes as
  // they were sent; further ones are ignored. Both stop a server that never
  // sends the creates from filling the memory of its client.
  size_t max_waiting_updates = 1024;
  size_t max_waiting_update_bytes = size_t{16} << 20;
};

enum class ChangeType : uint8_t { kCreated, kUpdated, kRemoved };

// One change of one component. `before` and `after` point to components of the
// kind ref.kind; `before` of a creation and `after` of a removal are null.
struct MirrorChange {
  ChangeType type = ChangeType::kCreated;
  ComponentRef ref;
  std::shared_ptr<const void> before;
  std::shared_ptr<const void> after;

  template <class Component>
  const Component& Before() const {
    return *static_cast<const Component*>(before.get());
  }
  template <class Component>
  const Component& After() const {
    return *static_cast<const Component*>(after.get());
  }
};

class MirrorObserver {
 public:
  virtual ~MirrorObserver() = default;
  virtual void OnChange(const MirrorChange& change) = 0;
  // All components were removed. OnChange is not called for them.
  virtual void OnReset() = 0;
  // The server sent something that the protocol does not allow. The mirror
  // accepted it as described above.
  virtual void OnOddity(const std::string& what) = 0;
};

// See mirror.cc.
class MirrorTables;

class Mirror {
 public:
  explicit Mirror(MirrorOptions options = {});
  ~Mirror();
  Mirror(const Mirror&) = delete;
  Mirror& operator=(const Mirror&) = delete;

  // ------------------------------------------------------- from any thread

  // The component, or null if it does not exist.
  template <ComponentKind kind>
  auto Find(Id<kind> id) const {
    using Component = typename ComponentOf<kind>::Type;
    return std::static_pointer_cast<const Component>(FindRef(id));
  }
  std::shared_ptr<const void> FindRef(ComponentRef ref) const;

  // The component with this name that has the lowest slot.
  template <ComponentType Component>
  std::optional<typename ComponentTraits<Component>::Identifier> FindByName(
      std::string_view name) const {
    for (const auto& [id, component] : All<Component>()) {
      if (NameOf(*component) == name) return id;
    }
    return std::nullopt;
  }

  // All components of a kind in the order of slots.
  template <ComponentType Component>
  auto All() const {
    using Identifier = typename ComponentTraits<Component>::Identifier;
    std::vector<std::pair<Identifier, std::shared_ptr<const Component>>> all;
    for (auto& [ref, component] : AllOf(Identifier::kKind)) {
      all.emplace_back(
          Identifier{ref.slot, ref.gen},
          std::static_pointer_cast<const Component>(std::move(component)));
    }
    return all;
  }
  std::vector<std::pair<ComponentRef, std::shared_ptr<const void>>> AllOf(
      ComponentKind kind) const;

  size_t count(ComponentKind kind) const;
  // The methods and signals of the document itself.
  std::vector<MethodID> methods() const;
  std::vector<SignalID> signals() const;

  // The component's name; "" for a component without a name.
  template <class Component>
  static std::string_view NameOf(const Component& component) {
    return noodles::NameOf(component).value_or("");
  }

  // ------------------------------------------------------- from one thread

  // Sets the observer of later changes; null: none.
  void SetObserver(MirrorObserver* observer) { observer_ = observer; }

  // Defined for all components and all update messages.
  template <class Component>
  void Create(ComponentRef ref, Component component);
  template <class UpdateMessage>
  void Update(const UpdateMessage& message);
  void Delete(ComponentRef ref);
  void UpdateDocument(const MsgDocumentUpdate& update);
  void Reset();

  void BeginResync();
  bool is_resyncing() const { return incoming_ != nullptr; }
  void EndResync();
  // Drops the messages since BeginResync.
  void DropResync();

  // The component in the tables that messages change: during a
  // resynchronization, the second set.
  std::shared_ptr<const void> FindIncoming(ComponentRef ref) const;

 private:
  MirrorTables& target() { return incoming_ ? *incoming_ : *shown_; }
  void Put(ComponentRef ref, std::shared_ptr<const void> component);
  void Notify(ChangeType type, ComponentRef ref,
              std::shared_ptr<const void> before,
              std::shared_ptr<const void> after);
  void Odd(const std::string& what);

  const MirrorOptions options_;
  MirrorObserver* observer_ = nullptr;
  mutable std::shared_mutex mutex_;
  std::unique_ptr<MirrorTables> shown_;
  std::unique_ptr<MirrorTables> incoming_;
};

}  // namespace noodles

#endif  // NOODLES_STATE_MIRROR_H_
