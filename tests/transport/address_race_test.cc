#include "noodles/transport/net/address_race.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace noodles::transport_internal {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr uint16_t kPort = 50000;

std::vector<tcp::endpoint> Addresses(std::vector<std::string> texts) {
  std::vector<tcp::endpoint> addresses;
  for (const std::string& text : texts) {
    addresses.emplace_back(asio::ip::make_address(text), kPort);
  }
  return addresses;
}

std::vector<std::string> TextsOf(const std::vector<tcp::endpoint>& addresses) {
  std::vector<std::string> texts;
  for (const tcp::endpoint& address : addresses) {
    texts.push_back(address.address().to_string());
  }
  return texts;
}

TEST(InterleaveFamiliesTest, TakesTurns) {
  EXPECT_THAT(TextsOf(InterleaveFamilies(
                  Addresses({"::1", "::2", "::3", "10.0.0.1", "10.0.0.2"}))),
              ElementsAre("::1", "10.0.0.1", "::2", "10.0.0.2", "::3"));
  EXPECT_THAT(
      TextsOf(InterleaveFamilies(Addresses({"10.0.0.1", "10.0.0.2", "::1"}))),
      ElementsAre("10.0.0.1", "::1", "10.0.0.2"));
  EXPECT_THAT(TextsOf(InterleaveFamilies(Addresses({"::1"}))),
              ElementsAre("::1"));
  EXPECT_THAT(InterleaveFamilies({}), IsEmpty());
}

// A race whose attempts end when the test says so.
class AddressRaceTest : public ::testing::Test {
 protected:
  void Start(std::vector<std::string> addresses,
             std::chrono::milliseconds delay) {
    race_ = std::make_shared<AddressRace>(
        context_, Addresses(std::move(addresses)), delay,
        [this](boost::system::error_code error, tcp::socket socket) {
          ASSERT_FALSE(result_.has_value());
          result_ = error;
          is_open_ = socket.is_open();
        },
        [this](tcp::socket& socket, const tcp::endpoint& address,
               std::function<void(boost::system::error_code)> outcome) {
          socket.open(tcp::v4());
          tried_.push_back(address.address().to_string());
          outcomes_.push_back(std::move(outcome));
        });
    race_->Start();
  }
  void End(size_t attempt, boost::system::error_code error) {
    asio::post(context_, [this, attempt, error] {
      std::exchange(outcomes_[attempt], nullptr)(error);
    });
    Run();
  }
  // Runs what is due.
  void Run() {
    context_.restart();
    context_.poll();
  }
  void RunUntilTried(size_t count) {
    context_.restart();
    while (tried_.size() < count && context_.run_one() > 0) {
    }
  }

  asio::io_context context_;
  std::vector<std::string> tried_;
  std::vector<std::function<void(boost::system::error_code)>> outcomes_;
  std::shared_ptr<AddressRace> race_;
  std::optional<boost::system::error_code> result_;
  bool is_open_ = false;
};

constexpr std::chrono::milliseconds kSoon{1};
constexpr std::chrono::milliseconds kNever{std::chrono::hours(1)};

TEST_F(AddressRaceTest, TriesTheNextAddressBesideOneThatDoesNotAnswer) {
  Start({"::1", "10.0.0.1", "10.0.0.2"}, kSoon);
  EXPECT_THAT(tried_, ElementsAre("::1"));
  RunUntilTried(3);
  EXPECT_THAT(tried_, ElementsAre("::1", "10.0.0.1", "10.0.0.2"));
  End(1, {});
  ASSERT_TRUE(result_.has_value());
  EXPECT_FALSE(*result_);
  EXPECT_TRUE(is_open_);
  // The others come too late.
  End(0, {});
  End(2, asio::error::operation_aborted);
}

TEST_F(AddressRaceTest, DoesNotWaitAfterARefusal) {
  Start({"10.0.0.1", "10.0.0.2"}, kNever);
  End(0, asio::error::connection_refused);
  EXPECT_THAT(tried_, ElementsAre("10.0.0.1", "10.0.0.2"));
  EXPECT_FALSE(result_.has_value());
  End(1, {});
  EXPECT_FALSE(result_.value());
}

TEST_F(AddressRaceTest, AFirstAddressThatAnswersIsTheOnlyOne) {
  Start({"10.0.0.1", "10.0.0.2"}, kNever);
  End(0, {});
  EXPECT_FALSE(result_.value());
  EXPECT_THAT(tried_, ElementsAre("10.0.0.1"));
}

TEST_F(AddressRaceTest, FailsWithTheLastFailure) {
  Start({"10.0.0.1", "10.0.0.2"}, kSoon);
  RunUntilTried(2);
  End(1, asio::error::host_unreachable);
  EXPECT_FALSE(result_.has_value());
  End(0, asio::error::connection_refused);
  EXPECT_EQ(result_.value(), asio::error::connection_refused);
  EXPECT_FALSE(is_open_);
}

TEST_F(AddressRaceTest, StopsWithoutAnAnswer) {
  Start({"10.0.0.1", "10.0.0.2"}, kNever);
  race_->Stop();
  Run();
  EXPECT_EQ(result_.value(), asio::error::operation_aborted);
  End(0, asio::error::operation_aborted);
}

TEST_F(AddressRaceTest, WithoutAnAddressThereIsNoHost) {
  Start({}, kNever);
  Run();
  EXPECT_EQ(result_.value(), asio::error::host_not_found);
}

TEST(RealAddressRaceTest, ConnectsToTheAddressThatListens) {
  asio::io_context context;
  tcp::acceptor listener(context,
                         tcp::endpoint(asio::ip::address_v4::loopback(), 0));
  const uint16_t port = listener.local_endpoint().port();
  std::optional<std::string> connected;
  // Nobody listens at the first address.
  const auto race = std::make_shared<AddressRace>(
      context,
      std::vector<tcp::endpoint>{{asio::ip::make_address("127.0.0.2"), port},
                                 {asio::ip::address_v4::loopback(), port}},
      kNever, [&](boost::system::error_code error, tcp::socket socket) {
        ASSERT_FALSE(error) << error.message();
        connected = socket.remote_endpoint().address().to_string();
      });
  race->Start();
  context.run();
  EXPECT_EQ(connected, "127.0.0.1");
}

}  // namespace
}  // namespace noodles::transport_internal
