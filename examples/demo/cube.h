// The geometry of the demo: cubes with an edge of 1 around their origin.
//
// Thread-safety: as the document. Ownership: the document owns all of it.
#ifndef EXAMPLES_DEMO_CUBE_H_
#define EXAMPLES_DEMO_CUBE_H_

#include <noodles/server.h>

#include <string>

namespace demo {

// Where the vertices and the indices of a cube lie. Any number of geometries
// may share them.
struct CubeViews {
  noodles::BufferViewID vertices;
  noodles::BufferViewID indices;
};

CubeViews CreateCubeViews(noodles::Document& document);

// A cube in one colour, linear RGBA.
noodles::GeometryID CreateCube(noodles::Document& document,
                               const CubeViews& views, const std::string& name,
                               const noodles::RGBA& color);

}  // namespace demo

#endif  // EXAMPLES_DEMO_CUBE_H_
