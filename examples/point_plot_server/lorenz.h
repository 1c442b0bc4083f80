// Points of the Lorenz attractor, as sample data.
#ifndef EXAMPLES_POINT_PLOT_SERVER_LORENZ_H_
#define EXAMPLES_POINT_PLOT_SERVER_LORENZ_H_

#include <noodles/geometry.h>

#include <cstddef>

namespace examples {

// Columns x, y, z (in metres, around the origin, about one metre wide) and
// speed. One row for each of `count` equal time steps.
noodles::CsvTable LorenzPoints(size_t count = 2000);

}  // namespace examples

#endif  // EXAMPLES_POINT_PLOT_SERVER_LORENZ_H_
