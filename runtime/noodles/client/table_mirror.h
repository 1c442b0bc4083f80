// A client's copy of one table: its columns, rows and selections, kept up to
// date by the server's signals, and requests to change them.
//
//   noodles::TableMirror cities(client, table);
//   cities.Subscribe(...);
//   cities.methods().Insert({{"Tokyo", 35.7}}, ...);
//   const auto north = GetColumn<double>(*cities.content(), "latitude");
//
// What a request changes shows when the server says so, which is before its
// reply. After a reconnection the mirror subscribes anew.
//
// Thread-safety: every function may be called from any thread; hooks are called
// on the client's thread. Ownership: refers to the client, which must outlive
// it; must not be destroyed inside a hook.
#ifndef NOODLES_CLIENT_TABLE_MIRROR_H_
#define NOODLES_CLIENT_TABLE_MIRROR_H_

#include <functional>
#include <future>
#include <memory>

#include "absl/status/status.h"
#include "noodles/client/client.h"
#include "noodles/client/table_content.h"
#include "noodles/interfaces/table_methods_proxy.h"

namespace noodles {

class TableMirror {
 public:
  TableMirror(Client& client, TableID table);
  ~TableMirror();
  TableMirror(const TableMirror&) = delete;
  TableMirror& operator=(const TableMirror&) = delete;

  // Asks for the table's content and its signals; `done` gets the outcome.
  // Errors: as Client::Invoke; InvalidArgument for content that is none.
  void Subscribe(std::function<void(absl::Status)> done);
  std::future<absl::Status> Subscribe();

  // The content as it is now, or null before it has come. Reading its cells as
  // values of C++: table_content.h.
  std::shared_ptr<const TableContent> content() const;

  // Called after each change, on the client's thread. One function at a time.
  void SetHook(std::function<void(const TableChange&)> hook);

  // Asks the server for changes.
  const TableMethodsProxy& methods() const { return methods_; }

 private:
  class State;

  Client& client_;
  const TableMethodsProxy methods_;
  const std::shared_ptr<State> state_;
  HookNumber signal_hook_ = 0;
  HookNumber ready_hook_ = 0;
};

}  // namespace noodles

#endif  // NOODLES_CLIENT_TABLE_MIRROR_H_
