// What a client knows of a server's document: all components, as the frames
// told them, readable from any thread.
//
// A component is immutable and shared: whoever reads one keeps it as it was,
// while the mirror goes on. Nothing that a server sends is refused here: real
// servers use slots again in the same generation, update what they have not
// created yet, and create things twice. The mirror makes the best of it, and
// tells what was odd.
//
//   - A create of a slot that is in use replaces what was there: an update, if
//     the identifier is the same, else a removal and a creation.
//   - An update of what is not there waits for its create and follows it. Since
//     servers send updates in order, the later one is the newer one.
//   - A delete of what is not there does nothing.
//
// Resynchronization: after BeginResync, messages fill a second set of tables,
// unseen; EndResync puts them in the place of the first and tells what differs.
//
// Thread-safety: the functions that read may be called from any thread, those
// that change by one at a time; the observer is called on the thread that
// changes, and may read. Ownership: components are shared.
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

namespace noodles {

struct MirrorOptions {
  // Components of one kind are kept in slots below this. Stops a server from
  // making its client reserve memory for slots that are not used.
  uint32_t max_slots = 1u << 20;

  // Updates that wait for their create. Stops a server that never creates what
  // it updates from making its client hold them all.
  size_t max_waiting_updates = 1024;
};

enum class ChangeType : uint8_t { kCreated, kUpdated, kRemoved };

// One change of one component. `before` and `after` are of the type that
// ref.kind says; null where there is none.
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
  // Every component is gone. OnChange is not called for them.
  virtual void OnReset() = 0;
  // Something that the protocol does not allow, and that was tolerated.
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

  // The component as it is now, or null.
  template <class Identifier>
  auto Find(Identifier id) const {
    using Component = typename ComponentOf<Identifier::kKind>::Type;
    return std::static_pointer_cast<const Component>(FindRef(id));
  }
  std::shared_ptr<const void> FindRef(ComponentRef ref) const;

  // The first in the order of slots with this name, or nothing.
  template <class Component>
  std::optional<typename ComponentTraits<Component>::Identifier> FindByName(
      std::string_view name) const {
    for (const auto& [id, component] : All<Component>()) {
      if (NameOf(*component) == name) return id;
    }
    return std::nullopt;
  }

  // All components of a kind in the order of slots, as they are now.
  template <class Component>
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
  // Those of the document.
  std::vector<MethodID> methods() const;
  std::vector<SignalID> signals() const;

  // The component's name, or "".
  template <class Component>
  static std::string_view NameOf(const Component& component) {
    if constexpr (requires { component.name.has_value(); }) {
      return component.name ? std::string_view(*component.name)
                            : std::string_view();
    } else if constexpr (requires { component.name; }) {
      return component.name;
    } else {
      return {};
    }
  }

  // ------------------------------------------------------- from one thread

  // Called for every later change; null: nobody.
  void SetObserver(MirrorObserver* observer) { observer_ = observer; }

  // Defined for every component, and for every update message.
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
  // Goes back to before BeginResync.
  void DropResync();

  // The component that messages are about now: during a resynchronization, the
  // one that was sent since.
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
