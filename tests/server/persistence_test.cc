// Servers that keep their document: what a program finds after a restart.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/status_testing.h"
#include "noodles/base/logging.h"
#include "noodles/codec.h"
#include "noodles/server.h"
#include "noodles/server/operation/server_state.h"
#include "server/fake_client.h"
#include "transport/raw_client.h"

namespace noodles {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

class PersistenceTest : public ::testing::Test {
 protected:
  PersistenceTest() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "server-XXXXXX").string();
    directory_ = ::mkdtemp(pattern.data());
  }
  ~PersistenceTest() override { std::filesystem::remove_all(directory_); }

  ServerOptions Options() const {
    ServerOptions options;
    options.address = "127.0.0.1";
    options.port = 0;
    options.persistence.directory = directory_ + "/kept";
    options.persistence.sync = DiskSync::kNever;
    return options;
  }
  // Runs `program` as one run of a server, with what Resume returned.
  template <class Program>
  void Run(Program program) {
    Server server(Options());
    const bool resumed = Must(server.Resume());
    program(server, resumed);
  }
  // The whole answer.
  static std::string Get(const Server& server, const std::string& target) {
    transport_internal::RawClient client(server.port());
    client.Send("GET " + target +
                " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    return client.ReceiveAll();
  }
  static void WriteSnapshot(Server& server) {
    Must(server_internal::ServerState::Of(server).journal().WriteSnapshot());
  }

  std::string directory_;
};

int Add(int a, int b) { return a + b; }

MethodFunction NoFunction() {
  return [](CallContext&, const std::vector<Any>&) {
    return MethodResult(absl::OkStatus());
  };
}

TEST_F(PersistenceTest, MethodsAreAdoptedByNameAndDescription) {
  MethodID add;
  MethodID defined;
  SignalID heated;
  Run([&](Server& server, bool resumed) {
    EXPECT_FALSE(resumed);
    EXPECT_TRUE(server.is_kept());
    defined = Must(server.DefineMethod({.name = "defined"}, NoFunction()));
    add = Must(server.AddMethod("add", "Adds", Add, {"a", "b"}));
    heated = Must(server.AddSignal<double>("heated", "Hot", {"kelvin"}));
  });
  Run([&](Server& server, bool resumed) {
    EXPECT_TRUE(resumed);
    EXPECT_EQ(Must(server.AddMethod("add", "Adds", Add, {"a", "b"})), add);
    EXPECT_EQ(Must(server.DefineMethod({.name = "defined"}, NoFunction())),
              defined);
    EXPECT_EQ(Must(server.AddSignal<double>("heated", "Hot", {"kelvin"})),
              heated);
    EXPECT_THAT(server.document().methods(), ElementsAre(add));
    // Once: a second one of the name is as wrong as ever.
    EXPECT_EQ(server.AddMethod("add", "Adds", Add, {"a", "b"}).status().code(),
              absl::StatusCode::kAlreadyExists);
    EXPECT_EQ(
        server.AddSignal<double>("heated", "Hot", {"kelvin"}).status().code(),
        absl::StatusCode::kAlreadyExists);
  });
  Run([&](Server& server, bool) {
    // Another description: a client must not take it for the former one.
    const MethodID other =
        Must(server.AddMethod("add", "Adds two", Add, {"a", "b"}));
    EXPECT_NE(other, add);
    EXPECT_THAT(server.document().methods(), ElementsAre(other));
  });
}

TEST_F(PersistenceTest, AnInterfaceIsAdoptedOnItsTarget) {
  EntityID lamp;
  std::vector<MethodID> methods;
  Run([&](Server& server, bool) {
    lamp = Must(server.document().Create(Entity{.name = "lamp"}));
    Must(server.Implement(lamp, std::make_shared<Movable>()));
    methods = Must(server.document().Get(lamp)).methods_list;
  });
  Run([&](Server& server, bool) {
    EXPECT_EQ(server.document().FindByName<Entity>("lamp"), lamp);
    Must(server.Implement(lamp, std::make_shared<Movable>()));
    EXPECT_EQ(Must(server.document().Get(lamp)).methods_list, methods);
    EXPECT_EQ(server.document().Count(ComponentKind::kMethod), methods.size());
    EXPECT_EQ(server.Implement(lamp, std::make_shared<Movable>()).code(),
              absl::StatusCode::kAlreadyExists);
    // A new target shares them.
    const EntityID other = Must(server.document().Create(Entity{}));
    Must(server.Implement(other, std::make_shared<Movable>()));
    EXPECT_EQ(Must(server.document().Get(other)).methods_list, methods);
  });
}

std::vector<TableColumnInfo> Columns() {
  return {{"name", TableColumnType::kText},
          {"count", TableColumnType::kInteger},
          {"size", TableColumnType::kReal},
          {"any", TableColumnType::kAny}};
}

TEST_F(PersistenceTest, ATableKeepsRowsKeysAndSelections) {
  TableInitData before;
  TableKey last_key = -1;
  TableID id;
  for (int run = 0; run < 4; ++run) {
    SCOPED_TRACE(run);
    Run([&](Server& server, bool resumed) {
      const auto table =
          Must(DataTable::Open(server, {.name = "table"}, Columns()));
      EXPECT_EQ(resumed, run != 0);
      if (resumed) {
        EXPECT_EQ(table->id(), id);
        table->Read(
            [&](const TableData& data) { EXPECT_EQ(data.InitData(), before); });
      }
      id = table->id();
      const auto keys =
          Must(table->Insert({{"a", 1, 0.1, Any("x")}, {"b", 2, 2.0, Any(3)}}));
      // No key comes back, not even of a row that was the last one.
      EXPECT_GT(keys.front(), last_key);
      Must(table->Update({keys[0]}, {{"c", run, 1e300, Any()}}));
      Must(table->SetSelection({.name = "both", .rows = keys}));
      const auto last = Must(table->Insert({{"last", 0, 0.0, Any()}}));
      Must(table->Remove(last));
      last_key = last.front();
      server.document()
          .Transact([&] {
            Must(table->Insert({{"taken back", 0, 0.0, Any()}}));
            return Internal("taken back");
          })
          .IgnoreError();
      if (run == 1) WriteSnapshot(server);
      if (run == 2) Must(table->Clear());
      table->Read([&](const TableData& data) { before = data.InitData(); });
    });
  }
}

TEST_F(PersistenceTest, ATableWithOtherColumnsIsRefused) {
  Run([&](Server& server, bool) {
    const auto table =
        Must(DataTable::Open(server, {.name = "table"}, Columns()));
    Must(table->Insert({{"a", 1, 0.1, Any("x")}}));
    WriteSnapshot(server);
    EXPECT_EQ(
        DataTable::Open(server, {.name = "table"}, Columns()).status().code(),
        absl::StatusCode::kAlreadyExists);
    EXPECT_EQ(DataTable::Open(server, {}, Columns()).status().code(),
              absl::StatusCode::kInvalidArgument);
  });
  Run([&](Server& server, bool) {
    EXPECT_THAT(TextOf(DataTable::Open(server, {.name = "table"},
                                       {{"other", TableColumnType::kText}})
                           .status()),
                HasSubstr("other columns"));
    // Nothing is lost by the attempt.
    const auto table =
        Must(DataTable::Open(server, {.name = "table"}, Columns()));
    EXPECT_EQ(table->row_count(), 1u);
  });
}

TEST_F(PersistenceTest, VariablesKeepTheirValues) {
  const auto make = [] {
    return std::make_shared<EntityVariables>(
        std::vector<EntityVariables::Variable>{
            {.key = "light", .value = "warm", .options = {"warm", "cold"}},
            {.key = "level", .value = 1}});
  };
  Run([&](Server& server, bool) {
    CallContext context{server, server.document(), {}, {}, 0, {}};
    const auto variables = make();
    EXPECT_FALSE(Must(KeepVariables(server, "lamp", variables)));
    EXPECT_TRUE(Must(variables->SetVarValue(context, "cold", "light")));
    EXPECT_TRUE(Must(variables->SetVarValue(context, 7, "level")));
  });
  Run([&](Server& server, bool resumed) {
    EXPECT_TRUE(resumed);
    const auto variables = make();
    EXPECT_TRUE(Must(KeepVariables(server, "lamp", variables)));
    EXPECT_EQ(Must(variables->Get("light")), Any("cold"));
    EXPECT_EQ(Must(variables->Get("level")), Any(7));
  });
}

TEST_F(PersistenceTest, TheUrlOfALargeBufferIsTheSame) {
  const Buffer buffer{.size = 100000,
                      .source = Bytes::Copy(std::string(100000, 'b'))};
  std::vector<std::string> uris;
  for (int run = 0; run < 2; ++run) {
    Run([&](Server& server, bool resumed) {
      // The beginning of the epoch.
      EXPECT_EQ(server.counters().journal_records_total, 1u);
      EXPECT_EQ(server.counters().journal_snapshots_total, resumed ? 0u : 1u);
      if (!resumed) {
        Must(server.document().Create(buffer));
        Must(server.document().Create(buffer));
        EXPECT_EQ(server.counters().journal_records_total, 3u);
      }
      EXPECT_GT(server.counters().journal_bytes, 0u);
      EXPECT_GT(server.counters().journal_snapshot_bytes, 0u);
      EXPECT_EQ(server.counters().journal_failing, 0u);
      // Equal contents are one asset.
      EXPECT_EQ(server.counters().assets, 1u);
      const absl::StatusOr<Asset> asset =
          server.assets().AddBytes(std::get<Bytes>(buffer.source));
      Must(asset.status());
      uris.push_back(asset->uri());
      EXPECT_EQ(server.counters().assets, 1u);
      Must(server.assets().AddBytes(Bytes::Copy("other")).status());
    });
  }
  EXPECT_EQ(uris[0], uris[1]);
}

TEST_F(PersistenceTest, AssetsAddedAgainAreThoseOfTheEarlierRun) {
  const std::string path = directory_ + "/scan.bin";
  std::ofstream(path) << "the scan";
  const auto add_all = [&](Server& server) {
    return std::vector<Asset>{
        server.assets().AddFile(path).value(),
        server.assets()
            .AddBytes(Bytes::Copy("the picture"), "image/png")
            .value()};
  };
  std::vector<std::string> targets;
  BufferID scan;
  ImageID picture;
  for (int run = 0; run < 3; ++run) {
    Run([&](Server& server, bool resumed) {
      if (run == 1) WriteSnapshot(server);
      EXPECT_EQ(server.counters().assets, 0u);
      if (!resumed) {
        const std::vector<Asset> assets = add_all(server);
        const Location source(assets[0].uri());
        scan = Must(server.document().Create(
            Buffer{.size = assets[0].size(), .source = source}));
        picture = Must(server.document().Create(
            Image{.source = Location(assets[1].uri())}));
      }
      Must(server.Start());
      FakeClient client(server_internal::ServerState::Of(server), 1000);
      client.Join();
      const TestMirror& seen = client.mirror();
      for (const Location& location :
           {std::get<Location>(seen.all<Buffer>().at(scan).source),
            std::get<Location>(seen.all<Image>().at(picture).source)}) {
        const std::string& url = std::get<std::string>(location);
        ASSERT_THAT(url, HasSubstr("/assets/"));
        const std::string target = url.substr(url.find("/assets/"));
        if (!resumed) targets.push_back(target);
        EXPECT_THAT(targets, Contains(target));
        if (resumed) {
          EXPECT_THAT(Get(server, target), HasSubstr(" 404 "));
        }
      }
      // The handles need not be kept.
      if (resumed) add_all(server);
      EXPECT_EQ(server.counters().assets, 2u);
      EXPECT_THAT(Get(server, targets[0]),
                  AllOf(HasSubstr(" 200 "), EndsWith("the scan")));
      EXPECT_THAT(Get(server, targets[1]),
                  AllOf(HasSubstr(" 200 "), HasSubstr("image/png"),
                        EndsWith("the picture")));
      if (run < 2) return;
      Must(server.document().Delete(picture));
      EXPECT_EQ(server.counters().assets, 1u);
    });
  }
}

TEST_F(PersistenceTest, AnAssetAddedAgainHasItsGracePeriod) {
  BufferID buffer;
  Run([&](Server& server, bool) {
    const Asset asset =
        server.assets().AddBytes(Bytes::Copy("content")).value();
    buffer = Must(server.document().Create(
        Buffer{.size = asset.size(), .source = Location(asset.uri())}));
  });
  std::string log;
  SetLogSink([&](const LogRecord& record) {
    if (record.severity == LogSeverity::kWarning) log += record.message;
  });
  Run([&](Server& server, bool) {
    Must(server.Start());
    FlushLog(std::chrono::milliseconds(1000));
    EXPECT_THAT(log, HasSubstr("assets of an earlier run"));
    const std::string uri =
        server.assets().AddBytes(Bytes::Copy("content")).value().uri();
    // The client joins afterwards.
    FakeClient client(server_internal::ServerState::Of(server), 1000);
    client.Join();
    Must(server.document().Delete(buffer));
    EXPECT_EQ(server.counters().assets, 0u);
    EXPECT_THAT(Get(server, "/assets/" + uri.substr(6)),
                AllOf(HasSubstr(" 200 "), EndsWith("content")));
  });
  SetLogSink(nullptr);
}

TEST_F(PersistenceTest, AnAssetThatIsNotAddedAgainIsForgotten) {
  BufferID buffer;
  std::string uri;
  Run([&](Server& server, bool) {
    const Asset asset =
        server.assets().AddBytes(Bytes::Copy("content")).value();
    uri = asset.uri();
    buffer = Must(server.document().Create(
        Buffer{.size = asset.size(), .source = Location(uri)}));
  });
  Run([&](Server& server, bool) {
    // New components may not name what is not there.
    EXPECT_EQ(server.document()
                  .Create(Buffer{.size = 7, .source = Location(uri)})
                  .status()
                  .code(),
              absl::StatusCode::kInvalidArgument);
    Must(server.document().Delete(buffer));
    Must(server.assets().AddBytes(Bytes::Copy("content")).status());
    EXPECT_EQ(server.counters().assets, 0u);
  });
}

TEST_F(PersistenceTest, ResumeComesFirst) {
  {
    Server server(Options());
    EXPECT_THAT(TextOf(server.Start()), HasSubstr("Server::Resume"));
    EXPECT_EQ(server.Keep("state", {}).status().code(),
              absl::StatusCode::kFailedPrecondition);
    EXPECT_FALSE(Must(server.Resume()));
    EXPECT_EQ(server.Resume().status().code(),
              absl::StatusCode::kFailedPrecondition);
    Must(server.Start());
  }
  {
    Server server(Options());
    Must(server.document().Create(Entity{}));
    EXPECT_EQ(server.Resume().status().code(),
              absl::StatusCode::kFailedPrecondition);
  }
  ServerOptions options = Options();
  options.persistence.directory.clear();
  Server server(options);
  EXPECT_FALSE(Must(server.Resume()));
  EXPECT_FALSE(server.is_kept());
  EXPECT_FALSE(Must(server.Keep("state", {})));
  Must(DataTable::Open(server, {.name = "table"}, Columns()));
  Must(server.Start());
}

}  // namespace
}  // namespace noodles
