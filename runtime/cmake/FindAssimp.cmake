# Finds Assimp without its own CMake package, which requires libraries that are
# needed only to build Assimp, and fails if they are not installed.
#
# Defines the target Assimp::Assimp.

find_path(Assimp_INCLUDE_DIR NAMES assimp/Importer.hpp)
find_library(Assimp_LIBRARY NAMES assimp)
mark_as_advanced(Assimp_INCLUDE_DIR Assimp_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Assimp REQUIRED_VARS Assimp_LIBRARY Assimp_INCLUDE_DIR)

if(Assimp_FOUND AND NOT TARGET Assimp::Assimp)
  add_library(Assimp::Assimp UNKNOWN IMPORTED)
  set_target_properties(
    Assimp::Assimp
    PROPERTIES IMPORTED_LOCATION "${Assimp_LIBRARY}"
               INTERFACE_INCLUDE_DIRECTORIES "${Assimp_INCLUDE_DIR}")
endif()
