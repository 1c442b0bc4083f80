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
#include "tool/component_text.h"

namespace noodles::tool {

class SceneChecker {
 public:
  explicit SceneChecker(FindingList& findings) : findings_(findings) {}

  // `sent` is the content of the message as it was received.
  template <class Component, class Message>
  void Create(Message&& message, const noodles::Any& sent) {
    const noodles::ComponentRef ref = message.id;
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

  template <class Component, class Message>
  void Update(const Message& message, const noodles::Any& sent) {
    const noodles::ComponentRef ref = message.id;
    const auto before = mirror_.Find(message.id);
    if (!before) {
      findings_.Add(".id", "updates what is not there", "Penne, Explorer");
      return;
    }
    const noodles::Any former = ToAny<Component>(message.id, *before);
    CheckDelta(former, noodles::Decode<noodles::Any>(noodles::Encode(message))
                           .value_or(noodles::Any()));
    CheckUpdate(message, sent);
    mirror_.Update(message);
    const auto after = mirror_.Find(message.id);
    const auto references = ReferencesOf(ref, after.get());
    CheckReferences(references, &sent);
    Hold(ref, references);
    CheckContent(*after, sent);
  }

  void Delete(noodles::ComponentRef ref);
  void Reset();
  void UpdateDocument(const noodles::MsgDocumentUpdate& update);
  void Initialize();
  void Invoke(const noodles::MsgSignalInvoke& signal);
  void Reply(const noodles::MsgMethodReply& reply);

  bool is_initialized() const { return is_initialized_; }

 private:
  void CheckNewId(noodles::ComponentRef ref);
  void CheckOrder(noodles::ComponentKind kind);
  // Records the slots of entities, for CheckEntityOrder.
  template <class Component>
  void NoteEntity(noodles::ComponentRef, const Component&) {}
  void NoteEntity(noodles::ComponentRef ref, const noodles::Entity& entity);
  void CheckEntityOrder();
  // For an update, checks only the references whose keys `update` has.
  void CheckReferences(const std::vector<noodles::Reference>& references,
                       const noodles::Any* update);
  void Hold(noodles::ComponentRef ref,
            const std::vector<noodles::Reference>& references);
  void Release(noodles::ComponentRef ref);
  void CheckTableSignal(noodles::TableID table, const std::string& name,
                        const noodles::MsgSignalInvoke& signal);
  void NoteColumns(noodles::TableID table, const noodles::Any& content);
  void CheckDelta(const noodles::Any& former, const noodles::Any& update);

  // Checks that apply to one kind of component. Most kinds have none.
  template <class Component>
  void CheckContent(const Component&, const noodles::Any&) {}
  void CheckContent(const noodles::Method& method, const noodles::Any& sent);
  void CheckContent(const noodles::Entity& entity, const noodles::Any& sent);
  void CheckContent(const noodles::Plot& plot, const noodles::Any& sent);
  void CheckContent(const noodles::Buffer& buffer, const noodles::Any& sent);
  void CheckContent(const noodles::BufferView& view, const noodles::Any& sent);
  void CheckContent(const noodles::Image& image, const noodles::Any& sent);
  void CheckContent(const noodles::Texture& texture, const noodles::Any& sent);
  void CheckContent(const noodles::Geometry& geometry,
                    const noodles::Any& sent);

  template <class Message>
  void CheckUpdate(const Message&, const noodles::Any&) {}
  void CheckUpdate(const noodles::MsgEntityUpdate& update,
                   const noodles::Any& sent);
  void CheckUpdate(const noodles::MsgLightUpdate& update,
                   const noodles::Any& sent);
  void CheckUpdate(const noodles::MsgMaterialUpdate& update,
                   const noodles::Any& sent);

  void CheckLocation(const noodles::Any& sent, const std::string& key);

  FindingList& findings_;
  noodles::Mirror mirror_;
  bool is_initialized_ = false;
  bool has_lists_ = false;
  size_t order_ = 0;  // position in kSnapshotOrder of the latest component
  uint32_t last_entity_slot_ = 0;
  // The slot of the first entity after one with a larger slot.
  std::optional<uint32_t> entity_behind_;
  // True if some parent has a larger slot than its child.
  bool has_parents_behind_ = false;
  std::map<std::pair<noodles::ComponentKind, uint32_t>, uint32_t> last_gens_;
  std::map<noodles::ComponentKind, uint64_t> created_;
  std::map<noodles::ComponentRef, std::vector<noodles::ComponentRef>> holds_;
  std::map<noodles::ComponentRef, size_t> held_;
  std::map<std::string, size_t> well_known_;  // existing methods by name
  std::set<std::string> replies_;
  // Of the tables whose columns are known.
  std::map<noodles::TableID, noodles::Any> columns_;
};

}  // namespace noodles::tool

#endif  // NOODLES_TOOL_CHECKS_SCENE_CHECK_H_
