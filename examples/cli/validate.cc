#include <noodles/json.h>

#include <iostream>
#include <mutex>
#include <vector>

#include "commands.h"
#include "findings.h"
#include "recording.h"

namespace cli {
namespace {

// The frames up to the end of the snapshot, or of the recording.
absl::StatusOr<std::vector<noodles::Bytes>> FramesOf(
    const Connection& connection) {
  std::vector<noodles::Bytes> frames;
  if (connection.url.find("://") == std::string::npos) {
    const absl::StatusOr<noodles::Bytes> content = ReadFile(connection.url);
    if (!content.ok()) return content.status();
    const absl::StatusOr<Recording> recording = ParseRecording(*content);
    if (!recording.ok()) return recording.status();
    for (const RecordedFrame& frame : recording->frames) {
      frames.push_back(frame.frame);
    }
    return frames;
  }
  std::mutex mutex;
  noodles::ClientOptions options;
  options.name = "noodles validator";
  options.token = connection.token;
  noodles::Client client(options);
  client.OnFrame([&](const noodles::Bytes& frame) {
    const std::lock_guard lock(mutex);
    frames.push_back(frame);
  });
  absl::Status status = client.Connect(connection.url);
  if (status.ok()) status = client.WaitUntilReady(connection.timeout());
  if (!status.ok()) return status;
  const std::lock_guard lock(mutex);
  return frames;
}

noodles::Any ToAny(const Finding& finding) {
  return noodles::Any::Map{{"frame", finding.frame},
                           {"message", finding.message},
                           {"path", finding.path},
                           {"what", finding.what},
                           {"breaks", finding.breaks}};
}

}  // namespace

int Validate(const Connection& connection) {
  const absl::StatusOr<std::vector<noodles::Bytes>> frames =
      FramesOf(connection);
  if (!frames.ok()) {
    const bool is_file = connection.url.find("://") == std::string::npos;
    return Fail(is_file ? kBadInput : kNoConnection,
                frames.status().ToString());
  }
  Validator validator;
  for (const noodles::Bytes& frame : *frames) validator.CheckFrame(frame);
  validator.CheckEnd();
  for (const Finding& finding : validator.findings()) {
    if (connection.json) {
      std::cout << noodles::ToJson(ToAny(finding)) << "\n";
      continue;
    }
    std::cout << "frame " << finding.frame << " " << Bold(finding.message)
              << finding.path << ": " << finding.what << " (breaks "
              << finding.breaks << ")\n";
  }
  if (!connection.json) {
    std::cout << frames->size() << " frames, " << validator.findings().size()
              << " findings\n";
  }
  return validator.findings().empty() ? kSuccess : kFailed;
}

}  // namespace cli
