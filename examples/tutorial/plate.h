// The simulation of the tutorial: the temperature of a square plate, which
// loses heat at its edges. It knows nothing of NOODLES.
//
// Thread-safety: a plain value.
#ifndef EXAMPLES_TUTORIAL_PLATE_H_
#define EXAMPLES_TUTORIAL_PLATE_H_

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <vector>

namespace tutorial {

constexpr float kRoomCelsius = 20.0f;

class Plate {
 public:
  static constexpr size_t kSide = 48;  // points in a row

  Plate() : celsius_(kSide * kSide, kRoomCelsius) {}

  // One explicit step of the heat equation: du/dt = conductivity * Laplace(u).
  void Step() {
    const std::vector<float> before = celsius_;
    for (size_t row = 1; row + 1 < kSide; ++row) {
      for (size_t column = 1; column + 1 < kSide; ++column) {
        const size_t i = row * kSide + column;
        const float sum = before[i - 1] + before[i + 1] + before[i - kSide] +
                          before[i + kSide];
        celsius_[i] += conductivity_ * (sum - 4 * before[i]);
      }
    }
  }

  // Heats a disc around (x, z), which go from -1 to 1, by `celsius` degrees.
  void Heat(float x, float z, float celsius) {
    constexpr float kRadius = 0.3f;
    for (size_t i = 0; i < celsius_.size(); ++i) {
      const float dx = PlaceOf(i % kSide) - x;
      const float dz = PlaceOf(i / kSide) - z;
      if (dx * dx + dz * dz < kRadius * kRadius) celsius_[i] += celsius;
    }
  }

  // The explicit step is stable up to 0.25.
  void set_conductivity(float value) { conductivity_ = value; }

  // Row by row.
  const std::vector<float>& celsius() const { return celsius_; }

  double Mean() const {
    return std::accumulate(celsius_.begin(), celsius_.end(), 0.0) /
           static_cast<double>(celsius_.size());
  }

  double Hottest() const {
    return *std::max_element(celsius_.begin(), celsius_.end());
  }

 private:
  static float PlaceOf(size_t index) {
    return 2.0f * static_cast<float>(index) / (kSide - 1) - 1.0f;
  }

  std::vector<float> celsius_;
  float conductivity_ = 0.05f;
};

}  // namespace tutorial

#endif  // EXAMPLES_TUTORIAL_PLATE_H_
