// ComponentType: the structures that a document or a mirror holds.
//
// Thread-safety: a constant.
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

}  // namespace noodles

#endif  // NOODLES_STATE_COMPONENT_TYPE_H_
