// Proxies: the encoding of typed arguments, and the decoding of answers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>
#include <vector>

#include "interfaces/interface_testing.h"
#include "noodles/interfaces/activator_methods_proxy.h"
#include "noodles/interfaces/option_methods_proxy.h"
#include "noodles/interfaces/probe_methods_proxy.h"
#include "noodles/interfaces/table_methods_proxy.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;

constexpr TableID kTable = {4, 1};

template <class T>
bool IsReady(const std::future<T>& future) {
  return future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

TEST(ProxyTest, SendsNameTargetAndArguments) {
  FakeCaller caller;
  const TableMethodsProxy table(caller, InvokeIDType{kTable});
  auto keys = table.Update({3}, {{Any("Lyon"), Any(2.0)}});
  ASSERT_EQ(caller.calls.size(), 1u);
  EXPECT_EQ(caller.calls[0].method, "noo::tbl_update");
  EXPECT_EQ(caller.calls[0].target, InvokeIDType{kTable});
  EXPECT_THAT(caller.calls[0].arguments,
              ElementsAre(Any(Any::Array{3}),
                          Any(Any::Array{Any::Array{"Lyon", 2.0}})));
  EXPECT_FALSE(IsReady(keys));
  caller.waiting.front()(Any(Any::Array{3}));
  EXPECT_THAT(keys.get().value(), ElementsAre(3));
}

TEST(ProxyTest, WithoutATargetTheDocumentIsMeant) {
  FakeCaller caller;
  ActivatorMethodsProxy(caller).GetActivationChoices();
  EXPECT_EQ(caller.calls[0].target, std::nullopt);
}

TEST(ProxyTest, LeavesOutAbsentArgumentsAtTheEndOnly) {
  FakeCaller caller;
  const ActivatorMethodsProxy activator(caller);
  activator.Activate();
  activator.Activate("on");
  activator.Activate(int64_t{2});
  const OptionMethodsProxy options(caller);
  options.SetVarValue(Any());
  options.SetVarValue(Any(), "key");
  ASSERT_EQ(caller.calls.size(), 5u);
  EXPECT_THAT(caller.calls[0].arguments, ElementsAre());
  EXPECT_THAT(caller.calls[1].arguments, ElementsAre(Any("on")));
  EXPECT_THAT(caller.calls[2].arguments, ElementsAre(Any(2)));
  EXPECT_THAT(caller.calls[3].arguments, ElementsAre(Any()));
  EXPECT_THAT(caller.calls[4].arguments, ElementsAre(Any(), Any("key")));
}

TEST(ProxyTest, CallsBackOnceWithATypedResult) {
  FakeCaller caller;
  caller.answer =
      Any(Any::Array{"a place", Any::Array{1, 2, 3}});  // integers for floats
  std::vector<ProbeResult> results;
  ProbeMethodsProxy(caller).At({0, 0, 0}, [&](absl::StatusOr<ProbeResult> got) {
    results.push_back(got.value());
  });
  EXPECT_THAT(results, ElementsAre(ProbeResult{.text = "a place",
                                               .position = {1, 2, 3}}));
}

TEST(ProxyTest, AResultOfAnotherTypeSaysWhatCame) {
  FakeCaller caller;
  caller.answer = Any(Any::Array{1, "two"});
  EXPECT_EQ(TableMethodsProxy(caller).Insert({}).get().status(),
            Internal("result[1]: expected integer, found text \"two\""));
  caller.answer = Any();
  EXPECT_EQ(TableMethodsProxy(caller).Subscribe().get().status(),
            Internal("result: expected map, found null"));
}

TEST(ProxyTest, FailuresPass) {
  FakeCaller caller;
  caller.answer = absl::StatusOr<Any>(Unavailable("the connection has ended"));
  EXPECT_EQ(TableMethodsProxy(caller).Clear().get(),
            Unavailable("the connection has ended"));
  EXPECT_EQ(TableMethodsProxy(caller).Remove({1}).get().status(),
            Unavailable("the connection has ended"));
}

TEST(ProxyTest, WhatComesBackFromAMethodWithoutResultIsNotLookedAt) {
  FakeCaller caller;
  caller.answer = Any("whatever");
  EXPECT_EQ(TableMethodsProxy(caller).Clear().get(), absl::OkStatus());
}

}  // namespace
}  // namespace noodles
