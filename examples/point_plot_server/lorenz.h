// Points of the Lorenz attractor: data for those who bring none.
#ifndef EXAMPLES_POINT_PLOT_SERVER_LORENZ_H_
#define EXAMPLES_POINT_PLOT_SERVER_LORENZ_H_

#include <noodles/geometry.h>

#include <cstddef>

namespace examples {

// Columns x, y, z (metres, around the origin, about one metre wide) and speed,
// one row for each of `count` equal steps of time.
noodles::CsvTable LorenzPoints(size_t count = 2000);

}  // namespace examples

#endif  // EXAMPLES_POINT_PLOT_SERVER_LORENZ_H_
