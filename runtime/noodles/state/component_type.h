// ComponentType: the structures that a document or a mirror holds; and which of
// them clients may not know.
//
// Thread-safety: constants.
#ifndef NOODLES_STATE_COMPONENT_TYPE_H_
#define NOODLES_STATE_COMPONENT_TYPE_H_

#include "noodles/protocol/traits.h"

namespace noodles {

// Entity, Material, Buffer, Table and so on; neither an identifier (EntityID)
// nor an update (EntityUpdate) nor a message (MsgEntityCreate).
template <class T>
concept ComponentType = requires {
  typename ComponentTraits<T>::Identifier;
};

// Whether the protocol got the kind late, behind MsgDocumentInitialized. Many
// clients do not know such a kind, and ignore the rest of a frame behind a
// message that they do not know, so messages of the kind share no frame of a
// snapshot with others.
template <ComponentType Component>
inline constexpr bool kIsLateKind =
    MessageTraits<typename ComponentTraits<Component>::CreateMessage>::kNumber >
    MessageTraits<MsgDocumentInitialized>::kNumber;

}  // namespace noodles

#endif  // NOODLES_STATE_COMPONENT_TYPE_H_
