// Encodes a message and decodes it again.
#include <noodles/codec.h>

#include <iostream>

int main() {
  const noodles::MsgEntityCreate pump{{3, 0}, {.name = "pump"}};
  const auto decoded =
      noodles::Decode<noodles::MsgEntityCreate>(noodles::Encode(pump));
  if (!decoded.ok() || *decoded != pump) return 1;
  std::cout << *decoded->content.name << "\n";
  return 0;
}
