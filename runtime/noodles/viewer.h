// All headers for a server that serves the page which shows its scene.
#ifndef NOODLES_VIEWER_H_
#define NOODLES_VIEWER_H_

#include "noodles/viewer/viewer_route.h"

#endif  // NOODLES_VIEWER_H_
