// How versions meet on the wire: what readers of one version of a specification
// do with the bytes of the other. Both versions are generated code in one
// program, each in a namespace; spec/README.md says the same in words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "earlier/codecs.h"
#include "earlier/dispatch.h"
#include "earlier/fingerprint.h"
#include "earlier/handlers.h"
#include "earlier/messages.h"
#include "later/codecs.h"
#include "later/dispatch.h"
#include "later/fingerprint.h"
#include "later/handlers.h"
#include "later/messages.h"
#include "noodles/cbor/writer.h"

namespace {

using noodles::Bytes;
using noodles::cbor::DecodeError;
using noodles::cbor::Writer;
using ::testing::ElementsAre;

// Makes a frame of pairs of a number and a content.
class Frame {
 public:
  explicit Frame(size_t messages) { writer_.WriteArrayHead(2 * messages); }
  template <class Message>
  Frame& Add(uint64_t number, const Message& message) {
    writer_.WriteUint(number);
    Write(writer_, message);
    return *this;
  }
  Bytes Take() { return writer_.Take(); }

 private:
  Writer writer_;
};

std::string Invalid(uint64_t number, const DecodeError& error) {
  return "invalid " + std::to_string(number) + " at " + error.path;
}

std::string Shown(std::string_view name, std::string_view rest) {
  return std::string(name) + " " + std::string(rest);
}

class EarlierReader : public earlier::ServerMessageHandlerBase {
 public:
  void OnLampCreate(earlier::MsgLampCreate&& message) override {
    const earlier::Lamp& lamp = message.content;
    std::string text = lamp.name + " dim " + std::to_string(lamp.dim);
    if (lamp.colour) text += " colour " + std::to_string((*lamp.colour)[0]);
    if (lamp.socket) text += Shown("", ToString(*lamp.socket));
    seen.push_back(text);
  }
  void OnNote(earlier::MsgNote&& message) override {
    seen.push_back(Shown("note", message.text) +
                   (message.sender ? " of " + *message.sender : ""));
  }
  void OnUnknownMessage(uint64_t number, const Bytes& content) override {
    seen.push_back("unknown " + std::to_string(number) + " of " +
                   std::to_string(content.size()) + " bytes");
  }
  void OnInvalidMessage(uint64_t number, const DecodeError& error) override {
    seen.push_back(Invalid(number, error));
  }

  std::vector<std::string> seen;
};

class LaterReader : public later::ServerMessageHandlerBase {
 public:
  void OnLampCreate(later::MsgLampCreate&& message) override {
    const later::Lamp& lamp = message.content;
    std::string text = lamp.name + " dim " + std::to_string(lamp.dim);
    if (lamp.color) text += " color " + std::to_string((*lamp.color)[0]);
    if (lamp.watts) text += " watts " + std::to_string(*lamp.watts);
    seen.push_back(text);
  }
  void OnNote(later::MsgNote&& message) override {
    seen.push_back(Shown("note", message.text));
  }
  void OnInvalidMessage(uint64_t number, const DecodeError& error) override {
    seen.push_back(Invalid(number, error));
  }

  std::vector<std::string> seen;
};

std::vector<std::string> SeenByEarlier(const Bytes& frame) {
  EarlierReader reader;
  EXPECT_EQ(Dispatch(frame, reader), std::nullopt);
  return reader.seen;
}

std::vector<std::string> SeenByLater(const Bytes& frame) {
  LaterReader reader;
  EXPECT_EQ(Dispatch(frame, reader), std::nullopt);
  return reader.seen;
}

// Reads a message of a client and tells where it is wrong, or "".
template <class Base, class Message>
std::string HelloFault(const Message& message) {
  struct Reader : Base {
    void OnInvalidMessage(uint64_t number, const DecodeError& error) override {
      fault = Invalid(number, error);
    }
    std::string fault;
  } reader;
  EXPECT_EQ(Dispatch(Frame(1).Add(0, message).Take(), reader), std::nullopt);
  return reader.fault;
}

TEST(VersionsTest, LaterReadersTakeWhatEarlierWritersSend) {
  earlier::MsgLampCreate lamp;
  lamp.content.name = "desk";
  lamp.content.colour = {1, 0, 0};
  earlier::MsgNote note;
  note.text = "hello";
  note.sender = "Ada";
  // The other spelling is read; the key that is gone is skipped; a default is
  // always written, so that each side has the one of the writer.
  EXPECT_THAT(SeenByLater(Frame(2).Add(0, lamp).Add(3, note).Take()),
              ElementsAre("desk dim 100 color 1.000000", "note hello"));
}

TEST(VersionsTest, EarlierReadersSkipWhatTheyDoNotKnow) {
  later::MsgLampCreate lamp;
  lamp.content.name = "desk";
  lamp.content.color = {1, 0, 0};
  lamp.content.watts = 40;
  later::MsgAlarm alarm;
  alarm.level = 3;
  later::MsgNote note;
  note.text = "behind it";
  // A new key is skipped, also one that takes the place of another; a new
  // message is handed over as bytes; what is behind it is read.
  EXPECT_THAT(
      SeenByEarlier(Frame(3).Add(0, lamp).Add(4, alarm).Add(3, note).Take()),
      ElementsAre("desk dim 50", "unknown 4 of 8 bytes", "note behind it"));
}

TEST(VersionsTest, EarlierReadersRefuseTheMessageAlone) {
  later::MsgLampCreate black;
  black.content.shade = later::Shade::kBlack;
  later::MsgNote chapter;
  chapter.place = std::string("two");
  later::MsgNote note;
  note.text = "behind them";
  EXPECT_THAT(
      SeenByEarlier(Frame(3).Add(0, black).Add(3, chapter).Add(3, note).Take()),
      ElementsAre("invalid 0 at [1].shade", "invalid 3 at [3]",
                  "note behind them"));
}

TEST(VersionsTest, OpenEnumerationsTakeATextThatTheyDoNotKnow) {
  later::MsgLampCreate lamp;
  lamp.content.name = "spot";
  lamp.content.socket = later::Socket::kGu10;
  EXPECT_THAT(SeenByEarlier(Frame(1).Add(0, lamp).Take()),
              ElementsAre("spot dim 50 E27"));
}

TEST(VersionsTest, ANewRequiredKeyIsMissedInEarlierMessages) {
  EXPECT_EQ(HelloFault<later::ClientMessageHandlerBase>(
                earlier::MsgHello{.name = "Ada"}),
            "invalid 0 at [1]");
  EXPECT_EQ(HelloFault<earlier::ClientMessageHandlerBase>(
                later::MsgHello{.name = "Ada", .version = 2}),
            "");
}

TEST(VersionsTest, FingerprintsTellThemApart) {
  EXPECT_EQ(earlier::kEarlierFingerprint.size(), 16u);
  EXPECT_EQ(later::kLaterFingerprint.size(), 16u);
  EXPECT_NE(earlier::kEarlierFingerprint, later::kLaterFingerprint);
}

}  // namespace
