// Runs one operation of the generated codecs a few times, so that a tool can
// count its instructions: instructions.py.
//
//   codec_instructions OPERATION/PAYLOAD
//
// Prints the number of operations inside noodles_measured, which the tool
// counts; the first operation, which fills caches and lists, is outside.
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <string>

#include "bench/linguine_codec.h"
#include "bench/payloads.h"

namespace noodles::bench {
namespace {

constexpr int kOperations = 2;

using Operation = std::function<bool()>;

template <class Payload>
Operation EncodeAgain(const Payload& payload) {
  return [payload, codec = std::make_shared<LinguineCodec>()] {
    return !codec->Encode(payload).empty();
  };
}

template <class Payload>
Bytes FrameOf(const Payload& payload) {
  return Bytes::Copy(LinguineCodec().Encode(payload));
}

template <class Payload>
Operation DecodeAgain(const Payload& payload) {
  return [frame = FrameOf(payload)] {
    Payload decoded;
    return LinguineCodec().Decode(frame, decoded);
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

bool DecodeScene(const Bytes& frame, Scene& scene) {
  return LinguineCodec().Decode(frame, scene);
}

Operation Find(const std::string& name) {
  const std::map<std::string, std::function<Operation()>> operations = {
      {"encode/small", [] { return EncodeAgain(MakeSmall()); }},
      {"decode/small", [] { return DecodeAgain(MakeSmall()); }},
      {"encode/medium", [] { return EncodeAgain(MakeMedium()); }},
      {"decode/medium", [] { return ReadScene(DecodeScene); }},
      {"dispatch/medium", [] { return ReadScene(DispatchInto); }},
      {"encode/bulk", [] { return EncodeAgain(MakeBulk()); }},
      {"decode/bulk", [] { return DecodeAgain(MakeBulk()); }},
      {"encode/table", [] { return EncodeAgain(MakeTable()); }},
      {"decode/table", [] { return DecodeAgain(MakeTable()); }},
  };
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
  const std::function<bool()> operation =
      argc == 2 ? noodles::bench::Find(argv[1]) : nullptr;
  if (operation == nullptr) {
    std::cerr << "see the top of codec_instructions.cc for the argument\n";
    return 2;
  }
  const bool is_right = operation() && noodles_measured(operation);
  std::cout << noodles::bench::kOperations << std::endl;
  return is_right ? EXIT_SUCCESS : EXIT_FAILURE;
}
