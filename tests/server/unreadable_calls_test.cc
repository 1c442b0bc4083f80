// Calls and frames that cannot be read: each is answered, or ends the
// connection with a reason.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "cbor/cbor_testing.h"
#include "noodles/server.h"
#include "server/server_testing.h"

namespace noodles {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using transport_internal::CloseCode;

// A map with these members, as text keys and encoded values.
using Members = std::vector<std::pair<std::string, std::string>>;

std::string Hex(const Bytes& bytes) { return cbor::ToHex(bytes.span()); }
std::string HexOf(const Any& value) { return Hex(Encode(value)); }

Bytes FromHex(const std::string& hex) { return Bytes::Copy(cbor::Hex(hex)); }

class UnreadableCallsTest : public ServerTest {
 protected:
  UnreadableCallsTest()
      : method_(Must(
            server_->AddMethod("count", "", [this] { return ++runs_; }, {}))) {
    client();
  }

  // The content of a call, as hexadecimal digits: the good members, but for
  // `changed`, the members that take their places; "" leaves a member out.
  static std::string CallWith(const Members& changed) {
    Members members = {
        {"method", "820000"}, {"invoke_id", "6161"}, {"args", "80"}};
    for (const auto& [key, value] : changed) {
      std::erase_if(members, [&](const auto& one) { return one.first == key; });
      if (!value.empty()) members.emplace_back(key, value);
    }
    std::string text = "a" + std::to_string(members.size());
    for (const auto& [key, value] : members) text += HexOf(key) + value;
    return text;
  }
  void Send(const std::string& content) {
    client().SendFrame(FromHex("8201" + content));
  }
  // The invoke_id, as hexadecimal digits, and the exception of the next frame.
  std::string NextAnswer() {
    const Bytes frame = client().ReceiveFrame();
    const Any value = Must(Decode<Any>(frame));
    const Any& reply = value.AsArray()->at(1);
    EXPECT_EQ(value.AsArray()->at(0), Any(34));
    const auto member = [](const Any& map, std::string_view key) {
      for (const auto& [name, item] : *map.AsMap()) {
        if (name == Any(key)) return item;
      }
      return Any();
    };
    const Any exception = member(reply, "method_exception");
    return HexOf(member(reply, "invoke_id")) + " " +
           member(exception, "code").ToString() + " " +
           std::string(member(exception, "message").AsText().value_or(""));
  }
  // The server is as it was: a good call is answered next.
  void ExpectNothingElse() {
    client().ReceiveAll();
    const size_t before = client().replies().size();
    const int runs = runs_;
    EXPECT_EQ(ResultOf(client().Call(method_, {})), Any(runs + 1));
    EXPECT_EQ(client().replies().size(), before + 1);
  }

  int runs_ = 0;
  MethodID method_;
};

TEST_F(UnreadableCallsTest, AMemberOfAWrongFormIsAnswered) {
  const std::vector<Members> wrong = {
      {{"args", "05"}},
      {{"args", "6161"}},
      {{"args", "a0"}},
      {{"args", "f6"}},
      {{"args", ""}},
      {{"method", "6161"}},
      {{"method", "8100"}},
      {{"method", "83000000"}},
      {{"method", "822000"}},
      {{"method", "f6"}},
      {{"method", ""}},
      {{"context", "05"}},
      {{"context", "820000"}},
      {{"context", "a166656e7469747905"}},
      {{"context", "a0"}},
      {{"context",
        "a266656e7469747982000065"
        "7461626c65820000"}},
  };
  for (const Members& members : wrong) {
    Send(CallWith(members));
    EXPECT_THAT(NextAnswer(),
                StartsWith("6161 -32600 the call cannot be read: "))
        << members[0].first << " " << members[0].second;
  }
  EXPECT_FALSE(client().close_code());
  EXPECT_EQ(runs_, 0);
  ExpectNothingElse();
}

TEST_F(UnreadableCallsTest, TheAnswerTellsWhatIsWrong) {
  Send(CallWith({{"args", "05"}}));
  EXPECT_THAT(NextAnswer(),
              HasSubstr("wrong-type at [1].args (byte 30): expected array, "
                        "found integer 5"));
}

TEST_F(UnreadableCallsTest, AnInvokeIdThatIsNoTextComesBackByteForByte) {
  // An integer in a wide head, a negative one, a float, bytes, a UUID with its
  // tag, an array.
  for (const std::string id :
       {"07", "1a00000007", "20", "fb3ff8000000000000", "420102",
        "d82550000102030405060708090a0b0c0d0e0f", "820102"}) {
    Send(CallWith({{"invoke_id", id}}));
    const Bytes frame = client().ReceiveFrame();
    EXPECT_THAT(Hex(frame),
                HasSubstr(HexOf("invoke_id") + id + HexOf("method_exception")));
    EXPECT_THAT(Hex(frame), HasSubstr(HexOf(kInvalidRequestCode)));
  }
  EXPECT_EQ(runs_, 0);
  EXPECT_FALSE(client().close_code());
  ExpectNothingElse();
}

TEST_F(UnreadableCallsTest, ATextInPiecesComesBackWhole) {
  Send(CallWith({{"invoke_id", "7f61616162ff"}, {"args", "05"}}));
  EXPECT_THAT(NextAnswer(), StartsWith("626162 -32600"));
}

TEST_F(UnreadableCallsTest, AnInvokeIdThatCannotBeReadEndsTheConnection) {
  // No map, a text that is not UTF-8, and an item of 2 kB.
  for (const std::string& content :
       {std::string("05"), std::string("80"), CallWith({{"invoke_id", "61ff"}}),
        CallWith(
            {{"invoke_id", HexOf(Bytes::Copy(std::string(2000, 'x')))}})}) {
    const auto sender = MakeClient();
    sender->Join();
    sender->SendFrame(FromHex("8201" + content));
    EXPECT_EQ(sender->close_code(), CloseCode::kInvalidPayload) << content;
    EXPECT_THAT(sender->close_text(), StartsWith("the call cannot be read: "));
  }
  EXPECT_EQ(runs_, 0);
}

TEST_F(UnreadableCallsTest, ACallWithoutAnInvokeIdAsksForNoAnswer) {
  Send(CallWith({{"invoke_id", ""}, {"args", "05"}}));
  Send(CallWith({{"invoke_id", "f6"}, {"method", "05"}}));
  EXPECT_FALSE(client().close_code());
  ExpectNothingElse();
  EXPECT_EQ(server_->counters().failed_calls_total, 2u);
}

TEST_F(UnreadableCallsTest, ABadCallDoesNotLoseTheOthersOfItsFrame) {
  client().SendFrame(FromHex("8601" + CallWith({}) + "01" +
                             CallWith({{"args", "05"}, {"invoke_id", "6162"}}) +
                             "01" + CallWith({{"invoke_id", "6163"}})));
  EXPECT_EQ(ResultOf(client().WaitForReply("c")), Any(2));
  std::vector<std::string> ids;
  for (const MsgMethodReply& reply : client().replies()) {
    ids.push_back(reply.invoke_id);
  }
  EXPECT_THAT(ids, ::testing::UnorderedElementsAre("a", "b", "c"));
}

TEST_F(UnreadableCallsTest, AFaultyFrameChangesNothing) {
  const std::string good = "01" + CallWith({});
  const std::vector<std::string> faulty = {
      "84" + good + "01a1",       // ends inside the second message
      "84" + good + "01" + "ff",  // a break in a wrong place
      "84" + good + "01" + "fc",  // not well-formed
      "84" + good +
          "63"
          "616263" +
          "a0",            // a number that is none
      "83" + good + "01",  // a number without a content
      "9f" + good,         // without an end
      "82" + good + "00",  // a byte behind the frame
      "84" + good + good + "a0",
      "8201" + CallWith({{"args", "05"}}) + "00",  // both faults
      "8201"
      "a3" +
          HexOf("method") + "820000" + HexOf("invoke_id") + "6161" +
          HexOf("args") + "8201",  // arguments that break off
  };
  for (const std::string& frame : faulty) {
    client().SendFrame(FromHex(frame));
    const std::string answer = NextAnswer();
    EXPECT_THAT(answer, StartsWith("6161 -32600 the frame cannot be read: "))
        << frame;
    if (frame.starts_with("84") && frame.ends_with("a0") &&
        frame.find("616263") == std::string::npos) {
      EXPECT_THAT(NextAnswer(), StartsWith("6161 -32600"));
    }
    EXPECT_EQ(client().received(), client().frame_count()) << frame;
  }
  EXPECT_FALSE(client().close_code());
  EXPECT_EQ(runs_, 0);
  ExpectNothingElse();
}

TEST_F(UnreadableCallsTest, AFaultyFrameWithoutACallEndsTheConnection) {
  for (const char* const frame : {"ff", "05", "8201", "820181", "9f01"}) {
    const auto sender = MakeClient();
    sender->Join();
    sender->SendFrame(FromHex(frame));
    EXPECT_EQ(sender->close_code(), CloseCode::kInvalidPayload) << frame;
    EXPECT_THAT(sender->close_text(), StartsWith("the frame cannot be read: "));
  }
}

TEST_F(UnreadableCallsTest, AFaultyFrameOfManyCallsEndsTheConnection) {
  std::string frame = "9f";
  for (int i = 0; i < 65; ++i) frame += "01" + CallWith({});
  const auto sender = MakeClient();
  sender->Join();
  const size_t before = sender->frame_count();
  sender->SendFrame(FromHex(frame));
  EXPECT_EQ(sender->close_code(), CloseCode::kInvalidPayload);
  EXPECT_EQ(sender->frame_count(), before);
}

TEST_F(UnreadableCallsTest, BeforeTheIntroductionNothingIsAnswered) {
  const auto stranger = MakeClient();
  stranger->SendFrame(FromHex("8201" + CallWith({{"args", "05"}})));
  stranger->SendFrame(FromHex("820105"));
  stranger->SendFrame(FromHex("ff"));
  // The introduction of a faulty frame does not count.
  stranger->SendFrame(FromHex("8400a16b636c69656e745f6e616d65616101ff"));
  stranger->SendFrame(FromHex("8200a16b636c69656e745f6e616d65616100"));
  EXPECT_EQ(stranger->frame_count(), 0u);
  EXPECT_FALSE(stranger->close_code());
  EXPECT_EQ(server_->clients()[1].state, ClientPhase::kConnected);
  stranger->Join();
}

TEST_F(UnreadableCallsTest, EmptyMessagesAreNothing) {
  client().SendFrame(Bytes());
  client().SendFrame(FromHex("80"));
  EXPECT_FALSE(client().close_code());
  ExpectNothingElse();
}

}  // namespace
}  // namespace noodles
