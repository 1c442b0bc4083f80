#include "tool/checks/scene_check.h"

#include <noodles/interfaces/names.h>
#include <noodles/protocol/for_each_component.h>
#include <noodles/state/component_type.h>

#include <algorithm>

#include "tool/checks/geometry_check.h"
#include "tool/checks/table_check.h"

namespace noodles::tool {
namespace {

// Clients keep components in arrays by slot. Deleted ones leave gaps, so only a
// slot far beyond all that was ever created is a fault.
constexpr uint64_t kSlotsThatMayBeFree = 4096;

// Maximum number of invoke_ids that are kept to detect a second reply. Stops a
// recording with many calls from filling the memory.
constexpr size_t kMaxReplies = 1'000'000;

bool IsNull(ComponentRef ref) {
  return ref.slot == UINT32_MAX && ref.gen == UINT32_MAX;
}

std::string_view BrokenByUnchanged(std::string_view key) {
  if (key == "parent") return kExplorer;
  if (key == "render_rep") return kRamen;
  return kNobody;
}

// Members that are in every update of a light or a material, because Penne
// throws an exception without them.
bool IsAlwaysSent(std::string_view key) {
  return key == "id" || key == "color" || key == "pbr_info";
}

}  // namespace

std::string SceneChecker::NameOfComponent(ComponentRef ref) const {
  const auto component = mirror_.FindRef(ref);
  return component ? NameOf(ref, component.get()) : "";
}

// ---- Identifiers and references

void SceneChecker::CheckNewId(ComponentRef ref) {
  if (IsNull(ref)) {
    findings_.Add(".id", "is the null identifier", kStrictClients);
  }
  const auto slot = std::make_pair(ref.kind, ref.slot);
  const auto last = last_gens_.find(slot);
  if (mirror_.FindRef(ref)) {
    findings_.Add(".id", ToString(ref) + " is created twice", kRamen);
  } else if (last != last_gens_.end() &&
             mirror_.FindRef({ref.kind, ref.slot, last->second})) {
    findings_.Add(
        ".id",
        ToString(ref) + " uses a slot before the component in it is deleted",
        "Penne, Ramen");
  } else if (last != last_gens_.end() && ref.gen <= last->second) {
    findings_.Add(
        ".id", ToString(ref) + " uses a slot again without a larger generation",
        "clients that keep identifiers");
  }
  last_gens_[slot] = ref.gen;
  const uint64_t created = ++created_[ref.kind];
  if (ref.slot >= created + kSlotsThatMayBeFree) {
    findings_.Add(".id",
                  "slots are not dense: slot " + std::to_string(ref.slot) +
                      " of " + std::to_string(created) + " components",
                  kNoodlesPlusPlus);
  }
}

void SceneChecker::CheckOrder(ComponentKind kind) {
  bool is_late = false;
  WithComponent(kind,
                [&]<class Component>() { is_late = kIsLateKind<Component>; });
  // A late kind has frames of its own, before or after the entities.
  if (is_initialized_ || is_late) return;
  constexpr auto& kOrder = kKindsInReferenceOrder;
  const auto place = std::find(kOrder.begin(), kOrder.end(), kind);
  const auto order = static_cast<size_t>(place - kOrder.begin());
  if (order < order_) {
    findings_.Add("",
                  "comes after " + std::string(ToString(kOrder[order_])) +
                      " in the snapshot",
                  "clients that resolve references at once");
  }
  order_ = std::max(order, order_);
}

void SceneChecker::NoteEntity(ComponentRef ref, const Entity& entity) {
  if (is_initialized_) return;
  if (ref.slot < last_entity_slot_ && !entity_behind_) {
    entity_behind_ = ref.slot;
  }
  last_entity_slot_ = std::max(ref.slot, last_entity_slot_);
  has_parents_behind_ =
      has_parents_behind_ || (entity.parent && entity.parent->slot > ref.slot);
}

// Parents must be created before their children. If a parent has a larger slot
// than its child, an order by slots is impossible.
void SceneChecker::CheckEntityOrder() {
  if (!entity_behind_ || has_parents_behind_) return;
  findings_.Add("",
                "entities of the snapshot are not in the order of their slots, "
                "from slot " +
                    std::to_string(*entity_behind_) + " on",
                kNoodlesPlusPlus);
}

void SceneChecker::CheckReferences(const std::vector<Reference>& references,
                                   const Any* update) {
  for (const Reference& reference : references) {
    const std::string_view member = reference.member;
    const std::string_view key = member.substr(0, member.find_first_of(".["));
    if (update != nullptr && update->Find(key) == nullptr) continue;
    const std::string path = "." + std::string(member);
    if (IsNull(reference.target)) {
      findings_.Add(path, "is the null identifier", kClientsOf2023);
    } else if (!mirror_.FindRef(reference.target)) {
      findings_.Add(
          path,
          "refers to " + ToString(reference.target) + ", which does not exist",
          "Explorer, Penne");
    }
  }
}

void SceneChecker::Hold(ComponentRef ref,
                        const std::vector<Reference>& references) {
  Release(ref);
  std::vector<ComponentRef>& targets = holds_[ref];
  for (const Reference& reference : references) {
    if (reference.target == ref) continue;
    targets.push_back(reference.target);
    ++held_[reference.target];
  }
}

void SceneChecker::Release(ComponentRef ref) {
  const auto found = holds_.find(ref);
  if (found == holds_.end()) return;
  for (const ComponentRef target : found->second) {
    const auto held = held_.find(target);
    if (held != held_.end() && --held->second == 0) held_.erase(held);
  }
  holds_.erase(found);
}

void SceneChecker::Delete(ComponentRef ref) {
  const auto component = mirror_.FindRef(ref);
  if (!component) {
    findings_.Add(".id", "deletes a component that does not exist", kRamen);
    return;
  }
  if (held_.contains(ref)) {
    findings_.Add(
        ".id",
        "deletes " + ToString(ref) + ", to which other components still refer",
        kExplorer);
  }
  if (ref.kind == ComponentKind::kMethod) {
    const auto known = well_known_.find(NameOf(ref, component.get()));
    if (known != well_known_.end()) --known->second;
  }
  if (ref.kind == ComponentKind::kTable) columns_.erase({ref.slot, ref.gen});
  Release(ref);
  mirror_.Delete(ref);
}

// ---- The document

void SceneChecker::Reset() {
  findings_.Add(
      "", "the document is reset; its components are not deleted one by one",
      "Ramen, Ziti");
  mirror_.Reset();
  holds_.clear();
  held_.clear();
  well_known_.clear();
  columns_.clear();
}

void SceneChecker::UpdateDocument(const MsgDocumentUpdate& update) {
  if (is_initialized_) return;
  has_lists_ = true;
  if (!update.methods_list || !update.signals_list) {
    findings_.Add("", "lacks methods_list or signals_list in the snapshot",
                  kZiti);
  }
}

void SceneChecker::Initialize() {
  if (!is_initialized_ && !has_lists_) {
    findings_.Add("",
                  "message 31 (MsgDocumentUpdate) with the document's lists "
                  "does not come before it",
                  kZiti);
  }
  if (!is_initialized_) CheckEntityOrder();
  is_initialized_ = true;
}

void SceneChecker::Invoke(const MsgSignalInvoke& signal) {
  std::vector<Reference> references = {{signal.id, "id"}};
  if (signal.context) {
    std::visit(
        [&references](const auto& target) {
          references.push_back({target, "context"});
        },
        signal.context->target);
  }
  CheckReferences(references, nullptr);
  const auto* const table =
      signal.context ? std::get_if<TableID>(&signal.context->target) : nullptr;
  const auto known = mirror_.Find(signal.id);
  if (table != nullptr && known) CheckTableSignal(*table, known->name, signal);
}

void SceneChecker::CheckTableSignal(TableID table, const std::string& name,
                                    const MsgSignalInvoke& signal) {
  const std::vector<Any>& data = signal.signal_data;
  if (name == TableSignalNames::kReset && !data.empty()) {
    CheckTableContent(".signal_data[0]", data[0], findings_);
    NoteColumns(table, data[0]);
  } else if (name == TableSignalNames::kUpdated && data.size() > 1) {
    const auto columns = columns_.find(table);
    if (columns == columns_.end()) return;
    CheckTableRows(".signal_data[1]", data[1], columns->second, findings_);
  }
}

void SceneChecker::NoteColumns(TableID table, const Any& content) {
  if (IsTableContent(content)) columns_[table] = *content.Find("columns");
}

void SceneChecker::Reply(const MsgMethodReply& reply) {
  if (replies_.contains(reply.invoke_id)) {
    findings_.Add(".invoke_id", "\"" + reply.invoke_id + "\" is answered twice",
                  kColabrodoAndNoodlesPlusPlus);
  } else if (replies_.size() < kMaxReplies) {
    replies_.insert(reply.invoke_id);
  }
  if (const auto* const result = std::get_if<Any>(&reply.outcome)) {
    CheckTableContent(".result", *result, findings_);
    // A reply does not name its table, so the table is known only if there is
    // just one.
    const auto tables = mirror_.All<Table>();
    if (tables.size() == 1) NoteColumns(tables.front().first, *result);
  }
}

// ---- Updates

void SceneChecker::CheckDelta(const Any& former, const Any& update) {
  const Any::Map* const members = update.AsMap();
  if (members == nullptr) return;
  if (members->size() == 1) findings_.Add("", "changes nothing", kNobody);
  for (const auto& [key, value] : *members) {
    const std::string name(key.AsText().value_or(""));
    const Any* const before = former.Find(name);
    if (before != nullptr && *before == value && !IsAlwaysSent(name)) {
      findings_.Add("." + name, "is sent although it has not changed",
                    BrokenByUnchanged(name));
    }
  }
}

void SceneChecker::CheckUpdate(const MsgEntityUpdate&, const Any& sent) {
  const Any* const none = sent.Find("null_rep");
  if (none != nullptr && !(none->is_float() && none->AsDouble() == 1.0)) {
    findings_.Add(".null_rep", "is not the float 1.0", kExplorer);
  }
}

// `sent` is null if the frame cannot be read as a whole.
void SceneChecker::CheckUpdate(const MsgLightUpdate&, const Any& sent) {
  if (sent.is_map() && sent.Find("color") == nullptr) {
    findings_.Add(".color", "is left out of a light's update", kPenne);
  }
}

void SceneChecker::CheckUpdate(const MsgMaterialUpdate&, const Any& sent) {
  if (!sent.is_map()) return;
  const Any* const look = sent.Find("pbr_info");
  if (look == nullptr || look->Find("base_color") == nullptr) {
    findings_.Add(".pbr_info.base_color", "is left out of a material's update",
                  kPenne);
  }
}

// ---- Components

void SceneChecker::CheckContent(const Method& method, const Any&) {
  if (!method.name.starts_with("noo::")) return;
  if (++well_known_[method.name] == 2) {
    findings_.Add(".name", "there are two methods \"" + method.name + "\"",
                  "Ziti, colabrodo, Ramen");
  }
}

void SceneChecker::CheckContent(const Entity& entity, const Any& sent) {
  const Any* const name = sent.Find("name");
  if (name != nullptr && name->is_text() && name->size() == 0) {
    findings_.Add(".name", "is empty instead of left out", kPenne);
  }
  const Any* const transform = sent.Find("transform");
  if (transform != nullptr && transform->is_map()) {
    findings_.Add(".transform", "is not a matrix",
                  kColabrodoAndNoodlesPlusPlus);
  }
  const auto* const render =
      std::get_if<RenderRepresentation>(&entity.representation);
  if (sent.Find("render_rep") != nullptr && render != nullptr &&
      render->instances) {
    CheckInstances(*render->instances, mirror_, findings_);
  }
}

void SceneChecker::CheckContent(const Plot&, const Any& sent) {
  const Any* const plot = sent.Find("simple_plot");
  if (plot != nullptr && !plot->is_text()) {
    findings_.Add(".simple_plot", "is not a text", kClientsOf2023);
  }
}

void SceneChecker::CheckLocation(const Any& sent, const std::string& key) {
  const Any* const location = sent.Find(key);
  if (location == nullptr) return;
  const std::optional<std::string_view> text = location->AsText();
  if (!text) {
    findings_.Add("." + key, "is not a text", kClientsOf2023);
  } else if (!text->starts_with("http://") && !text->starts_with("https://")) {
    findings_.Add("." + key, "is not an absolute http URL", kClientsOf2023);
  }
}

void SceneChecker::CheckContent(const Buffer& buffer, const Any& sent) {
  CheckLocation(sent, "uri_bytes");
  CheckBuffer(buffer, findings_);
}

void SceneChecker::CheckContent(const BufferView& view, const Any&) {
  CheckBufferView(view, mirror_, findings_);
}

void SceneChecker::CheckContent(const Image&, const Any& sent) {
  CheckLocation(sent, "uri_source");
}

void SceneChecker::CheckContent(const Texture& texture, const Any&) {
  if (!texture.sampler) {
    findings_.Add(".sampler", "is left out", kOrzo);
  }
}

void SceneChecker::CheckContent(const Geometry& geometry, const Any&) {
  CheckGeometry(geometry, mirror_, findings_);
}

}  // namespace noodles::tool
