#include "noodles/transport/net/address_race.h"

#include <algorithm>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <iterator>
#include <utility>

namespace noodles::transport_internal {
namespace {

namespace asio = boost::asio;

AddressRace::Connect ConnectOrDefault(AddressRace::Connect connect) {
  if (connect) return connect;
  return [](AddressRace::Socket& socket, const AddressRace::Endpoint& address,
            std::function<void(boost::system::error_code)> outcome) {
    socket.async_connect(address, std::move(outcome));
  };
}

}  // namespace

std::vector<asio::ip::tcp::endpoint> InterleaveFamilies(
    const std::vector<asio::ip::tcp::endpoint>& addresses) {
  if (addresses.empty()) return {};
  const auto first_family = addresses.front().protocol();
  std::vector<asio::ip::tcp::endpoint> of_first;
  std::vector<asio::ip::tcp::endpoint> others;
  std::partition_copy(
      addresses.begin(), addresses.end(), std::back_inserter(of_first),
      std::back_inserter(others),
      [&](const auto& one) { return one.protocol() == first_family; });
  std::vector<asio::ip::tcp::endpoint> ordered;
  ordered.reserve(addresses.size());
  for (size_t i = 0; i < std::max(of_first.size(), others.size()); ++i) {
    if (i < of_first.size()) ordered.push_back(of_first[i]);
    if (i < others.size()) ordered.push_back(others[i]);
  }
  return ordered;
}

AddressRace::AddressRace(asio::io_context& context,
                         const std::vector<Endpoint>& addresses,
                         std::chrono::milliseconds delay, Done done,
                         Connect connect)
    : context_(context),
      addresses_(InterleaveFamilies(addresses)),
      delay_(delay),
      done_(std::move(done)),
      connect_(ConnectOrDefault(std::move(connect))),
      timer_(context) {}

void AddressRace::Start() {
  if (!addresses_.empty()) return StartNext();
  asio::post(context_, [self = shared_from_this()] {
    self->Finish(asio::error::host_not_found, Socket(self->context_));
  });
}

void AddressRace::Stop() {
  asio::post(context_, [self = shared_from_this()] {
    self->Finish(asio::error::operation_aborted, Socket(self->context_));
  });
}

void AddressRace::StartNext() {
  if (!done_ || attempts_.size() == addresses_.size()) return;
  const size_t attempt = attempts_.size();
  attempts_.push_back(std::make_unique<Socket>(context_));
  ++open_;
  connect_(
      *attempts_.back(), addresses_[attempt],
      [self = shared_from_this(), attempt](boost::system::error_code error) {
        self->OnOutcome(attempt, error);
      });
  if (attempts_.size() == addresses_.size()) return;
  timer_.expires_after(delay_);
  timer_.async_wait(
      [self = shared_from_this()](boost::system::error_code error) {
        if (!error) self->StartNext();
      });
}

void AddressRace::OnOutcome(size_t attempt, boost::system::error_code error) {
  --open_;
  if (!done_) return;
  if (!error) {
    Finish({}, std::move(*attempts_[attempt]));
  } else if (attempts_.size() < addresses_.size()) {
    StartNext();  // sets the timer anew
  } else if (open_ == 0) {
    Finish(error, Socket(context_));
  }
}

void AddressRace::Finish(boost::system::error_code error, Socket socket) {
  if (!done_) return;
  timer_.cancel();
  for (const std::unique_ptr<Socket>& attempt : attempts_) {
    boost::system::error_code ignored;
    attempt->close(ignored);
  }
  std::exchange(done_, nullptr)(error, std::move(socket));
}

}  // namespace noodles::transport_internal
