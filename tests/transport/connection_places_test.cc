// Which connection makes room for which.
#include "noodles/transport/connections/connection_places.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "noodles/base/logging.h"
#include "noodles/transport/connections/address_group.h"

namespace noodles::transport_internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(AddressGroupTest, CountsANetworkOfIpv6AsOneAddress) {
  EXPECT_EQ(AddressGroup("192.0.2.1:49152"), "192.0.2.1");
  EXPECT_NE(AddressGroup("192.0.2.1:1"), AddressGroup("192.0.2.2:1"));
  EXPECT_EQ(AddressGroup("[2001:db8:1:2:3:4:5:6]:1"), "2001:db8:1:2::/64");
  EXPECT_EQ(AddressGroup("[2001:db8:1:2::1]:65535"), "2001:db8:1:2::/64");
  EXPECT_NE(AddressGroup("[2001:db8:1:2::1]:1"),
            AddressGroup("[2001:db8:1:3::1]:1"));
  EXPECT_EQ(AddressGroup("[::1]:1"), "::/64");
  EXPECT_EQ(AddressGroup("[fe80::1%1]:1"), "fe80::/64");
  EXPECT_EQ(AddressGroup("unknown"), "unknown");
}

class ConnectionPlacesTest : public ::testing::Test {
 protected:
  struct Peer final : Evictable {
    Peer(uint64_t number, std::vector<uint64_t>& out) : id(number), list(out) {}
    void Evict() override { list.push_back(id); }
    const uint64_t id;
    std::vector<uint64_t>& list;
  };

  ConnectionPlacesTest() {
    SetLogSink([this](const LogRecord& record) {
      lines_.emplace_back(record.message);
    });
  }
  ~ConnectionPlacesTest() override { SetLogSink(nullptr); }

  bool Add(ConnectionPlaces& places, uint64_t id, const std::string& host) {
    peers_.push_back(std::make_shared<Peer>(id, evicted_));
    return places.Add(id, host + ":1", peers_.back());
  }
  std::vector<uint64_t> TakeEvicted() { return std::exchange(evicted_, {}); }

  std::vector<std::shared_ptr<Peer>> peers_;
  std::vector<uint64_t> evicted_;
  std::vector<std::string> lines_;
};

TEST_F(ConnectionPlacesTest, TheOldestOfTheFloodMakesRoom) {
  ConnectionPlaces places({.pending = 4});
  EXPECT_TRUE(Add(places, 1, "good"));
  for (uint64_t id = 2; id <= 4; ++id) EXPECT_TRUE(Add(places, id, "flood"));
  EXPECT_THAT(TakeEvicted(), IsEmpty());
  EXPECT_TRUE(Add(places, 5, "flood"));
  EXPECT_TRUE(Add(places, 6, "newcomer"));
  EXPECT_THAT(TakeEvicted(), ElementsAre(2, 3));
  // One that had to go has no place any more.
  EXPECT_FALSE(places.Open(2, true));
  EXPECT_FALSE(places.BeginAnswer(3));
  places.Remove(2);
  // Among equals, the one that came first.
  EXPECT_TRUE(Add(places, 7, "another"));
  EXPECT_THAT(TakeEvicted(), ElementsAre(4));
  EXPECT_TRUE(Add(places, 8, "one more"));
  EXPECT_THAT(TakeEvicted(), ElementsAre(1));
}

TEST_F(ConnectionPlacesTest, ClientsGiveNoPlaceToSilentConnections) {
  ConnectionPlaces places({.clients = 2, .pending = 2});
  for (uint64_t id = 1; id <= 2; ++id) {
    EXPECT_TRUE(Add(places, id, "a"));
    EXPECT_TRUE(places.Open(id, false));
    EXPECT_TRUE(places.Approve(id));
    EXPECT_TRUE(places.Approve(id));  // again
  }
  for (uint64_t id = 3; id <= 9; ++id) EXPECT_TRUE(Add(places, id, "a"));
  EXPECT_THAT(TakeEvicted(), ElementsAre(3, 4, 5, 6, 7));
  EXPECT_FALSE(places.Open(9, false));  // there are two clients
  places.Remove(1);
  EXPECT_TRUE(places.Open(8, false));
  EXPECT_TRUE(places.Open(9, false));
  EXPECT_TRUE(places.Approve(9));
  EXPECT_FALSE(places.Approve(8));
}

TEST_F(ConnectionPlacesTest, AWebsocketThatAwaitsItsApprovalMakesRoom) {
  ConnectionPlaces places({.pending = 1});
  EXPECT_TRUE(Add(places, 1, "a"));
  EXPECT_TRUE(places.Open(1, false));
  EXPECT_TRUE(Add(places, 2, "b"));
  EXPECT_THAT(TakeEvicted(), ElementsAre(1));
  EXPECT_FALSE(places.Approve(1));
}

TEST_F(ConnectionPlacesTest, CountsTheClientsOfEachAddress) {
  ConnectionPlaces places({.clients = 10, .clients_per_address = 1});
  for (uint64_t id = 1; id <= 3; ++id) Add(places, id, id < 3 ? "a" : "b");
  EXPECT_TRUE(places.Open(1, true));
  EXPECT_FALSE(places.Open(2, true));
  EXPECT_TRUE(places.Open(3, true));
  places.Remove(1);
  EXPECT_TRUE(places.Open(2, true));
}

TEST_F(ConnectionPlacesTest, TheLongestIdleHttpConnectionMakesRoom) {
  ConnectionPlaces places({.pending = 1, .http = 2});
  for (uint64_t id = 1; id <= 2; ++id) {
    EXPECT_TRUE(Add(places, id, "a"));
    EXPECT_TRUE(places.BeginAnswer(id));
  }
  EXPECT_TRUE(Add(places, 3, "b"));
  EXPECT_FALSE(places.BeginAnswer(3));  // both answers are on their way
  EXPECT_THAT(TakeEvicted(), IsEmpty());
  places.EndAnswer(2);
  places.EndAnswer(1);
  EXPECT_TRUE(places.BeginAnswer(3));
  EXPECT_THAT(TakeEvicted(), ElementsAre(2));
  // The next request of a connection takes no new place.
  EXPECT_TRUE(places.BeginAnswer(1));
  EXPECT_THAT(TakeEvicted(), IsEmpty());
  places.Remove(1);
  EXPECT_TRUE(Add(places, 4, "c"));
  EXPECT_TRUE(places.BeginAnswer(4));
}

TEST_F(ConnectionPlacesTest, OneAddressMakesRoomForItself) {
  ConnectionPlaces places({.others_per_address = 2});
  EXPECT_TRUE(Add(places, 1, "a"));
  EXPECT_TRUE(Add(places, 2, "a"));
  EXPECT_TRUE(Add(places, 3, "b"));
  EXPECT_TRUE(Add(places, 4, "a"));
  EXPECT_THAT(TakeEvicted(), ElementsAre(1));
  // Idle connections go when there are no silent ones, answers never.
  for (const uint64_t id : {2, 4}) EXPECT_TRUE(places.BeginAnswer(id));
  places.EndAnswer(4);
  EXPECT_TRUE(Add(places, 5, "a"));
  EXPECT_THAT(TakeEvicted(), ElementsAre(4));
  EXPECT_TRUE(places.BeginAnswer(5));
  EXPECT_FALSE(Add(places, 6, "a"));
  EXPECT_THAT(TakeEvicted(), IsEmpty());
  // A client does not count among them.
  EXPECT_TRUE(places.Open(5, true));
  EXPECT_TRUE(Add(places, 7, "a"));
  EXPECT_THAT(TakeEvicted(), IsEmpty());
}

TEST_F(ConnectionPlacesTest, AFloodDoesNotFillTheLog) {
  ConnectionPlaces places({.pending = 1});
  for (uint64_t id = 1; id <= 1000; ++id) Add(places, id, "a");
  EXPECT_EQ(TakeEvicted().size(), 999u);
  EXPECT_GE(lines_.size(), 1u);
  EXPECT_LE(lines_.size(), 100u);  // one each second
}

}  // namespace
}  // namespace noodles::transport_internal
