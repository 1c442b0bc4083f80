#include "noodles/geometry/import/import_messages.h"

#include <array>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include "noodles/base/status.h"
#include "noodles/geometry/import/scene_pipe.h"

namespace noodles::geometry_internal {
namespace {

using Greeting = std::array<char, 32>;

// The number after the version is that of the format of the messages: raise it
// with each change of this file or of scene_pipe.cc.
constexpr char kVersion[] = NOODLES_VERSION "/2";

enum class Report : uint8_t { kProgress, kScene, kError };

constexpr uint64_t kMostOfName = uint64_t{1} << 16;
constexpr uint64_t kMostOfError = 4096;
constexpr int kGreatestStatusCode = 16;

Greeting GreetingOf(std::string_view kind) {
  const std::string text = "noodles " + std::string(kind) + " " + kVersion;
  static_assert(sizeof kVersion < 16);
  Greeting greeting{};
  std::memcpy(greeting.data(), text.data(),
              std::min(text.size(), greeting.size()));
  return greeting;
}

// The same walk through a request for both directions.
template <class Request, class Pipe>
bool WalkRequest(Request& request, Pipe& pipe) {
  auto& limits = request.options.limits;
  return pipe.Text(request.folder) && pipe.Text(request.name) &&
         pipe.Text(request.extension) && pipe.One(limits.max_file_bytes) &&
         pipe.One(limits.max_vertices) && pipe.One(limits.max_corners) &&
         pipe.One(limits.max_nodes) && pipe.One(limits.max_nesting) &&
         pipe.One(limits.max_image_bytes) &&
         pipe.One(request.options.crease_angle) &&
         pipe.Flag(request.options.computes_tangents);
}

class RequestSender {
 public:
  template <class Number>
  bool One(Number number) {
    static_assert(std::is_arithmetic_v<Number>);
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
    return true;
  }
  bool Flag(bool flag) { return One(uint8_t{flag}); }
  bool Text(std::string_view text) {
    One(uint64_t{text.size()});
    bytes_.append(text);
    return true;
  }
  void Raw(const Greeting& greeting) {
    bytes_.append(greeting.data(), greeting.size());
  }
  Bytes Take() { return Bytes::Adopt(std::move(bytes_)); }

 private:
  std::string bytes_;
};

class RequestReceiver {
 public:
  explicit RequestReceiver(PipeReader& pipe) : pipe_(pipe) {}
  template <class Number>
  bool One(Number& number) {
    static_assert(std::is_arithmetic_v<Number>);
    return pipe_.Read(&number, sizeof number);
  }
  bool Flag(bool& flag) {
    uint8_t number = 0;
    if (!One(number)) return false;
    flag = number != 0;
    return true;
  }
  bool Text(std::string& text) {
    uint64_t length = 0;
    return One(length) && length <= kMostOfName && pipe_.ReadList(text, length);
  }

 private:
  PipeReader& pipe_;
};

absl::Status ReceiveError(PipeReader& pipe) {
  int32_t code = 0;
  uint64_t length = 0;
  std::string message;
  if (!pipe.Read(&code, sizeof code) || !pipe.Read(&length, sizeof length) ||
      code <= 0 || code > kGreatestStatusCode || length > kMostOfError ||
      !pipe.ReadList(message, length)) {
    return DataLoss("the error of the import was lost");
  }
  return MakeStatus(static_cast<absl::StatusCode>(code), message);
}

absl::StatusOr<SceneData> ReceiveResult(PipeReader& pipe,
                                        const ImportLimits& limits) {
  SceneData scene;
  absl::Status status = ReceiveScene(pipe, limits, scene);
  if (status.ok()) status = Validate(scene);
  if (!status.ok()) return status;
  return scene;
}

// Reads reports up to the scene or the error.
absl::StatusOr<SceneData> ReceiveReports(PipeReader& pipe,
                                         const ImportOptions& options) {
  uint8_t report = 0;
  while (pipe.Read(&report, sizeof report)) {
    if (report == static_cast<uint8_t>(Report::kScene)) {
      return ReceiveResult(pipe, options.limits);
    }
    if (report == static_cast<uint8_t>(Report::kError)) {
      return ReceiveError(pipe);
    }
    float part = 0.0f;
    if (report != static_cast<uint8_t>(Report::kProgress)) break;
    if (!pipe.Read(&part, sizeof part) || !(part >= 0.0f && part <= 1.0f)) {
      break;
    }
    if (options.progress && !options.progress(part)) {
      return Cancelled("the import was cancelled");
    }
  }
  return InvalidArgument("the importer broke down over the file");
}

}  // namespace

void SendRequest(PipeReader& pipe, const ImportRequest& request) {
  RequestSender sender;
  sender.Raw(GreetingOf("request"));
  WalkRequest(request, sender);
  sender.Flag(static_cast<bool>(request.options.progress));
  sender.Flag(request.contents.has_value());
  if (request.contents) sender.One(uint64_t{request.contents->size()});
  pipe.SendMeanwhile(sender.Take());
  if (request.contents) pipe.SendMeanwhile(*request.contents);
}

absl::StatusOr<ImportRequest> ReceiveRequest(PipeReader& pipe) {
  const absl::Status lost = DataLoss("the request is incomplete");
  Greeting greeting{};
  if (!pipe.Read(greeting.data(), greeting.size())) return lost;
  if (greeting != GreetingOf("request")) {
    return FailedPrecondition("noodles-import " + std::string(kVersion) +
                              " got a request that is not of its version");
  }
  ImportRequest request;
  RequestReceiver receiver(pipe);
  bool has_progress = false;
  bool has_contents = false;
  if (!WalkRequest(request, receiver) || !receiver.Flag(has_progress) ||
      !receiver.Flag(has_contents)) {
    return lost;
  }
  if (has_progress) request.options.progress = [](float) { return true; };
  if (!has_contents) return request;
  uint64_t length = 0;
  std::vector<uint8_t> contents;
  if (!receiver.One(length)) return lost;
  if (length > request.options.limits.max_file_bytes) {
    return ResourceExhausted("the file has more than max_file_bytes");
  }
  if (!pipe.ReadList(contents, length)) return lost;
  request.contents = Bytes::Adopt(std::move(contents));
  return request;
}

bool SendGreeting(PipeWriter& pipe) {
  const Greeting greeting = GreetingOf("answer");
  return pipe.Write(greeting.data(), greeting.size()) && pipe.Flush();
}

bool SendProgress(PipeWriter& pipe, float part) {
  const Report report = Report::kProgress;
  return pipe.Write(&report, sizeof report) && pipe.Write(&part, sizeof part) &&
         pipe.Flush();
}

bool SendResult(PipeWriter& pipe, const SceneData& scene) {
  const Report report = Report::kScene;
  return pipe.Write(&report, sizeof report) && SendScene(pipe, scene);
}

bool SendError(PipeWriter& pipe, const absl::Status& status) {
  const Report report = Report::kError;
  const auto code = static_cast<int32_t>(status.code());
  const std::string_view message =
      StatusMessage(status).substr(0, kMostOfError);
  const uint64_t length = message.size();
  return pipe.Write(&report, sizeof report) && pipe.Write(&code, sizeof code) &&
         pipe.Write(&length, sizeof length) &&
         pipe.Write(message.data(), message.size()) && pipe.Flush();
}

absl::StatusOr<SceneData> ReceiveAnswer(PipeReader& pipe,
                                        const ImportOptions& options) {
  const auto receive = [&]() -> absl::StatusOr<SceneData> {
    // Letter by letter: another program may send a few bytes and then nothing.
    for (const auto expected : GreetingOf("answer")) {
      auto letter = expected;
      if (!pipe.Read(&letter, sizeof letter) || letter != expected) {
        return FailedPrecondition("it does not answer as noodles-import " +
                                  std::string(kVersion) + " does");
      }
    }
    return ReceiveReports(pipe, options);
  };
  absl::StatusOr<SceneData> scene = receive();
  if (!scene.ok() && pipe.is_late()) {
    return DeadlineExceeded("the import took longer than max_time");
  }
  return scene;
}

}  // namespace noodles::geometry_internal
