// The parts of a server, each without the others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "noodles/base/logging.h"
#include "noodles/server/clients/client_roster.h"
#include "noodles/server/methods/interfaces.h"
#include "noodles/server/methods/signal_sender.h"
#include "server/fake_client.h"
#include "state/document_testing.h"

namespace noodles {
namespace {

using server_internal::ClientRoster;
using server_internal::ClientSession;
using server_internal::IncomingCall;

class ClientRosterTest : public ::testing::Test {
 protected:
  ClientRosterTest() : roster_(options_, tallies_, nullptr) {
    SetLogSink([](const LogRecord&) {});
  }
  ~ClientRosterTest() override { SetLogSink(nullptr); }

  std::shared_ptr<FakeConnection> Open(uint64_t number) {
    auto connection = std::make_shared<FakeConnection>(number);
    roster_.Open(connection);
    return connection;
  }
  bool Introduce(FakeConnection& connection) {
    return roster_.Introduce(ClientRoster::SessionOf(connection), {"name"});
  }
  std::vector<uint64_t> Joined() const { return roster_.joined_numbers(); }

  ServerOptions options_;
  std::shared_ptr<server_internal::Tallies> tallies_ =
      std::make_shared<server_internal::Tallies>();
  ClientRoster roster_;
};

TEST_F(ClientRosterTest, TheFirstThatWaitsNeedsASnapshot) {
  const auto first = Open(1);
  const auto second = Open(2);
  EXPECT_FALSE(roster_.has_joined());
  EXPECT_TRUE(Introduce(*first));
  EXPECT_FALSE(Introduce(*first));
  EXPECT_FALSE(Introduce(*second));
  EXPECT_THAT(Joined(), ::testing::IsEmpty());
  EXPECT_EQ(roster_.TakeJoining().size(), 2u);
  EXPECT_TRUE(roster_.has_joined());
  EXPECT_THAT(Joined(), ::testing::ElementsAre(1, 2));
  const auto third = Open(3);
  EXPECT_TRUE(Introduce(*third));
}

TEST_F(ClientRosterTest, AClientThatHasLeftGetsNoChanges) {
  const auto first = Open(1);
  const auto second = Open(2);
  Introduce(*first);
  Introduce(*second);
  roster_.Close(*first, {});
  EXPECT_FALSE(roster_.Contains(1));
  EXPECT_EQ(roster_.TakeJoining().size(), 2u);
  EXPECT_THAT(Joined(), ::testing::ElementsAre(2));
  roster_.Close(*second, {});
  EXPECT_FALSE(roster_.has_joined());
  EXPECT_EQ(roster_.totals().clients, 0u);
}

TEST_F(ClientRosterTest, ACallWaitsUntilItsClientHasJoined) {
  const auto connection = Open(1);
  const auto session = ClientRoster::SessionOf(*connection);
  const ClientSession::CallLimits limits{
      .calls = 2, .bytes = 1000, .calls_of_all = 10};
  IncomingCall call;
  EXPECT_EQ(Must(session->Admit(call, limits)), ClientSession::Turn::kNotNow);
  Introduce(*connection);
  EXPECT_EQ(Must(session->Admit(call, limits)), ClientSession::Turn::kNotNow);
  // The call before the introduction was ignored.
  EXPECT_EQ(session->FinishJoin().size(), 1u);
  EXPECT_EQ(Must(session->Admit(call, limits)), ClientSession::Turn::kNow);
  EXPECT_FALSE(session->Admit(call, limits).ok());
  EXPECT_EQ(tallies_->calls_in_flight, 2u);
  session->EndCall(call.cost());
  EXPECT_EQ(Must(session->Admit(call, limits)), ClientSession::Turn::kNow);
}

TEST(InterfacesPartTest, TargetsShareTheComponentsOfAnInterface) {
  Document document;
  server_internal::MethodRegistry functions;
  server_internal::Interfaces interfaces(document, functions);
  const EntityID one = Must(document.Create(Entity{}));
  const EntityID two = Must(document.Create(Entity{}));
  for (const EntityID target : {one, two}) {
    Must(interfaces.Offer(InvokeIDType{target}, {{{.name = "move"}, {}}},
                          {Signal{.name = "moved"}}));
  }
  EXPECT_EQ(document.Count(ComponentKind::kMethod), 1u);
  const MethodID move = Must(document.Get(one)).methods_list.front();
  EXPECT_NE(functions.Find(move, InvokeIDType{one}),
            functions.Find(move, InvokeIDType{two}));
  EXPECT_EQ(functions.Find(move, std::nullopt), nullptr);
  EXPECT_EQ(Must(interfaces.FindSignal("moved", InvokeIDType{one})),
            Must(interfaces.FindSignal("moved", InvokeIDType{two})));
  EXPECT_EQ(interfaces.FindSignal("moved", std::nullopt).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(SignalSenderTest, ASignalMustBeAttachedIfThatIsChecked) {
  Document document;
  const auto tallies = std::make_shared<server_internal::Tallies>();
  const SignalID signal = Must(document.Create(Signal{.name = "rang"}));
  server_internal::SignalSender strict(document, true, tallies);
  server_internal::SignalSender lenient(document, false, tallies);
  EXPECT_EQ(strict.Send(signal, std::nullopt, {}, std::nullopt).code(),
            absl::StatusCode::kFailedPrecondition);
  Must(lenient.Send(signal, std::nullopt, {}, std::nullopt));
  EXPECT_EQ(tallies->signals, 1u);
}

}  // namespace
}  // namespace noodles
