// Counts the connections of each address.
//
// Thread-safety: every function may be called from any thread.
#ifndef NOODLES_TRANSPORT_CONNECTIONS_ADDRESS_COUNTS_H_
#define NOODLES_TRANSPORT_CONNECTIONS_ADDRESS_COUNTS_H_

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace noodles::transport_internal {

class AddressCounts {
 public:
  explicit AddressCounts(size_t most) : most_(most) {}
  AddressCounts(const AddressCounts&) = delete;
  AddressCounts& operator=(const AddressCounts&) = delete;

  // Counts a connection from "address:port". False, without counting, if its
  // address has `most` connections already.
  bool Add(std::string_view remote_address) {
    const std::lock_guard lock(mutex_);
    size_t& count = counts_[WithoutPort(remote_address)];
    if (count >= most_) {
      if (count == 0) counts_.erase(WithoutPort(remote_address));
      return false;
    }
    ++count;
    return true;
  }

  // To be called once for each Add() that returned true.
  void Remove(std::string_view remote_address) {
    const std::lock_guard lock(mutex_);
    const auto found = counts_.find(WithoutPort(remote_address));
    if (--found->second == 0) counts_.erase(found);
  }

 private:
  static std::string WithoutPort(std::string_view address) {
    return std::string(address.substr(0, address.rfind(':')));
  }

  const size_t most_;
  std::mutex mutex_;
  std::unordered_map<std::string, size_t> counts_;
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_CONNECTIONS_ADDRESS_COUNTS_H_
