#include "import_program/gltf/gltf_nodes.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "import_program/gltf/gltf_json.h"
#include "noodles/base/status.h"

namespace noodles::import_program {
namespace {

// The children of each node that exist, with repetitions.
std::vector<std::vector<size_t>> ChildrenOf(const Json& nodes) {
  std::vector<std::vector<size_t>> children(nodes.size());
  size_t place = 0;
  for (const Json& node : nodes) {
    std::vector<size_t>& own = children[place++];
    if (!node.is_object()) continue;
    for (const Json& child : MemberOf(node, "children")) {
      if (!child.is_number_unsigned()) continue;
      const auto number = child.get<uint64_t>();
      if (number < nodes.size()) own.push_back(static_cast<size_t>(number));
    }
  }
  return children;
}

}  // namespace

absl::Status CheckNodes(const Json& root, size_t most) {
  const Json& nodes = MemberOf(root, "nodes");
  const std::vector<std::vector<size_t>> children = ChildrenOf(nodes);
  std::vector<size_t> parents(children.size());
  for (const auto& list : children) {
    for (const size_t child : list) ++parents[child];
  }
  std::vector<size_t> ready;
  for (size_t i = 0; i < parents.size(); ++i) {
    if (parents[i] == 0) ready.push_back(i);
  }
  // A node is ready when all its parents were visited.
  std::vector<size_t> ancestors(children.size());
  size_t visited = 0;
  while (!ready.empty()) {
    const size_t node = ready.back();
    ready.pop_back();
    ++visited;
    if (ancestors[node] >= most) {
      return ResourceExhausted(
          "node " + std::to_string(node) + " has " +
          std::to_string(ancestors[node]) +
          " ancestors; ImportLimits::max_nesting allows less than " +
          std::to_string(most));
    }
    for (const size_t child : children[node]) {
      ancestors[child] = std::max(ancestors[child], ancestors[node] + 1);
      if (--parents[child] == 0) ready.push_back(child);
    }
  }
  if (visited == children.size()) return absl::OkStatus();
  const auto cycle = std::find_if(parents.begin(), parents.end(),
                                  [](size_t left) { return left > 0; });
  return InvalidArgument("node " + std::to_string(cycle - parents.begin()) +
                         " is its own ancestor, or a child of such a node");
}

}  // namespace noodles::import_program
