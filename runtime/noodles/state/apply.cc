// Document::Marks, Restore and Apply: a document continues another one, with
// the identifiers that the other has given.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/cbor/error.h"
#include "noodles/cbor/frame_reader.h"
#include "noodles/cbor/limits.h"
#include "noodles/cbor/store.h"
#include "noodles/cbor/writer.h"
#include "noodles/protocol/codecs.h"
#include "noodles/protocol/for_each_component.h"
#include "noodles/state/authority/document_state.h"
#include "noodles/state/document.h"

namespace noodles {
namespace {

using state_internal::DocumentState;
using state_internal::SlotState;
using Lock = std::lock_guard<state_internal::DocumentMutex>;

// ----------------------------------------------------------------------- marks

// The most slots of a kind that Restore makes, for each component that there
// may be.
constexpr uint64_t kSlotsOfComponent = 16;

void AddRun(std::vector<GenerationRun>& runs, uint32_t next) {
  if (runs.empty() || runs.back().next != next) runs.push_back({0, next});
  ++runs.back().slots;
}

// Messages of one frame, with the head of an array around them.
Bytes FrameOf(const EncodedMessages& messages) {
  cbor::Writer writer(messages.size() + cbor::kLongestHead);
  writer.WriteArrayHead(2 * messages.count);
  writer.WriteEncoded(messages.items.span());
  for (const Bytes& piece : messages.more) writer.WriteEncoded(piece.span());
  return writer.Take();
}

// Limits for messages that a document has written: as generous as the document.
cbor::DecodeLimits LimitsOfMessages() {
  cbor::DecodeLimits limits;
  limits.max_items = std::numeric_limits<size_t>::max();
  limits.max_text_bytes = std::numeric_limits<size_t>::max();
  limits.max_byte_string_bytes = std::numeric_limits<size_t>::max();
  limits.max_messages = std::numeric_limits<size_t>::max();
  return limits;
}

// ----------------------------------------------------------------------- apply

// Makes the changes that messages tell, one after another, inside a transaction
// of the document.
class Applier {
 public:
  Applier(Document& document, DocumentState& state,
          const std::vector<BufferID>& inline_buffers)
      : document_(document), state_(state), inline_buffers_(inline_buffers) {}
  Applier(const Applier&) = delete;
  Applier& operator=(const Applier&) = delete;

  absl::Status ApplyFrame(const Bytes& frame) {
    cbor::FrameReader reader(frame, LimitsOfMessages());
    for (size_t index = 0; reader.Next(); ++index) {
      absl::Status status = ApplyMessage(reader);
      // The other document has merged updates already.
      state_.log().Mark();
      if (status.ok()) continue;
      return MakeStatus(status.code(), "message " + std::to_string(index) +
                                           ": " +
                                           std::string(StatusMessage(status)));
    }
    if (const auto error = reader.TakeError()) {
      return InvalidArgument(error->ToString());
    }
    return absl::OkStatus();
  }

 private:
  // Messages that are no changes are skipped.
  absl::Status ApplyMessage(cbor::FrameReader& reader) {
    std::optional<absl::Status> status;
    ForEachComponent([&]<class Component>() {
      if (!status) status = ApplyTo<Component>(reader);
    });
    if (status) return *status;
    if (reader.number() == MessageTraits<MsgDocumentUpdate>::kNumber) {
      MsgDocumentUpdate update;
      if (!Read(reader.content(), update)) return Malformed(reader);
      return Apply(std::move(update));
    }
    if (reader.number() == MessageTraits<MsgDocumentReset>::kNumber) {
      reader.SkipContent();
      document_.Reset();
      return absl::OkStatus();
    }
    reader.SkipContent();
    return absl::OkStatus();
  }

  // Nothing for a message of another kind.
  template <class Component>
  std::optional<absl::Status> ApplyTo(cbor::FrameReader& reader) {
    using Traits = ComponentTraits<Component>;
    if (reader.number() ==
        MessageTraits<typename Traits::CreateMessage>::kNumber) {
      typename Traits::CreateMessage message;
      if (!Read(reader.content(), message)) return Malformed(reader);
      return Create<Component>(message.id, std::move(message.content));
    }
    if (reader.number() ==
        MessageTraits<typename Traits::DeleteMessage>::kNumber) {
      typename Traits::DeleteMessage message;
      if (!Read(reader.content(), message)) return Malformed(reader);
      return Delete(message.id);
    }
    if constexpr (!std::is_void_v<typename Traits::Update>) {
      using Message = typename Traits::UpdateMessage;
      if (reader.number() == MessageTraits<Message>::kNumber) {
        Message message;
        if (!Read(reader.content(), message)) return Malformed(reader);
        if (state_.registry().Find(message.id) == nullptr) {
          return DoesNotExist(message.id);
        }
        if (IsEmpty(message.content)) return absl::OkStatus();
        return state_.RepeatUpdate(message.id, std::move(message.content));
      }
    }
    return std::nullopt;
  }

  template <class Component>
  absl::Status Create(Document::IdOf<Component> id, Component component) {
    BufferDelivery delivery = BufferDelivery::kAutomatic;
    if constexpr (std::is_same_v<Component, Buffer>) {
      if (std::binary_search(inline_buffers_.begin(), inline_buffers_.end(),
                             id)) {
        delivery = BufferDelivery::kInline;
      }
    }
    return state_
        .Create(std::move(component), delivery,
                DocumentState::Place{ComponentRef(id)})
        .status();
  }

  absl::Status Delete(ComponentRef ref) {
    const SlotState* slot = state_.registry().Find(ref);
    if (slot == nullptr) {
      // It may have gone with the last reference to it.
      return WasGiven(ref) ? absl::OkStatus() : DoesNotExist(ref);
    }
    if (slot->references != 0) {
      return InvalidArgument(ToString(ref) + " cannot be deleted: " +
                             std::to_string(slot->references) +
                             " references to it exist");
    }
    state_.Remove(ref, false);
    return absl::OkStatus();
  }

  absl::Status Apply(MsgDocumentUpdate update) {
    if (update.methods_list) {
      absl::Status status =
          document_.SetMethods(*std::move(update.methods_list));
      if (!status.ok()) return status;
    }
    if (update.signals_list) {
      return document_.SetSignals(*std::move(update.signals_list));
    }
    return absl::OkStatus();
  }

  bool WasGiven(ComponentRef ref) const {
    const auto& slots = state_.registry().slots(ref.kind);
    return ref.slot < slots.size() && ref.gen < slots[ref.slot].next_gen();
  }

  static absl::Status DoesNotExist(ComponentRef ref) {
    return InvalidArgument(ToString(ref) + " does not exist");
  }
  static absl::Status Malformed(cbor::FrameReader& reader) {
    return InvalidArgument(reader.TakeContentError().ToString());
  }

  Document& document_;
  DocumentState& state_;
  const std::vector<BufferID>& inline_buffers_;
};

absl::Status InPlace(const absl::Status& status, const std::string& place) {
  return MakeStatus(status.code(),
                    place + ": " + std::string(StatusMessage(status)));
}

}  // namespace

DocumentMarks Document::Marks() const {
  const Lock lock(state_->mutex);
  DocumentMarks marks;
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    const auto kind = static_cast<ComponentKind>(i);
    const std::vector<SlotState>& slots = state_->registry().slots(kind);
    for (uint32_t slot = 0; slot < slots.size(); ++slot) {
      const SlotState& state = slots[slot];
      AddRun(marks.generations[i], state.alive ? state.gen : state.next_gen());
      if (state.alive && state.is_doomed) {
        marks.deleted.push_back({kind, slot, state.gen});
      }
    }
  }
  const auto& buffers = state_->registry().slots(ComponentKind::kBuffer);
  for (uint32_t slot = 0; slot < buffers.size(); ++slot) {
    const BufferID id{slot, buffers[slot].gen};
    const auto has_bytes = [](const Buffer& buffer) {
      return std::holds_alternative<Bytes>(buffer.source);
    };
    const bool is_inline = buffers[slot].alive &&
                           state_->contents<Buffer>().With(slot, has_bytes) &&
                           !state_->published().IsPublished(id);
    if (is_inline) marks.inline_buffers.push_back(id);
  }
  return marks;
}

absl::Status Document::Restore(const DocumentMarks& marks) {
  const Lock lock(state_->mutex);
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    const auto kind = static_cast<ComponentKind>(i);
    if (!state_->registry().slots(kind).empty()) {
      return FailedPrecondition(
          "the document has, or had, a component of kind " +
          std::string(ToString(kind)));
    }
    // Slots that lived in one transaction together can be more than components.
    uint64_t room = kSlotsOfComponent * options().max_components;
    for (const GenerationRun& run : marks.generations[i]) {
      if (run.slots > room) {
        return ResourceExhausted(
            "more slots of kind " + std::string(ToString(kind)) + " than " +
            std::to_string(kSlotsOfComponent) +
            " times DocumentOptions::max_components, which is " +
            std::to_string(options().max_components));
      }
      room -= run.slots;
    }
  }
  for (size_t i = 0; i < kComponentKindCount; ++i) {
    for (const GenerationRun& run : marks.generations[i]) {
      state_->registry().AddFree(static_cast<ComponentKind>(i), run.slots,
                                 run.next);
    }
    const auto kind = static_cast<ComponentKind>(i);
    const size_t slots = state_->registry().slots(kind).size();
    if (slots == 0) continue;
    WithComponent(kind, [&]<class Component>() {
      state_->contents<Component>().EnsureIndex(slots - 1);
    });
  }
  return absl::OkStatus();
}

absl::Status Document::Apply(const DocumentChanges& changes) {
  return Transact([&] {
    Applier applier(*this, *state_, changes.inline_buffers);
    for (size_t i = 0; i < changes.frames.size(); ++i) {
      absl::Status status = applier.ApplyFrame(FrameOf(changes.frames[i]));
      if (!status.ok()) return InPlace(status, "frame " + std::to_string(i));
    }
    for (const ComponentRef& ref : changes.deleted) {
      if (state_->registry().Find(ref) == nullptr) {
        return InvalidArgument("deleted: " + ToString(ref) + " does not exist");
      }
      state_->Doom(ref);
    }
    return absl::OkStatus();
  });
}

}  // namespace noodles
