#include "noodles/server/clients/stale_client.h"

#include <array>
#include <utility>

#include "noodles/codec.h"
#include "noodles/protocol/for_each_component.h"
#include "noodles/state/frames/frame_cutter.h"

namespace noodles::server_internal {
namespace {

void AppendDelete(cbor::Writer& writer, ComponentRef ref) {
  WithComponent(ref.kind, [&]<class Component>() {
    using Message = typename ComponentTraits<Component>::DeleteMessage;
    AppendMessage(writer, Message{{ref.slot, ref.gen}});
  });
}

using Parents = std::map<ComponentRef, EntityID>;

// Entities, each before its parent.
std::vector<ComponentRef> ChildrenFirst(const Parents& parents) {
  std::map<ComponentRef, size_t> children;
  for (const auto& [entity, parent] : parents) {
    if (!parent.is_null()) ++children[parent];
  }
  std::vector<ComponentRef> ordered;
  for (const auto& [entity, parent] : parents) {
    if (!children.contains(entity)) ordered.push_back(entity);
  }
  for (size_t i = 0; i < ordered.size(); ++i) {
    const EntityID parent = parents.at(ordered[i]);
    if (!parent.is_null() && --children[parent] == 0) ordered.push_back(parent);
  }
  return ordered;
}

}  // namespace

void StaleClient::Miss(const std::vector<StructureChange>& structure) {
  for (const StructureChange& change : structure) {
    switch (change.what) {
      case StructureChange::What::kCreated:
        created_.insert(change.ref);
        break;
      case StructureChange::What::kDeleted:
        if (created_.erase(change.ref) != 0) break;
        deleted_.insert(change.ref);
        parents_.try_emplace(change.ref, change.parent);
        break;
      case StructureChange::What::kMoved:
        if (created_.contains(change.ref)) break;
        parents_.try_emplace(change.ref, change.parent);
        break;
    }
  }
}

void StaleClient::Append(const StaleClient& later) {
  for (const auto& [ref, parent] : later.parents_) {
    if (!created_.contains(ref)) parents_.try_emplace(ref, parent);
  }
  for (const ComponentRef& ref : later.deleted_) {
    if (created_.erase(ref) == 0) deleted_.insert(ref);
  }
  created_.insert(later.created_.begin(), later.created_.end());
}

std::vector<EncodedMessages> StaleClient::MakeDeletes(
    const std::vector<StructureChange>& now, size_t max_frame_bytes) const {
  std::array<std::vector<ComponentRef>, kComponentKindCount> others;
  Parents entities;
  const auto add = [&](ComponentRef ref, EntityID parent) {
    if (ref.kind != ComponentKind::kEntity) {
      others[static_cast<size_t>(ref.kind)].push_back(ref);
      return;
    }
    const auto former = parents_.find(ref);
    entities[ref] = former == parents_.end() ? parent : former->second;
  };
  for (const StructureChange& component : now) {
    if (!created_.contains(component.ref)) add(component.ref, component.parent);
  }
  for (const ComponentRef& ref : deleted_) add(ref, {});
  others[static_cast<size_t>(ComponentKind::kEntity)] = ChildrenFirst(entities);

  state_internal::FrameCutter frames(max_frame_bytes);
  frames.Add([](state_internal::MessageBuffer& frame) {
    AppendMessage(frame.writer(), MsgDocumentUpdate{std::vector<MethodID>(),
                                                    std::vector<SignalID>()});
  });
  for (size_t i = kComponentKindCount; i-- > 0;) {
    const ComponentKind kind = kKindsInReferenceOrder[i];
    for (const ComponentRef& ref : others[static_cast<size_t>(kind)]) {
      frames.Add([&](state_internal::MessageBuffer& frame) {
        AppendDelete(frame.writer(), ref);
      });
    }
  }
  return frames.Take();
}

}  // namespace noodles::server_internal
