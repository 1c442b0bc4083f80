// Connects to the first address of a host that answers ("Happy Eyeballs", RFC
// 8305): where an address does not answer soon, the next one is tried beside
// it, IPv6 and IPv4 in turns. Private to this room: knows Boost.
//
// Thread-safety: none; used on the loop only. Ownership: the pending operations
// keep an AddressRace until it is over.
#ifndef NOODLES_TRANSPORT_NET_ADDRESS_RACE_H_
#define NOODLES_TRANSPORT_NET_ADDRESS_RACE_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace noodles::transport_internal {

// The addresses in the order of the attempts (RFC 8305, section 4): the
// families in turns, beginning with that of the first address.
std::vector<boost::asio::ip::tcp::endpoint> InterleaveFamilies(
    const std::vector<boost::asio::ip::tcp::endpoint>& addresses);

class AddressRace : public std::enable_shared_from_this<AddressRace> {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  using Endpoint = boost::asio::ip::tcp::endpoint;
  // The connected socket, or the error of the attempt that failed last.
  using Done = std::function<void(boost::system::error_code, Socket)>;
  // Connects one socket and calls the function with the outcome later.
  using Connect =
      std::function<void(Socket&, const Endpoint&,
                         std::function<void(boost::system::error_code)>)>;

  // `delay`: from one attempt to the next, unless an attempt fails before.
  // `connect`: replaces Socket::async_connect in tests.
  AddressRace(boost::asio::io_context& context,
              const std::vector<Endpoint>& addresses,
              std::chrono::milliseconds delay, Done done,
              Connect connect = nullptr);
  AddressRace(const AddressRace&) = delete;
  AddressRace& operator=(const AddressRace&) = delete;

  // Begins. `done` is called exactly once, later.
  void Start();
  // Ends all attempts; `done` gets operation_aborted, unless it was called.
  void Stop();

 private:
  void StartNext();
  void OnOutcome(size_t attempt, boost::system::error_code error);
  void Finish(boost::system::error_code error, Socket socket);

  boost::asio::io_context& context_;
  const std::vector<Endpoint> addresses_;
  const std::chrono::milliseconds delay_;
  Done done_;  // empty once it has been called
  const Connect connect_;
  boost::asio::steady_timer timer_;  // starts the next attempt
  std::vector<std::unique_ptr<Socket>> attempts_;
  size_t open_ = 0;  // attempts without an outcome
};

}  // namespace noodles::transport_internal

#endif  // NOODLES_TRANSPORT_NET_ADDRESS_RACE_H_
