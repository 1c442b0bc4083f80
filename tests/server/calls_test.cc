#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <latch>
#include <stdexcept>

#include "noodles/base/status.h"
#include "noodles/server.h"
#include "server/server_testing.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using CallsTest = ServerTest;

double Add(double a, double b) { return a + b; }

TEST_F(CallsTest, APlainFunctionIsAMethod) {
  const MethodID add =
      Must(server_->AddMethod("add", "Adds two numbers", Add, {"a", "b"}));
  EXPECT_EQ(Must(document().Get(add)),
            (Method{.name = "add",
                    .doc = "Adds two numbers",
                    .arg_doc = {{"a", std::nullopt, "noo::real"},
                                {"b", std::nullopt, "noo::real"}}}));
  EXPECT_THAT(document().methods(), ElementsAre(add));
  EXPECT_EQ(ResultOf(client().Call(add, {1, 2.5})), Any(3.5));
  EXPECT_EQ(ResultOf(client().Call(add, {1, 2, "too", "many"})), Any(3.0));
  EXPECT_EQ(ExceptionOf(client().Call(add, {1.0})),
            "-32602 argument b (noo::real) is missing");
  EXPECT_EQ(ExceptionOf(client().Call(add, {1.0, "two"})),
            "-32602 argument b: expected float, found text \"two\"");
}

TEST_F(CallsTest, ArgumentsOfEveryKind) {
  const MethodID method = Must(server_->AddMethod(
      "all", "",
      [](int8_t small, bool flag, const std::string& text,
         const std::vector<Vec3>& points, EntityID entity,
         const std::optional<std::string>& label) {
        EXPECT_EQ(entity, (EntityID{3, 1}));
        return std::vector<Any>{small, flag, text, points.size(),
                                label.value_or("none")};
      },
      {"small", "flag", "text", "points", "entity", "label"}));
  std::vector<std::string> hints;
  for (const MethodArg& argument : Must(document().Get(method)).arg_doc) {
    hints.push_back(*argument.editor_hint);
  }
  EXPECT_THAT(hints, ElementsAre("noo::integer", "noo::any", "noo::text",
                                 "noo::array", "noo::entity_id", "noo::text"));
  const Any point = Any::Array{1, 2.0, 3.0f};
  const Any id = Any::Array{3, 1};
  std::vector<Any> arguments = {-5, true, "t", Any::Array{point}, id};
  EXPECT_EQ(ResultOf(client().Call(method, arguments)),
            (Any::Array{-5, true, "t", 1, "none"}));
  arguments.push_back("label");
  EXPECT_EQ(ResultOf(client().Call(method, arguments)),
            (Any::Array{-5, true, "t", 1, "label"}));
  arguments[5] = nullptr;
  EXPECT_EQ(ResultOf(client().Call(method, arguments)),
            (Any::Array{-5, true, "t", 1, "none"}));
  arguments[0] = 200;
  EXPECT_EQ(ExceptionOf(client().Call(method, arguments)),
            "-32602 argument small: the number is out of range");
  arguments[0] = 1;
  arguments[3] = Any::Array{point, Any::Array{1, "x", 2}};
  EXPECT_EQ(ExceptionOf(client().Call(method, arguments)),
            "-32602 argument points[1][1]: expected float, found text \"x\"");
}

TEST_F(CallsTest, FailuresHaveCodes) {
  const auto add = [&](const std::string& name, auto function) {
    return Must(server_->AddMethod(name, "", function));
  };
  const MethodID own = add("own", []() -> absl::StatusOr<int> {
    return MethodError(17, "the pump is dry", Any::Map{{"level", 0}});
  });
  const MethodID invalid = add(
      "invalid", []() -> absl::Status { return InvalidArgument("too hot"); });
  const MethodID internal =
      add("internal", []() -> absl::Status { return NotFound("nobody"); });
  const MethodID throws =
      add("throws", []() -> int { throw std::runtime_error("boom"); });
  const MethodID throws_int = add("throws int", []() -> int { throw 3; });

  const MsgMethodReply reply = client().Call(own, {});
  EXPECT_EQ(std::get<MethodException>(reply.outcome),
            (MethodException{17, "the pump is dry", Any::Map{{"level", 0}}}));
  EXPECT_EQ(ExceptionOf(client().Call(invalid, {})), "-32602 too hot");
  EXPECT_EQ(ExceptionOf(client().Call(internal, {})), "-32603 nobody");
  EXPECT_EQ(ExceptionOf(client().Call(throws, {})), "-32603 boom");
  EXPECT_EQ(ExceptionOf(client().Call(throws_int, {})),
            "-32603 the method threw something that is no std::exception");
  EXPECT_EQ(ExceptionOf(client().Call({99, 0}, {})),
            "-32601 Method [99, 0] does not exist");
}

TEST_F(CallsTest, AMethodRunsWhereItIsAttached) {
  const MethodID method = Must(server_->DefineMethod(
      {.name = "act"}, MakeMethod(
                           [](CallContext& context) {
                             return ToString(ComponentRef(
                                 std::get<EntityID>(context.target->target)));
                           },
                           {})));
  const EntityID yes =
      Must(document().Create(Entity{.methods_list = {method}}));
  const EntityID no = Must(document().Create(Entity{}));
  EXPECT_EQ(ResultOf(client().Call(method, {}, InvokeIDType{yes})),
            Any("Entity [0, 0]"));
  EXPECT_EQ(ExceptionOf(client().Call(method, {}, InvokeIDType{no})),
            "-32601 Method [0, 0] is not attached to Entity [1, 0]");
  EXPECT_EQ(ExceptionOf(client().Call(method, {})),
            "-32601 Method [0, 0] is not attached to the document");
  EXPECT_EQ(
      ExceptionOf(client().Call(method, {}, InvokeIDType{EntityID{9, 0}})),
      "-32600 Entity [9, 0] does not exist");
}

TEST_F(CallsTest, ChangesOfAMethodLeaveAsOneFrameBeforeTheReply) {
  const SignalID signal = Must(document().Create(Signal{.name = "made"}));
  Must(document().SetSignals({signal}));
  const MethodID method = Must(server_->AddMethod(
      "make", "", [&](CallContext& context) -> absl::StatusOr<EntityID> {
        const EntityID parent = Must(context.document.Create(Entity{}));
        Must(server_->Emit(signal, {"half way"}));
        return context.document.Create(Entity{.parent = parent});
      }));
  client();
  const size_t before = client().received();
  EXPECT_EQ(ResultOf(client().Call(method, {})), (Any::Array{1, 0}));
  EXPECT_EQ(client().received(), before + 2);
  EXPECT_EQ(client().mirror().all<Entity>().size(), 2u);
  ASSERT_EQ(client().signals().size(), 1u);
  EXPECT_EQ(client().signals()[0],
            (MsgSignalInvoke{signal, std::nullopt, {"half way"}}));
  ExpectEqual(client().mirror(), document());
}

TEST_F(CallsTest, AFailedMethodLeavesNothingBehind) {
  const MethodID method =
      Must(server_->AddMethod("fail", "", [](CallContext& context) {
        Must(context.document.Create(Entity{}));
        return Internal("no");
      }));
  client();
  const size_t before = client().received();
  EXPECT_EQ(ExceptionOf(client().Call(method, {})), "-32603 no");
  EXPECT_EQ(client().received(), before + 1);
  EXPECT_EQ(document().Count(ComponentKind::kEntity), 0u);
}

TEST_F(CallsTest, WithoutAnInvokeIdItRunsAndNobodyIsAnswered) {
  int runs = 0;
  const MethodID method =
      Must(server_->AddMethod("count", "", [&] { return ++runs; }));
  client().Send(MsgInvokeMethod{.method = method},
                MsgInvokeMethod{.method = method});
  client().SendFrame(Bytes::Copy("\x82\x01\xa0"));
  const size_t before = client().received();
  EXPECT_EQ(ResultOf(client().Call(method, {})), Any(3));
  EXPECT_EQ(client().received(), before + 1);
}

TEST_F(CallsTest, BeforeTheIntroductionNothingRuns) {
  int runs = 0;
  const MethodID method =
      Must(server_->AddMethod("count", "", [&] { return ++runs; }));
  const auto stranger = MakeClient();
  stranger->Send(MsgInvokeMethod{method, std::nullopt, "a", {}});
  // In one frame with the introduction, the call waits for the snapshot.
  stranger->Send(MsgIntroduction{"late"},
                 MsgInvokeMethod{method, std::nullopt, "b", {}},
                 MsgIntroduction{"again"});
  EXPECT_EQ(ResultOf(stranger->WaitForReply("b")), Any(1));
  EXPECT_TRUE(stranger->mirror().is_complete());
  EXPECT_EQ(stranger->frame_count(), 2u);
}

TEST_F(CallsTest, TheCallerIsKnown) {
  const MethodID method =
      Must(server_->AddMethod("who", "", [](CallContext& context) {
        return context.client_name + " " +
               std::to_string(context.client - kFirstNumber);
      }));
  EXPECT_EQ(ResultOf(client().Call(method, {})), Any("fake 0"));
  ASSERT_EQ(server_->clients().size(), 1u);
  EXPECT_EQ(server_->clients()[0].name, "fake");
  EXPECT_EQ(server_->clients()[0].address, "192.0.2.1:4000");
  EXPECT_EQ(server_->clients()[0].state, ClientPhase::kJoined);
}

TEST_F(CallsTest, SignalsToSome) {
  const SignalID signal = Must(document().Create(Signal{.name = "s"}));
  Must(document().SetSignals({signal}));
  const auto first = MakeClient();
  const auto second = MakeClient();
  first->Join();
  second->Join();
  Must(server_->Emit(signal, {1}, std::nullopt,
                     std::vector<ClientNumber>{kFirstNumber + 1}));
  Must(server_->Emit(signal, {2}));
  first->ReceiveOne();
  second->ReceiveOne();
  second->ReceiveOne();
  EXPECT_THAT(first->signals(),
              ElementsAre(MsgSignalInvoke{signal, std::nullopt, {2}}));
  EXPECT_EQ(second->signals().size(), 2u);
  EXPECT_EQ(TextOf(server_->Emit({5, 0}, {})), "Signal [5, 0] does not exist");
  const EntityID entity = Must(document().Create(Entity{}));
  EXPECT_EQ(TextOf(server_->Emit(signal, {}, InvokeIDType{entity})),
            "Signal [0, 0] is not attached to what it is to be sent on");
}

TEST_F(CallsTest, AJoinDoesNotWaitForAMethodThatRuns) {
  std::latch is_running(1);
  std::latch may_end(1);
  const MethodID method = Must(server_->AddMethod("slow", "", [&] {
    is_running.count_down();
    may_end.wait();
    return 1;
  }));
  client().Send(MsgInvokeMethod{method, std::nullopt, "slow", {}});
  is_running.wait();
  const auto other = MakeClient();
  other->Join();
  Must(document().Create(Entity{}));
  other->ReceiveOne();
  EXPECT_EQ(other->mirror().all<Entity>().size(), 1u);
  may_end.count_down();
  EXPECT_EQ(ResultOf(client().WaitForReply("slow")), Any(1));
}

TEST_F(CallsTest, BadFramesHurtNobody) {
  const MethodID add = Must(server_->AddMethod("add", "", Add, {"a", "b"}));
  for (const char* frame : {"", "\xff", "\x9f\x01", "hello", "\x82\x01\x01",
                            "\x81\x01", "\x84\x00\xf6\x07\x80"}) {
    client().SendFrame(Bytes::Copy(std::string_view(frame)));
  }
  EXPECT_EQ(ResultOf(client().Call(add, {1, 1})), Any(2.0));
}

TEST_F(CallsTest, ArgumentsHaveDocumentationAndHints) {
  const MethodID method = Must(server_->AddMethod(
      "paint", "Paints", [](double, const std::string&, const Vec3&) {},
      {{"width", "In metres"},
       {"text"},
       {"colour", "Linear RGB", "noo::color"}}));
  const Method described = Must(document().Get(method));
  EXPECT_EQ(described.doc, "Paints");
  EXPECT_EQ(described.arg_doc,
            (std::vector<MethodArg>{{"width", "In metres", "noo::real"},
                                    {"text", std::nullopt, "noo::text"},
                                    {"colour", "Linear RGB", "noo::color"}}));
  // The names are those of errors, too.
  EXPECT_EQ(ExceptionOf(client().Call(method, {1})),
            "-32602 argument text (noo::text) is missing");
  // Names of a program, and none.
  const std::vector<std::string> names = {"a", "b"};
  const MethodID add = Must(server_->AddMethod("add", "", Add, names));
  EXPECT_EQ(Must(document().Get(add)).arg_doc[1].name, "b");
  const MethodID plain = Must(server_->AddMethod("plain", "", Add));
  EXPECT_EQ(Must(document().Get(plain)).arg_doc[1].name, "1");
}

TEST_F(CallsTest, WrongNamesAreRefused) {
  Must(server_->AddMethod("add", "", Add, {"a", "b"}));
  const size_t before = document().Count(ComponentKind::kMethod);
  const auto refusal = [&](const std::string& name, const ArgumentList& list) {
    return server_->AddMethod(name, "", Add, list).status().ToString();
  };
  EXPECT_EQ(refusal("sum", {"a"}),
            "INVALID_ARGUMENT: method sum: expected names for 2 arguments, "
            "found 1");
  EXPECT_EQ(refusal("sum", {"a", "b", "c"}),
            "INVALID_ARGUMENT: method sum: expected names for 2 arguments, "
            "found 3");
  EXPECT_EQ(refusal("sum", {"a", "a"}),
            "INVALID_ARGUMENT: method sum: argument 1 has the name \"a\" of "
            "argument 0");
  EXPECT_EQ(refusal("sum", {"a", ""}),
            "INVALID_ARGUMENT: method sum: argument 1 needs a name");
  EXPECT_EQ(refusal("", {"a", "b"}), "INVALID_ARGUMENT: a method needs a name");
  EXPECT_EQ(refusal("add", {"a", "b"}),
            "ALREADY_EXISTS: the document has a method add already");
  const auto plain = [](CallContext&, const std::vector<Any>&) {
    return Any();
  };
  EXPECT_EQ(server_->DefineMethod({.name = ""}, plain).status().ToString(),
            "INVALID_ARGUMENT: a method needs a name");
  EXPECT_EQ(
      server_->DefineMethod({.name = "m", .arg_doc = {{"x"}, {"x"}}}, plain)
          .status()
          .ToString(),
      "INVALID_ARGUMENT: method m: argument 1 has the name \"x\" of "
      "argument 0");
  EXPECT_EQ(
      server_->Offer(std::nullopt, {{{.name = "m", .arg_doc = {{""}}}, plain}})
          .ToString(),
      "INVALID_ARGUMENT: method m: argument 0 needs a name");
  EXPECT_EQ(document().Count(ComponentKind::kMethod), before);
  EXPECT_EQ(document().methods().size(), 1u);

  // A method of this name may be elsewhere, but not twice on the document.
  const MethodID other = Must(server_->DefineMethod({.name = "add"}, plain));
  Must(document().Create(Entity{.methods_list = {other}}));
  EXPECT_EQ(server_->AttachMethod(other).ToString(),
            "ALREADY_EXISTS: the document has a method add already");
  EXPECT_EQ(server_->AttachMethod(MethodID{99, 0}).code(),
            absl::StatusCode::kInvalidArgument);
}

class FewCallsTest : public ServerTest {
 protected:
  FewCallsTest() : ServerTest(ServerOptions{.max_waiting_calls = 2}) {}
};

TEST_F(FewCallsTest, MoreCallsThanMayWaitAreRefused) {
  std::latch may_end(1);
  const MethodID method = Must(server_->AddMethod("slow", "", [&] {
    may_end.wait();
    return 1;
  }));
  for (const char* id : {"a", "b", "c"}) {
    client().Send(MsgInvokeMethod{method, std::nullopt, id, {}});
  }
  EXPECT_EQ(ExceptionOf(client().WaitForReply("c")),
            "-32603 too many calls wait for their turn");
  may_end.count_down();
  EXPECT_EQ(ResultOf(client().WaitForReply("b")), Any(1));
}

}  // namespace
}  // namespace noodles
