// Hooks, delegates and listeners of a client, for every kind of component.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/fake_server.h"
#include "noodles/client.h"
#include "noodles/interfaces/table_signals_listener.h"

namespace noodles {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr uint32_t kSlot = 3;

class HooksTest : public ::testing::Test {
 protected:
  // Sends the frames in order. The client is ready when it has read them.
  void Serve(std::vector<Bytes> frames) {
    frames.push_back(EncodeFrame(MsgDocumentInitialized{}));
    server_ = std::make_unique<FakeServer>(
        FakeServer::Script{.on_introduction =
                               [frames](const FakeServer::Sender& send) {
                                 for (const Bytes& frame : frames) send(frame);
                               },
                           .on_invoke = nullptr});
    ASSERT_TRUE(client_.Connect(server_->url()).ok());
    const absl::Status status = client_.WaitUntilReady();
    ASSERT_TRUE(status.ok()) << status;
  }

  template <class Component>
  void Note() {
    using Identifier = typename ComponentTraits<Component>::Identifier;
    const std::string kind = ToString(ComponentRef(Identifier{kSlot, 0}));
    client_.OnCreated<Component>([this, kind](Identifier id, const Component&) {
      seen_.push_back("+" + ToString(ComponentRef(id)));
      EXPECT_EQ(ToString(ComponentRef(id)), kind);
    });
    client_.OnUpdated<Component>(
        [this](Identifier id, const Component&, const Component&) {
          seen_.push_back("~" + ToString(ComponentRef(id)));
        });
    client_.OnRemoved<Component>([this](Identifier id, const Component&) {
      seen_.push_back("-" + ToString(ComponentRef(id)));
    });
  }

  std::unique_ptr<FakeServer> server_;
  std::vector<std::string> seen_;
  Client client_;
};

TEST_F(HooksTest, TellOfEveryKind) {
  Note<Method>();
  Note<Signal>();
  Note<Entity>();
  Note<Plot>();
  Note<Buffer>();
  Note<BufferView>();
  Note<Material>();
  Note<Image>();
  Note<Texture>();
  Note<Sampler>();
  Note<Light>();
  Note<Geometry>();
  Note<Table>();
  Note<Physics>();
  EntityUpdate hide;
  hide.visible = false;
  PlotUpdate plot;
  plot.table = TableID{1, 0};
  MaterialUpdate material;
  material.double_sided = true;
  LightUpdate light;
  light.intensity = 2;
  TableUpdate table;
  table.meta = "m";
  Serve(
      {EncodeFrame(
           MsgMethodCreate{{kSlot, 0}, {.name = "m"}},
           MsgSignalCreate{{kSlot, 0}, {.name = "s"}},
           MsgEntityCreate{{kSlot, 0}, {}}, MsgPlotCreate{{kSlot, 0}, {}},
           MsgBufferCreate{{kSlot, 0}, {.source = Bytes::Copy("abcd")}},
           MsgBufferViewCreate{{kSlot, 0}, {}},
           MsgMaterialCreate{{kSlot, 0}, {}}, MsgImageCreate{{kSlot, 0}, {}},
           MsgTextureCreate{{kSlot, 0}, {}}, MsgSamplerCreate{{kSlot, 0}, {}},
           MsgLightCreate{{kSlot, 0}, {}},
           MsgGeometryCreate{{kSlot, 0},
                             {.patches = {{.attributes = {Attribute{}}}}}},
           MsgTableCreate{{kSlot, 0}, {}}, MsgPhysicsCreate{{kSlot, 0}, {}}),
       EncodeFrame(MsgEntityUpdate{{kSlot, 0}, hide},
                   MsgPlotUpdate{{kSlot, 0}, plot},
                   MsgMaterialUpdate{{kSlot, 0}, material},
                   MsgLightUpdate{{kSlot, 0}, light},
                   MsgTableUpdate{{kSlot, 0}, table}),
       EncodeFrame(MsgMethodDelete{{kSlot, 0}}, MsgSignalDelete{{kSlot, 0}},
                   MsgEntityDelete{{kSlot, 0}}, MsgPlotDelete{{kSlot, 0}},
                   MsgBufferDelete{{kSlot, 0}}, MsgBufferViewDelete{{kSlot, 0}},
                   MsgMaterialDelete{{kSlot, 0}}, MsgImageDelete{{kSlot, 0}},
                   MsgTextureDelete{{kSlot, 0}}, MsgSamplerDelete{{kSlot, 0}},
                   MsgLightDelete{{kSlot, 0}}, MsgGeometryDelete{{kSlot, 0}},
                   MsgTableDelete{{kSlot, 0}}, MsgPhysicsDelete{{kSlot, 0}})});
  EXPECT_THAT(
      seen_,
      ElementsAre("+Method [3, 0]", "+Signal [3, 0]", "+Entity [3, 0]",
                  "+Plot [3, 0]", "+Buffer [3, 0]", "+BufferView [3, 0]",
                  "+Material [3, 0]", "+Image [3, 0]", "+Texture [3, 0]",
                  "+Sampler [3, 0]", "+Light [3, 0]", "+Geometry [3, 0]",
                  "+Table [3, 0]", "+Physics [3, 0]", "~Entity [3, 0]",
                  "~Plot [3, 0]", "~Material [3, 0]", "~Light [3, 0]",
                  "~Table [3, 0]", "-Method [3, 0]", "-Signal [3, 0]",
                  "-Entity [3, 0]", "-Plot [3, 0]", "-Buffer [3, 0]",
                  "-BufferView [3, 0]", "-Material [3, 0]", "-Image [3, 0]",
                  "-Texture [3, 0]", "-Sampler [3, 0]", "-Light [3, 0]",
                  "-Geometry [3, 0]", "-Table [3, 0]", "-Physics [3, 0]"));
}

TEST_F(HooksTest, TellOfResets) {
  struct Noting : Delegate {
    explicit Noting(std::vector<std::string>& the_seen) : seen(the_seen) {}
    void OnSignal(const SignalEvent& event) override {
      seen.push_back("signal " + event.name);
    }
    void OnRemoved() override { seen.push_back("delegate removed"); }
    std::vector<std::string>& seen;
  };
  client_.MakeDelegates<Table>([this](TableID, const Table& table) {
    return table.name == "mine" ? std::make_shared<Noting>(seen_) : nullptr;
  });
  client_.OnRemoved<Table>([](TableID, const Table&) { ADD_FAILURE(); });
  client_.OnReset([this] {
    EXPECT_EQ(client_.mirror().count(ComponentKind::kTable), 0u);
    seen_.push_back("reset");
  });
  Serve({EncodeFrame(MsgSignalCreate{{0, 0}, {.name = "s"}},
                     MsgTableCreate{{0, 0}, {.name = "mine"}},
                     MsgTableCreate{{1, 0}, {.name = "other"}},
                     MsgSignalInvoke{.id = {0, 0},
                                     .context = InvokeIDType{TableID{0, 0}},
                                     .signal_data = {}},
                     MsgSignalInvoke{.id = {0, 0},
                                     .context = InvokeIDType{TableID{1, 0}},
                                     .signal_data = {}},
                     MsgDocumentReset{})});
  EXPECT_THAT(seen_, ElementsAre("signal s", "delegate removed", "reset"));
}

TEST_F(HooksTest, MakeDelegatesByName) {
  struct Noting : Delegate {
    Noting(std::vector<std::string>& the_seen, std::string the_who)
        : seen(the_seen), who(std::move(the_who)) {}
    void OnUpdated(const MirrorChange&) override { seen.push_back("~" + who); }
    void OnRemoved() override { seen.push_back("-" + who); }
    std::vector<std::string>& seen;
    const std::string who;
  };
  const auto noting = [this](const std::string& who) {
    return [this, who](EntityID id, const Entity& entity) {
      seen_.push_back("+" + who + " " + entity.name.value_or("(none)"));
      return std::make_shared<Noting>(seen_, who + std::to_string(id.slot));
    };
  };
  client_.MakeDelegates<Entity>("lamp", noting("replaced"));
  client_.MakeDelegates<Entity>("lamp", noting("lamp"));
  client_.MakeDelegates<Entity>("fan", noting("fan"));
  client_.MakeDelegates<Entity>(noting("any"));
  client_.MakeDelegates<Table>("lamp", [](TableID, const Table&) {
    ADD_FAILURE();
    return nullptr;
  });
  EntityUpdate hide;
  hide.visible = false;
  Serve({EncodeFrame(
      MsgEntityCreate{{0, 0}, {.name = "lamp"}},
      MsgEntityCreate{{1, 0}, {.name = "door"}}, MsgEntityCreate{{2, 0}, {}},
      MsgEntityCreate{{3, 0}, {.name = "fan"}}, MsgEntityUpdate{{0, 0}, hide},
      MsgEntityDelete{{3, 0}}, MsgEntityCreate{{4, 0}, {.name = "lamp"}})});
  EXPECT_THAT(seen_, ElementsAre("+lamp lamp", "+any door", "+any (none)",
                                 "+fan fan", "~lamp0", "-fan3", "+lamp lamp"));
}

// Handles one signal of a table and ignores the others.
struct RemovalListener : TableSignalsListenerBase {
  void OnRowsRemoved(std::vector<TableKey> the_keys) override {
    keys = std::move(the_keys);
  }
  std::vector<TableKey> keys;
};

TEST_F(HooksTest, GeneratedListenersTakeTheSignalsOfTheirTarget) {
  const auto listener = std::make_shared<RemovalListener>();
  const auto stranger = std::make_shared<RemovalListener>();
  client_.AddListener(listener, InvokeIDType{TableID{0, 0}});
  client_.AddListener(stranger, InvokeIDType{TableID{1, 0}});
  const auto signal = [](uint32_t slot, std::vector<Any> arguments) {
    return MsgSignalInvoke{.id = {slot, 0},
                           .context = InvokeIDType{TableID{0, 0}},
                           .signal_data = std::move(arguments)};
  };
  Serve({EncodeFrame(MsgSignalCreate{{0, 0}, {.name = "noo::tbl_rows_removed"}},
                     MsgSignalCreate{{1, 0}, {.name = "noo::tbl_updated"}},
                     signal(0, {Any::Array{4, 5}}), signal(0, {"wrong"}),
                     signal(1, {Any::Array{9}, Any::Array{Any::Array{1}}}))});
  EXPECT_THAT(listener->keys, ElementsAre(4, 5));
  EXPECT_THAT(stranger->keys, IsEmpty());
}

}  // namespace
}  // namespace noodles
