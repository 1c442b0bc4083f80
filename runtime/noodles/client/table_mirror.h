// The client's copy of one table: columns, rows and selections, updated by the
// server's signals. Also sends requests for changes.
//
//   noodles::TableMirror cities(client, table);
//   cities.Subscribe(...);
//   cities.methods().Insert({{"Tokyo", 35.7}}, ...);
//   const auto north = GetColumn<double>(*cities.content(), "latitude");
//
// A requested change becomes visible with the server's signal, which arrives
// before the reply. After a reconnection the mirror subscribes again.
//
// Thread-safety: every function may be called from any thread; the hook is
// called on the client's thread. Ownership: refers to the client, which must
// outlive the mirror. The mirror must not be destroyed inside a hook.
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

  // Requests the content and the signals of the table (method
  // noo::tbl_subscribe). `done` gets the outcome when the content is complete:
  // a server may send a large table in parts. Errors: those of Client::Invoke;
  // Internal or InvalidArgument for invalid content; the error that ended the
  // connection; Cancelled if the mirror ends or subscribes again before.
  void Subscribe(std::function<void(absl::Status)> done);
  std::future<absl::Status> Subscribe();

  // The present content; nullptr before Subscribe has succeeded.
  // table_content.h reads its cells as C++ values.
  std::shared_ptr<const TableContent> content() const;

  // Sets the function that is called after each change, on the client's thread.
  // Replaces the former function.
  void SetHook(std::function<void(const TableChange&)> hook);

  // The methods that request changes.
  const TableMethodsProxy& methods() const { return methods_; }

 private:
  class State;

  static void Request(Client& client, const InvokeIDType& target,
                      const std::shared_ptr<State>& state,
                      std::function<void(absl::Status)> done);

  Client& client_;
  const InvokeIDType target_;
  const TableMethodsProxy methods_;
  const std::shared_ptr<State> state_;
  HookNumber signal_hook_ = 0;
  HookNumber ready_hook_ = 0;
  HookNumber state_hook_ = 0;
};

}  // namespace noodles

#endif  // NOODLES_CLIENT_TABLE_MIRROR_H_
