// Faults of programs that use the templates of methods, signals and hooks. Each
// must give one error of the compiler: a sentence. check_sentences.cmake
// compiles this file and reads what the compiler says.
#include <noodles/client.h>
#include <noodles/codec.h>
#include <noodles/server.h>

#include <memory>
#include <string_view>
#include <vector>

struct Celsius {
  double degrees;
};
struct Kelvin {
  double degrees;
};
struct Rankine {
  double degrees;
};

struct Heater {
  void Heat(double) {}
};

void Serve(noodles::Server& server) {
  // 1. An argument of a type without a codec.
  server.AddMethod("a", "", [](Celsius) {}, {"c"}).IgnoreError();
  // 2. A view of a text, which the codec does not read.
  server.AddMethod("b", "", [](std::string_view) {}, {"s"}).IgnoreError();
  // 3. A list of integers of a width that the codec does not read.
  server.AddMethod("c", "", [](std::vector<short>) {}, {"s"}).IgnoreError();
  // 4. A result of a type without a codec.
  server.AddMethod("d", "", []() { return Kelvin(); }).IgnoreError();
  // 5. A parameter that could change the argument.
  server.AddMethod("e", "", [](long&) {}, {"i"}).IgnoreError();
  // 6. Parameters without types.
  server.AddMethod("f", "", [](auto) {}, {"x"}).IgnoreError();
  // 7. A member function without its object.
  server.AddMethod("g", "", &Heater::Heat, {"x"}).IgnoreError();
  // 8. A function that cannot be copied.
  server.AddMethod("h", "", [p = std::make_unique<int>(1)] { return *p; })
      .IgnoreError();
  // 9. A signal with an argument that cannot be sent.
  server.AddSignal<Rankine>("s", "", {"c"}).IgnoreError();
  // 10. An object that offers no methods.
  server.Implement(std::make_shared<Heater>()).IgnoreError();
}

void Use(noodles::Client& client) {
  // 11. An argument that cannot be sent.
  client.CallTyped<double>("a", {}, Celsius());
  // 12. A result that cannot be read.
  client.CallTyped<Kelvin>("d", {});
  // 13. A signal whose argument cannot be read.
  client.OnTypedSignal<Rankine>("s",
                                [](const noodles::SignalEvent&, Rankine) {});
  // 14. A hook that does not take what it is called with.
  client.OnCreated<noodles::Entity>([](noodles::TableID) {});
}

void Code(const noodles::Bytes& bytes) {
  // 16. A value without a codec.
  noodles::Decode<Celsius>(bytes).IgnoreError();
  // 17. The same inside of a list.
  noodles::Encode(std::vector<Celsius>());
  // 18. A component where a message is needed.
  noodles::EncodeFrame(noodles::Entity());
}

noodles::ResultSender<Celsius> Later() {
  auto [result, sender] = noodles::MakePendingResult<Celsius>();
  // 15. A later answer of a type without a codec.
  sender.Send(Celsius());
  return sender;
}
