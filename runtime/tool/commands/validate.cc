// noodles validate: checks a server or a recording for faults that break known
// programs.
#include <CLI/CLI.hpp>
#include <mutex>
#include <vector>

#include "noodles/base/status.h"
#include "tool/checks/connection_check.h"
#include "tool/checks/live_check.h"
#include "tool/checks/named_files.h"
#include "tool/checks/recorded_assets_check.h"
#include "tool/checks/validator.h"
#include "tool/command_line/checks.h"
#include "tool/commands/commands.h"
#include "tool/connections/connection.h"
#include "tool/output/files.h"
#include "tool/recordings/recording.h"

namespace noodles::tool {
namespace {

struct ValidateOptions {
  Connection connection;  // `url` may also be the path of a recording
  int asset_delay = 100;  // in milliseconds

  std::chrono::milliseconds delay() const {
    return std::chrono::milliseconds(asset_delay);
  }
};

// The frames to check. Without frames, `exit_code` is that of the tool.
struct Frames {
  std::vector<Bytes> frames;
  size_t cut_off_bytes = 0;
  int exit_code = kSuccess;
  bool is_live = false;   // from a server, not from a file
  bool has_scene = true;  // false: the server let no client join
};

Frames FramesOfFile(const Output& output, const std::string& path,
                    FindingList& findings) {
  const absl::StatusOr<Bytes> content = ReadFile(path);
  if (!content.ok()) {
    return {{}, 0, output.Fail(kBadInput, StatusMessage(content.status()))};
  }
  const absl::StatusOr<Recording> recording = ParseRecording(*content);
  if (!recording.ok()) {
    return {{},
            0,
            output.Fail(
                kBadInput,
                path + ", " + std::string(StatusMessage(recording.status())))};
  }
  if (recording->cut_off_bytes > 0) output.Note(recording->CutOffText());
  Frames all;
  all.cut_off_bytes = recording->cut_off_bytes;
  for (const RecordedFrame& frame : recording->frames) {
    all.frames.push_back(frame.frame);
  }
  CheckRecordedAssets(*recording, findings);
  return all;
}

// Receives the frames of the snapshot, and all others until the snapshot is
// complete.
Frames FramesOfServer(const Output& output, const ValidateOptions& options,
                      FindingList& findings) {
  findings.GoToServer();
  const Connection& connection = options.connection;
  const absl::StatusOr<ClientOptions> client_options =
      ClientOptionsOf(connection);
  absl::Status checked;
  if (client_options.ok()) {
    checked = CheckConnections(connection.url, *client_options,
                               connection.timeout(), findings);
  }
  // Later frames of a running server are not checked.
  std::mutex mutex;
  bool is_complete = false;
  Frames all;
  all.is_live = true;
  NamedFiles files;
  const Joined joined = Join(connection, output, [&](Client& client) {
    files.Follow(client);
    client.OnFrame([&](const Bytes& frame) {
      const std::lock_guard lock(mutex);
      if (!is_complete) all.frames.push_back(frame);
    });
  });
  if (!joined.client) {
    // If the connection check has findings, they explain the failure.
    const bool is_explained = !findings.all().empty();
    all.exit_code = is_explained ? kSuccess : joined.exit_code;
    all.has_scene = false;
    all.frames.clear();
    return all;
  }
  {
    const std::lock_guard lock(mutex);
    is_complete = true;
  }
  if (!checked.ok()) {
    findings.Add("connection",
                 "one of two equal connections is refused: " +
                     std::string(StatusMessage(checked)),
                 kStrictClients);
  }
  CheckAnswers(*joined.client, findings);
  CheckFiles(*joined.client, files, connection.url, *client_options,
             connection.timeout(), options.delay(), findings);
  joined.client->Disconnect();
  const std::lock_guard lock(mutex);
  return all;
}

Any JsonOf(const Finding& finding) {
  Any::Map fields;
  // A fault in the behaviour of a server has no place in a frame.
  fields.emplace_back("frame", finding.is_live ? Any() : Any(finding.frame));
  if (finding.index) fields.emplace_back("index", *finding.index);
  if (finding.number) fields.emplace_back("number", *finding.number);
  fields.emplace_back("message", finding.message);
  if (!finding.component.empty()) {
    fields.emplace_back("component", finding.component);
    fields.emplace_back("name", finding.name);
  }
  fields.emplace_back("path", finding.path);
  fields.emplace_back("what", finding.what);
  fields.emplace_back("breaks", finding.breaks);
  fields.emplace_back("count", finding.count);
  return fields;
}

// "frame 0, message 3, MsgEntityCreate of Entity 3/0 "pump", .transform[2]", or
// "server, ping".
std::string PlaceOf(const Output& output, const Finding& finding) {
  std::string text =
      finding.is_live ? "server" : "frame " + std::to_string(finding.frame);
  if (finding.index) text += ", message " + std::to_string(*finding.index);
  if (!finding.message.empty()) text += ", " + output.Bold(finding.message);
  if (!finding.component.empty()) text += " of " + finding.component;
  if (!finding.name.empty()) text += " \"" + Printable(finding.name) + "\"";
  if (!finding.path.empty()) text += ", " + output.Bold(finding.path);
  return text;
}

std::string TextOf(const Output& output, const Finding& finding) {
  std::string text = PlaceOf(output, finding) + ": " +
                     output.Bad(finding.what) + "; breaks " + finding.breaks;
  if (finding.count > 1) {
    text += output.Faint(" (and " + std::to_string(finding.count - 1) +
                         " more like it)");
  }
  return text;
}

// "1 frame", "2 frames"
std::string Counted(size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

// "no faults; checked 1 frame with 97 messages, the connections, tables and
// files"
std::string Summary(const Frames& all, const Validator& validator,
                    size_t findings) {
  std::string text = findings == 0 ? "no faults" : Counted(findings, "fault");
  text += "; checked ";
  if (all.is_live && !all.has_scene) {
    return text + "the connections only: the server lets no client join";
  }
  text += Counted(validator.frames(), "frame") + " with " +
          Counted(validator.messages(), "message");
  return all.is_live ? text + ", the connections, tables and files" : text;
}

void PrintJson(const Output& output, const Frames& all, Validator& validator) {
  const FindingList& findings = validator.findings();
  Any::Array list;
  for (const Finding& finding : findings.all()) {
    list.push_back(JsonOf(finding));
  }
  output.Json(Any::Map{{"frames", validator.frames()},
                       {"messages", validator.messages()},
                       {"cut_off_bytes", all.cut_off_bytes},
                       {"findings", std::move(list)},
                       {"left_out", findings.left_out()}});
}

void Print(const Output& output, const Frames& all, Validator& validator) {
  if (output.is_json) {
    PrintJson(output, all, validator);
    return;
  }
  const FindingList& findings = validator.findings();
  for (const Finding& finding : findings.all()) {
    output.Line(TextOf(output, finding));
  }
  if (findings.left_out() > 0) {
    output.Line(std::to_string(findings.left_out()) + " more are left out");
  }
  const std::string summary = Summary(all, validator, findings.all().size());
  output.Line(findings.all().empty() ? output.Good(summary) : summary);
}

int Validate(const Output& output, const ValidateOptions& options) {
  const bool is_server =
      options.connection.url.find("://") != std::string::npos;
  Validator validator;
  FindingList live;
  const Frames all = is_server
                         ? FramesOfServer(output, options, live)
                         : FramesOfFile(output, options.connection.url, live);
  if (all.exit_code != kSuccess) return all.exit_code;
  Progress progress;
  for (const Bytes& frame : all.frames) {
    validator.CheckFrame(frame);
    progress.Show("frame " + std::to_string(validator.frames()) + " of " +
                  std::to_string(all.frames.size()));
  }
  if (all.has_scene) validator.CheckEnd();
  validator.findings().Take(live);
  Print(output, all, validator);
  return validator.findings().all().empty() ? kSuccess : kFailed;
}

}  // namespace

void AddValidate(Tool& tool) {
  const auto options = std::make_shared<ValidateOptions>();
  CLI::App& command = tool.AddCommand(
      "validate",
      "Checks a server or a recording for faults that break known programs",
      {.details =
           "Prints each fault with its place, and the programs that it breaks: "
           "clients of NOODLES such as Penne, Orzo, NoodlesPlusPlus, Explorer, "
           "Ramen, Ziti and colabrodo. Equal faults are counted, not repeated. "
           "A "
           "server is also asked for its tables and files; to see how it "
           "answers errors, it gets a call of a method that does not exist and "
           "frames that are not valid. The scene does not change. Exit code 1: "
           "faults were found.",
       .examples = {{"noodles validate ws://localhost:50000",
                     "Checks a running server."},
                    {"noodles validate scene.rec",
                     "Checks a file from noodles record."}}},
      [&tool, options] { return Validate(tool.output(), *options); });
  AddConnectionOptions(command, options->connection);
  command.get_option("url")
      ->description(
          "The address of a server, ws://HOST:PORT, or the file of a "
          "recording")
      ->type_name("URL_OR_FILE");
  command
      .add_option("--asset-delay", options->asset_delay,
                  "Milliseconds after which a named file is fetched, as by a "
                  "client that is far away")
      ->type_name("MILLISECONDS")
      ->check(IntegerBetween(0, 3'600'000))
      ->capture_default_str();
}

}  // namespace noodles::tool
