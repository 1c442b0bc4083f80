#include "noodles/state/snapshot.h"

#include "noodles/cbor/writer.h"
#include "noodles/protocol/codecs.h"
#include "noodles/state/frame_cutter.h"

namespace noodles {
namespace {

class SnapshotMaker {
 public:
  SnapshotMaker(const DocumentState& state, size_t max_frame_bytes)
      : state_(state), frames_(max_frame_bytes) {}

  std::vector<EncodedMessages> Run() {
    AddAll<Method>();
    AddAll<Signal>();
    AddAll<Buffer>();
    AddAll<BufferView>();
    AddAll<Sampler>();
    AddAll<Image>();
    AddAll<Texture>();
    AddAll<Material>();
    AddAll<Geometry>();
    AddAll<Light>();
    AddAll<Table>();
    AddAll<Plot>();
    AddPhysics();
    AddEntities();
    AddMessage(MsgDocumentUpdate{state_.methods(), state_.signals()});
    AddMessage(MsgDocumentInitialized{});
    return frames_.Take();
  }

 private:
  template <class Component>
  void AddOne(uint32_t slot, uint32_t gen) {
    using Message = typename ComponentTraits<Component>::CreateMessage;
    frames_.Add([&](cbor::Writer& writer) {
      writer.WriteUint(MessageTraits<Message>::kNumber);
      WriteCreate(writer, {slot, gen}, state_.contents<Component>()[slot]);
    });
  }

  template <class Component>
  void AddAll() {
    const auto& slots =
        state_.registry().slots(ComponentTraits<Component>::kKind);
    for (uint32_t slot = 0; slot < slots.size(); ++slot) {
      if (slots[slot].alive) AddOne<Component>(slot, slots[slot].gen);
    }
  }

  // Most peers do not know physics, and lose the rest of a frame over it.
  void AddPhysics() {
    if (state_.registry().alive_count(ComponentKind::kPhysics) == 0) return;
    frames_.Cut();
    AddAll<Physics>();
    frames_.Cut();
  }

  // Ascending slots, but each entity behind its parent.
  void AddEntities() {
    const auto& slots = state_.registry().slots(ComponentKind::kEntity);
    std::vector<bool> is_added(slots.size());
    std::vector<uint32_t> chain;
    for (uint32_t slot = 0; slot < slots.size(); ++slot) {
      if (!slots[slot].alive) continue;
      uint32_t next = slot;
      while (next != EntityTree::kNone && !is_added[next]) {
        chain.push_back(next);
        next = state_.tree().ParentOf(next);
      }
      while (!chain.empty()) {
        const uint32_t added = chain.back();
        chain.pop_back();
        is_added[added] = true;
        AddOne<Entity>(added, slots[added].gen);
      }
    }
  }

  template <class Message>
  void AddMessage(const Message& message) {
    frames_.Add([&](cbor::Writer& writer) {
      writer.WriteUint(MessageTraits<Message>::kNumber);
      Write(writer, message);
    });
  }

  const DocumentState& state_;
  FrameCutter frames_;
};

}  // namespace

std::vector<EncodedMessages> MakeSnapshot(const DocumentState& state,
                                          size_t max_frame_bytes) {
  return SnapshotMaker(state, max_frame_bytes).Run();
}

}  // namespace noodles
