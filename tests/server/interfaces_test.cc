#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "noodles/base/status.h"
#include "server/server_testing.h"

namespace gates {

// An interface as a generator would make it.
class GateMethods {
 public:
  virtual ~GateMethods() = default;
  virtual absl::StatusOr<std::string> Open(noodles::CallContext& context,
                                           int64_t width) = 0;
};

std::vector<noodles::MethodDefinition> MethodsOf(
    std::shared_ptr<GateMethods> implementation) {
  const auto open = [implementation](noodles::CallContext& context,
                                     int64_t width) {
    return implementation->Open(context, width);
  };
  return {{noodles::DescribeMethod<decltype(open)>("gate::open", "Opens it",
                                                   {"width"}),
           noodles::MakeMethod(open, {"width"})}};
}

std::vector<noodles::Signal> SignalsOf(const GateMethods&) {
  return {{.name = "gate::opened"}};
}

class BellMethods {
 public:
  virtual ~BellMethods() = default;
  virtual absl::Status Ring(noodles::CallContext& context) = 0;
};

std::vector<noodles::MethodDefinition> MethodsOf(
    std::shared_ptr<BellMethods> implementation) {
  const auto ring = [implementation](noodles::CallContext& context) {
    return implementation->Ring(context);
  };
  return {{noodles::DescribeMethod<decltype(ring)>("bell::ring", "", {}),
           noodles::MakeMethod(ring, {})}};
}

}  // namespace gates

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using InterfacesTest = ServerTest;

class NamedGate : public gates::GateMethods {
 public:
  explicit NamedGate(std::string name) : name_(std::move(name)) {}
  absl::StatusOr<std::string> Open(CallContext& context,
                                   int64_t width) override {
    Must(context.emitter.EmitByName("gate::opened", context.target, {width},
                                    std::nullopt));
    return name_ + " " + std::to_string(width);
  }

 private:
  const std::string name_;
};

TEST_F(InterfacesTest, TargetsShareAMethodAndHaveTheirOwnFunctions) {
  const EntityID first = Must(document().Create(Entity{}));
  const EntityID second = Must(document().Create(Entity{}));
  const TableID table = Must(document().Create(Table{}));
  Must(server_->Implement(first, std::make_shared<NamedGate>("first")));
  Must(server_->Implement(second, std::make_shared<NamedGate>("second")));
  Must(server_->Implement(table, std::make_shared<NamedGate>("table")));
  Must(server_->Implement(std::make_shared<NamedGate>("document")));
  ASSERT_EQ(document().List<Method>().size(), 1u);
  ASSERT_EQ(document().List<Signal>().size(), 1u);
  const MethodID open = document().List<Method>()[0];
  const SignalID opened = document().List<Signal>()[0];
  EXPECT_EQ(Must(document().Get(open)),
            (Method{.name = "gate::open",
                    .doc = "Opens it",
                    .arg_doc = {{"width", std::nullopt, "noo::integer"}}}));
  EXPECT_THAT(document().methods(), ElementsAre(open));
  EXPECT_THAT(document().signals(), ElementsAre(opened));
  EXPECT_EQ(Must(document().Get(table)).methods_list, std::vector{open});

  const auto call = [&](const std::optional<InvokeIDType>& target) {
    return ResultOf(client().Call(open, {3}, target));
  };
  EXPECT_EQ(call(InvokeIDType{first}), Any("first 3"));
  EXPECT_EQ(call(InvokeIDType{second}), Any("second 3"));
  EXPECT_EQ(call(InvokeIDType{table}), Any("table 3"));
  EXPECT_EQ(call(std::nullopt), Any("document 3"));
  EXPECT_EQ(client().signals()[1],
            (MsgSignalInvoke{opened, InvokeIDType{second}, {3}}));
  EXPECT_EQ(client().signals()[3],
            (MsgSignalInvoke{opened, std::nullopt, {3}}));
  ExpectEqual(client().mirror(), document());
}

TEST_F(InterfacesTest, AComponentOffersItFromItsBeginning) {
  const auto make = [&](const std::string& name) {
    return server_->CreateWith(Entity{.name = name},
                               std::make_shared<NamedGate>(name));
  };
  const EntityID first = Must(make("first"));
  client();
  const size_t before = client().mirror().numbers().size();
  const EntityID second = Must(make("second"));
  const MethodID open = document().List<Method>()[0];
  EXPECT_EQ(ResultOf(client().Call(open, {2}, InvokeIDType{second})),
            Any("second 2"));
  EXPECT_EQ(ResultOf(client().Call(open, {1}, InvokeIDType{first})),
            Any("first 1"));
  EXPECT_EQ(client().mirror().numbers()[before],
            MessageTraits<MsgEntityCreate>::kNumber);
  EXPECT_THAT(client().mirror().numbers(),
              ::testing::Not(::testing::Contains(
                  MessageTraits<MsgEntityUpdate>::kNumber)));
  ExpectEqual(client().mirror(), document());

  // The entity keeps its own methods; a second method of one name is an error.
  const MethodID own = Must(document().Create(Method{.name = "gate::open"}));
  const auto twice = server_->CreateWith(Entity{.methods_list = {own}},
                                         std::make_shared<NamedGate>("x"));
  EXPECT_EQ(TextOf(twice.status()),
            "the new component has a method gate::open already");
  const auto lost =
      server_->CreateWith(Entity{.name = "lost", .parent = EntityID{9, 9}},
                          std::make_shared<NamedGate>("x"));
  EXPECT_FALSE(lost.ok());
  EXPECT_EQ(document().Count(ComponentKind::kEntity), 2u);
}

TEST_F(InterfacesTest, AnImplementationEndsWithItsTarget) {
  const EntityID first = Must(document().Create(Entity{}));
  const EntityID second = Must(document().Create(Entity{}));
  auto gate = std::make_shared<NamedGate>("first");
  const std::weak_ptr<NamedGate> watched = gate;
  Must(server_->Implement(first, std::move(gate)));
  Must(server_->Implement(second, std::make_shared<NamedGate>("second")));
  const MethodID open = document().List<Method>()[0];
  // A transaction that is taken back takes nothing away.
  EXPECT_FALSE(document()
                   .Transact([&] {
                     Must(document().Delete(first));
                     return Internal("no");
                   })
                   .ok());
  EXPECT_EQ(ResultOf(client().Call(open, {1}, InvokeIDType{first})),
            Any("first 1"));
  Must(document().Delete(first));
  EXPECT_EQ(ExceptionOf(client().Call(open, {1}, InvokeIDType{first})),
            "-32600 Entity [0, 0] does not exist");
  EXPECT_TRUE(watched.expired());
  // The slot's next entity has nothing of it.
  const EntityID next = Must(document().Create(Entity{.methods_list = {open}}));
  EXPECT_EQ(next, (EntityID{0, 1}));
  EXPECT_EQ(ExceptionOf(client().Call(open, {1}, InvokeIDType{next})),
            "-32601 Method [0, 0] has no function for Entity [0, 1]");
  EXPECT_EQ(ResultOf(client().Call(open, {1}, InvokeIDType{second})),
            Any("second 1"));
}

TEST_F(InterfacesTest, AMethodThatIsDeletedReleasesItsFunctions) {
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watched = held;
  const MethodID method = Must(server_->DefineMethod(
      {.name = "m"},
      MakeMethod([held = std::move(held)] { return *held; }, {})));
  Must(server_->AttachMethod(method));
  EXPECT_EQ(ResultOf(client().Call(method, {})), Any(1));
  Must(document().SetMethods({}));
  Must(document().Delete(method));
  EXPECT_EQ(ExceptionOf(client().Call(method, {})),
            "-32601 Method [0, 0] does not exist");
  EXPECT_TRUE(watched.expired());
}

TEST_F(InterfacesTest, ABadOfferChangesNothing) {
  const EntityID entity = Must(document().Create(Entity{}));
  EXPECT_EQ(TextOf(server_->Implement(EntityID{7, 0},
                                      std::make_shared<NamedGate>("x"))),
            "Entity [7, 0] does not exist");
  EXPECT_THAT(document().List<Method>(), IsEmpty());
  Must(server_->Implement(entity, std::make_shared<NamedGate>("first")));
  EXPECT_EQ(
      TextOf(server_->Implement(entity, std::make_shared<NamedGate>("x"))),
      "Entity [0, 0] has a method gate::open already");
  const MethodID open = document().List<Method>()[0];
  EXPECT_EQ(ResultOf(client().Call(open, {1}, InvokeIDType{entity})),
            Any("first 1"));
  EXPECT_EQ(TextOf(server_->EmitByName("gate::shut", InvokeIDType{entity}, {},
                                       std::nullopt)),
            "Entity [0, 0] has no signal gate::shut");
  EXPECT_EQ(TextOf(server_->EmitByName("gate::opened", std::nullopt, {},
                                       std::nullopt)),
            "the document has no signal gate::opened");
}

class GateWithBell : public NamedGate, public gates::BellMethods {
 public:
  GateWithBell() : NamedGate("both") {}
  absl::Status Ring(CallContext&) override { return Internal("broken"); }
};

TEST_F(InterfacesTest, OneObjectForTwoInterfaces) {
  const EntityID entity = Must(document().Create(Entity{}));
  const auto both = std::make_shared<GateWithBell>();
  Must(server_->Implement<gates::GateMethods>(entity, both));
  Must(server_->Implement<gates::BellMethods>(entity, both));
  const MethodID ring = document().FindByName<Method>("bell::ring").value();
  const MethodID open = document().FindByName<Method>("gate::open").value();
  EXPECT_EQ(ResultOf(client().Call(open, {1}, InvokeIDType{entity})),
            Any("both 1"));
  EXPECT_EQ(ExceptionOf(client().Call(ring, {}, InvokeIDType{entity})),
            "-32603 broken");
}

TEST_F(InterfacesTest, AnotherDescriptionIsAnotherMethod) {
  const auto offer = [&](const std::string& doc) {
    const EntityID entity = Must(document().Create(Entity{}));
    Must(server_->Offer(
        InvokeIDType{entity},
        {{{.name = "m", .doc = doc}, MakeMethod([] { return 1; }, {})}}));
    return Must(document().Get(entity)).methods_list.at(0);
  };
  const MethodID first = offer("one");
  EXPECT_NE(offer("two"), first);
  EXPECT_EQ(offer("one"), first);
}

TEST_F(InterfacesTest, EmitByNameFindsSignalsMadeByHand) {
  const SignalID signal = Must(document().Create(Signal{.name = "s"}));
  const EntityID entity =
      Must(document().Create(Entity{.signals_list = {signal}}));
  client();
  Must(server_->EmitByName("s", InvokeIDType{entity}, {1}, std::nullopt));
  client().ReceiveOne();
  EXPECT_THAT(client().signals(),
              ElementsAre(MsgSignalInvoke{signal, InvokeIDType{entity}, {1}}));
}

}  // namespace
}  // namespace noodles
