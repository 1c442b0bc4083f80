#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "noodles/base/status.h"
#include "noodles/interfaces/attention_signals.h"
#include "server/server_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

class SignalsTest : public ServerTest {
 protected:
  SignalsTest() {
    signal_ = Must(document().Create(Signal{.name = "s"}));
    Must(document().SetSignals({signal_}));
  }

  MsgSignalInvoke Invocation(Any argument,
                             const std::optional<InvokeIDType>& target = {}) {
    return {signal_, target, {std::move(argument)}};
  }

  SignalID signal_;
};

TEST_F(SignalsTest, AreAddedToTheDocument) {
  const SignalID heated = Must(server_->AddSignal<double, std::string>(
      "heated", "A new temperature",
      {{"kelvin", "Absolute"}, {"where", "", "noo::any"}}));
  EXPECT_THAT(document().signals(), ElementsAre(signal_, heated));
  const Signal described = Must(document().Get(heated));
  EXPECT_EQ(described.doc, "A new temperature");
  EXPECT_EQ(described.arg_doc,
            (std::vector<MethodArg>{{"kelvin", "Absolute", "noo::real"},
                                    {"where", std::nullopt, "noo::any"}}));
  const SignalID cooled = Must(server_->AddSignal("cooled", "", {"kelvin"}));
  EXPECT_EQ(Must(document().Get(cooled)).arg_doc[0].editor_hint, "noo::any");
  client();
  Must(server_->Emit(heated, {300.0, "inside"}));
  Must(server_->EmitByName("cooled", std::nullopt, {270.0}, std::nullopt));
  client().ReceiveOne();
  client().ReceiveOne();
  ASSERT_EQ(client().signals().size(), 2u);
  EXPECT_EQ(client().signals()[0],
            (MsgSignalInvoke{heated, std::nullopt, {300.0, "inside"}}));
  EXPECT_EQ(client().signals()[1].id, cooled);
}

TEST_F(SignalsTest, WithWrongNamesAreRefused) {
  const size_t before = document().Count(ComponentKind::kSignal);
  const auto refusal = [&](const std::string& name, const ArgumentList& list) {
    return server_->AddSignal<double, double>(name, "", list)
        .status()
        .ToString();
  };
  EXPECT_EQ(refusal("t", {"x"}),
            "INVALID_ARGUMENT: signal t: expected names for 2 arguments, found "
            "1");
  EXPECT_EQ(refusal("t", {"x", "x"}),
            "INVALID_ARGUMENT: signal t: argument 1 has the name \"x\" of "
            "argument 0");
  EXPECT_EQ(refusal("t", {"", "x"}),
            "INVALID_ARGUMENT: signal t: argument 0 needs a name");
  EXPECT_EQ(refusal("", {"x", "y"}), "INVALID_ARGUMENT: a signal needs a name");
  EXPECT_EQ(refusal("s", {"x", "y"}),
            "ALREADY_EXISTS: the document has a signal s already");
  EXPECT_EQ(document().Count(ComponentKind::kSignal), before);
  EXPECT_EQ(server_->AttachSignal(signal_).code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(document().signals(), ElementsAre(signal_));
}

TEST_F(SignalsTest, OnTheDocumentAndOnEachKindOfTarget) {
  const EntityID entity =
      Must(document().Create(Entity{.signals_list = {signal_}}));
  const TableID table =
      Must(document().Create(Table{.signals_list = {signal_}}));
  const PlotID plot = Must(document().Create(
      Plot{.plot = std::string("x"), .signals_list = {signal_}}));
  client();
  Must(server_->Emit(signal_, {1}));
  Must(server_->Emit(signal_, {2}, InvokeIDType{entity}));
  Must(server_->Emit(signal_, {3}, InvokeIDType{table}));
  Must(server_->Emit(signal_, {4}, InvokeIDType{plot}));
  for (int i = 0; i < 4; ++i) client().ReceiveOne();
  EXPECT_THAT(client().signals(),
              ElementsAre(Invocation(1), Invocation(2, InvokeIDType{entity}),
                          Invocation(3, InvokeIDType{table}),
                          Invocation(4, InvokeIDType{plot})));
  EXPECT_EQ(TextOf(server_->Emit(signal_, {}, InvokeIDType{EntityID{9, 0}})),
            "Entity [9, 0] does not exist");
}

TEST_F(SignalsTest, InATransactionTheyLeaveWithItOrNotAtAll) {
  client();
  const size_t before = client().received();
  Must(document().Transact([&] {
    Must(document().Create(Entity{.name = "before"}));
    Must(server_->Emit(signal_, {1}));
    Must(document().Create(Entity{.name = "after"}));
    return absl::OkStatus();
  }));
  EXPECT_FALSE(document()
                   .Transact([&] {
                     Must(server_->Emit(signal_, {2}));
                     return Internal("no");
                   })
                   .ok());
  Must(server_->Emit(signal_, {3}));
  client().ReceiveOne();
  EXPECT_THAT(client().signals(), ElementsAre(Invocation(1)));
  EXPECT_EQ(client().mirror().all<Entity>().size(), 2u);
  client().ReceiveOne();
  EXPECT_THAT(client().signals(), ElementsAre(Invocation(1), Invocation(3)));
  EXPECT_EQ(client().received(), before + 2);
}

TEST_F(SignalsTest, ToOneOfTwoAmongChanges) {
  const auto first = MakeClient();
  const auto second = MakeClient();
  first->Join();
  second->Join();
  const size_t before = first->frame_count();
  Must(document().Transact([&] {
    Must(document().Create(Entity{}));
    Must(server_->Emit(signal_, {1}, std::nullopt,
                       std::vector<ClientNumber>{kFirstNumber}));
    Must(document().Create(Entity{}));
    return absl::OkStatus();
  }));
  EXPECT_EQ(first->frame_count(), before + 1);
  Must(server_->Emit(signal_, {2}));
  while (first->signals().size() < 2) first->ReceiveOne();
  while (second->signals().empty()) second->ReceiveOne();
  EXPECT_THAT(first->signals(), ElementsAre(Invocation(1), Invocation(2)));
  EXPECT_THAT(second->signals(), ElementsAre(Invocation(2)));
  ExpectEqual(first->mirror(), document());
  ExpectEqual(second->mirror(), document());
}

TEST_F(SignalsTest, AGeneratedEmitterSpeaksThroughTheServer) {
  const EntityID entity = Must(document().Create(Entity{}));
  Must(server_->Offer(InvokeIDType{entity}, {},
                      AttentionSignals::Descriptions()));
  client();
  const AttentionSignals attention(*server_, InvokeIDType{entity});
  const SignalID id =
      document().FindByName<Signal>("noo::signal_attention").value();
  Must(attention.SignalAttention(Vec3{1, 2, 3}, "look"));
  client().ReceiveOne();
  EXPECT_THAT(
      client().signals(),
      ElementsAre(MsgSignalInvoke{
          id, InvokeIDType{entity}, {Any::Array{1.0f, 2.0f, 3.0f}, "look"}}));
  Must(document().Delete(entity));
  EXPECT_EQ(TextOf(attention.SignalAttention(std::nullopt, std::nullopt)),
            "Entity [0, 0] does not exist");
}

}  // namespace
}  // namespace noodles
