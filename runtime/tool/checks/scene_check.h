// Applies the messages of a server to a mirror and checks them: identifiers,
// references, the order of the snapshot, updates, and the content of
// components.
//
// Thread-safety: one thread at a time. Ownership: refers to `findings`, which
// must outlive the SceneChecker.
#ifndef NOODLES_TOOL_CHECKS_SCENE_CHECK_H_
#define NOODLES_TOOL_CHECKS_SCENE_CHECK_H_

#include <noodles/codec.h>
#include <noodles/state/mirror.h>

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tool/checks/findings.h"
#include "tool/components/component_text.h"

namespace noodles::tool {

class SceneChecker {
 public:
  explicit SceneChecker(FindingList& findings) : findings_(findings) {}

  // `sent` is the message as it was sent.
  template <class Message>
  void Create(Message&& message, const Any& sent) {
    const ComponentRef ref = message.id;
    CheckNewId(ref);
    CheckOrder(ref.kind);
    NoteEntity(ref, message.content);
    const auto references = ReferencesOf(ref, &message.content);
    CheckReferences(references, nullptr);
    mirror_.Create(ref, std::move(message.content));
    Hold(ref, references);
    // The mirror does not store a component whose slot is far too large.
    const auto component = mirror_.Find(message.id);
    if (component) CheckContent(*component, sent);
  }

  template <class Message>
  void Update(const Message& message, const Any& sent) {
    const ComponentRef ref = message.id;
    const auto before = mirror_.Find(message.id);
    if (!before) {
      findings_.Add(".id", "updates a component that does not exist",
                    "Penne, Explorer");
      return;
    }
    const Any former = ToAny(message.id, *before);
    CheckDelta(former, Decode<Any>(Encode(message)).value_or(Any()));
    CheckUpdate(message, sent);
    mirror_.Update(message);
    const auto after = mirror_.Find(message.id);
    const auto references = ReferencesOf(ref, after.get());
    CheckReferences(references, &sent);
    Hold(ref, references);
    CheckContent(*after, sent);
  }

  void Delete(ComponentRef ref);
  void Reset();
  void UpdateDocument(const MsgDocumentUpdate& update);
  void Initialize();
  void Invoke(const MsgSignalInvoke& signal);
  void Reply(const MsgMethodReply& reply);

  bool is_initialized() const { return is_initialized_; }
  // "" for a component that does not exist or has no name.
  std::string NameOfComponent(ComponentRef ref) const;

 private:
  void CheckNewId(ComponentRef ref);
  void CheckOrder(ComponentKind kind);
  // Records the slots of entities, for CheckEntityOrder.
  template <class Component>
  void NoteEntity(ComponentRef, const Component&) {}
  void NoteEntity(ComponentRef ref, const Entity& entity);
  void CheckEntityOrder();
  // For an update, checks only the references whose keys `update` has.
  void CheckReferences(const std::vector<Reference>& references,
                       const Any* update);
  void Hold(ComponentRef ref, const std::vector<Reference>& references);
  void Release(ComponentRef ref);
  void CheckTableSignal(TableID table, const std::string& name,
                        const MsgSignalInvoke& signal);
  void NoteColumns(TableID table, const Any& content);
  void CheckDelta(const Any& former, const Any& update);

  // Checks that apply to one kind of component. Most kinds have none.
  template <class Component>
  void CheckContent(const Component&, const Any&) {}
  void CheckContent(const Method& method, const Any& sent);
  void CheckContent(const Entity& entity, const Any& sent);
  void CheckContent(const Plot& plot, const Any& sent);
  void CheckContent(const Buffer& buffer, const Any& sent);
  void CheckContent(const BufferView& view, const Any& sent);
  void CheckContent(const Image& image, const Any& sent);
  void CheckContent(const Texture& texture, const Any& sent);
  void CheckContent(const Geometry& geometry, const Any& sent);

  template <class Message>
  void CheckUpdate(const Message&, const Any&) {}
  void CheckUpdate(const MsgEntityUpdate& update, const Any& sent);
  void CheckUpdate(const MsgLightUpdate& update, const Any& sent);
  void CheckUpdate(const MsgMaterialUpdate& update, const Any& sent);

  void CheckLocation(const Any& sent, const std::string& key);

  FindingList& findings_;
  Mirror mirror_;
  bool is_initialized_ = false;
  bool has_lists_ = false;
  size_t order_ =
      0;  // position in kKindsInReferenceOrder of the latest component
  uint32_t last_entity_slot_ = 0;
  // The slot of the first entity after one with a larger slot.
  std::optional<uint32_t> entity_behind_;
  // True if some parent has a larger slot than its child.
  bool has_parents_behind_ = false;
  std::map<std::pair<ComponentKind, uint32_t>, uint32_t> last_gens_;
  std::map<ComponentKind, uint64_t> created_;
  std::map<ComponentRef, std::vector<ComponentRef>> holds_;
  std::map<ComponentRef, size_t> held_;
  std::map<std::string, size_t> well_known_;  // existing methods by name
  std::set<std::string> replies_;
  // Of the tables whose columns are known.
  std::map<TableID, Any> columns_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_SCENE_CHECK_H_
