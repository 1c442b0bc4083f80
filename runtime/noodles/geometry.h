// All headers for geometry: meshes, primitives, instances, scenes, import and
// export.
#ifndef NOODLES_GEOMETRY_H_
#define NOODLES_GEOMETRY_H_

#include "noodles/geometry/add_geometry.h"
#include "noodles/geometry/add_scene.h"
#include "noodles/geometry/array_view.h"
#include "noodles/geometry/axes.h"
#include "noodles/geometry/color_map.h"
#include "noodles/geometry/data_meshes.h"
#include "noodles/geometry/export.h"
#include "noodles/geometry/import.h"
#include "noodles/geometry/instances.h"
#include "noodles/geometry/live_mesh.h"
#include "noodles/geometry/local_origin.h"
#include "noodles/geometry/mesh.h"
#include "noodles/geometry/normals.h"
#include "noodles/geometry/patch.h"
#include "noodles/geometry/planes.h"
#include "noodles/geometry/png.h"
#include "noodles/geometry/primitives.h"
#include "noodles/geometry/read_scene.h"
#include "noodles/geometry/scene_data.h"
#include "noodles/geometry/ticks.h"
#include "noodles/state/update_throttle.h"
#include "noodles/state/update_timer.h"
#include "noodles/tabular/csv.h"

#endif  // NOODLES_GEOMETRY_H_
