// Keeper: keeps state beside the document, such as the rows of a table or the
// application's own values, in the journal of a server.
//
//   int count = 0;
//   server.Keep("count", {.save = [&] { return Encode(Any(count)); },
//                         .load = [&](const Bytes& state) { ... }});
//   ...
//   ++count;
//   server.Record({.name = "count", .state = Encode(Any(count))});
//
// State without a keeper is gone after a restart.
//
// Thread-safety: the functions are called with the document locked, by any
// thread; they must return soon and must not change the document.
#ifndef NOODLES_PERSISTENCE_KEEPER_H_
#define NOODLES_PERSISTENCE_KEEPER_H_

#include <functional>

#include "absl/status/status.h"
#include "noodles/base/bytes.h"

namespace noodles {

struct Keeper {
  // The whole state, for a snapshot of the document.
  std::function<Bytes()> save{};
  // Takes the state that `save` returned, or that a StateNote held, in an
  // earlier run.
  std::function<absl::Status(const Bytes& state)> load{};
  // Makes a change that a StateNote held, behind `load`, or without a state
  // before. Not needed where notes hold whole states.
  std::function<absl::Status(const Bytes& change)> apply{};
};

}  // namespace noodles

#endif  // NOODLES_PERSISTENCE_KEEPER_H_
