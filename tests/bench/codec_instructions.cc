// Runs one operation of the generated codecs, or of the handwritten codec, a
// few times, so that a tool can count its instructions: instructions.py.
//
//   codec_instructions OPERATION/PAYLOAD [handwritten]
//
// Prints the number of operations inside noodles_measured, which the tool
// counts; the first operation, which fills caches and lists, is outside.
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "bench/handwritten_codec.h"
#include "bench/linguine_codec.h"
#include "bench/payloads.h"

namespace noodles::bench {
namespace {

constexpr int kOperations = 2;

using Operation = std::function<bool()>;

template <class Codec, class Payload>
Operation EncodeAgain(const Payload& payload) {
  return [payload, codec = std::make_shared<Codec>()] {
    return !codec->Encode(payload).empty();
  };
}

template <class Payload>
Bytes FrameOf(const Payload& payload) {
  return Bytes::Copy(LinguineCodec().Encode(payload));
}

template <class Codec, class Payload>
Operation DecodeAgain(const Payload& payload) {
  return [frame = FrameOf(payload), codec = std::make_shared<Codec>()] {
    Payload decoded;
    return codec->Decode(frame, decoded);
  };
}

// Decode or DispatchInto, into the same lists each time.
template <class Function>
Operation ReadScene(Function read) {
  return
      [frame = FrameOf(MakeMedium()), scene = std::make_shared<Scene>(), read] {
        scene->Clear();
        return read(frame, *scene);
      };
}

template <class Codec>
bool DecodeScene(const Bytes& frame, Scene& scene) {
  return Codec().Decode(frame, scene);
}

using Operations = std::map<std::string, std::function<Operation()>>;

template <class Codec>
Operations OperationsOf() {
  return {
      {"encode/small", [] { return EncodeAgain<Codec>(MakeSmall()); }},
      {"decode/small", [] { return DecodeAgain<Codec>(MakeSmall()); }},
      {"encode/medium", [] { return EncodeAgain<Codec>(MakeMedium()); }},
      {"decode/medium", [] { return ReadScene(DecodeScene<Codec>); }},
      {"encode/bulk", [] { return EncodeAgain<Codec>(MakeBulk()); }},
      {"decode/bulk", [] { return DecodeAgain<Codec>(MakeBulk()); }},
      {"encode/table", [] { return EncodeAgain<Codec>(MakeTable()); }},
      {"decode/table", [] { return DecodeAgain<Codec>(MakeTable()); }},
  };
}

Operation Find(const std::string& name, bool is_handwritten) {
  Operations operations = is_handwritten ? OperationsOf<HandwrittenCodec>()
                                         : OperationsOf<LinguineCodec>();
  if (!is_handwritten) {
    operations["dispatch/medium"] = [] { return ReadScene(DispatchInto); };
  }
  const auto found = operations.find(name);
  return found == operations.end() ? nullptr : found->second();
}

}  // namespace
}  // namespace noodles::bench

// Known to the tool by this name, so not inside a namespace.
extern "C" __attribute__((noinline)) bool noodles_measured(
    const std::function<bool()>& operation) {
  bool is_right = true;
  for (int i = 0; i < noodles::bench::kOperations; ++i) {
    is_right = operation() && is_right;
  }
  return is_right;
}

int main(int argc, char** argv) {
  const bool is_handwritten =
      argc == 3 && argv[2] == std::string_view("handwritten");
  const std::function<bool()> operation =
      argc == 2 || is_handwritten
          ? noodles::bench::Find(argv[1], is_handwritten)
          : nullptr;
  if (operation == nullptr) {
    std::cerr << "see the top of codec_instructions.cc for the argument\n";
    return 2;
  }
  const bool is_right = operation() && noodles_measured(operation);
  std::cout << noodles::bench::kOperations << std::endl;
  return is_right ? EXIT_SUCCESS : EXIT_FAILURE;
}
