# Defines which files `cmake --install` copies, and the package that
# find_package(noodles) finds.
include_guard(GLOBAL)
include(CMakePackageConfigHelpers)

set(package_directory "${CMAKE_INSTALL_LIBDIR}/cmake/noodles")
set(NOODLES_INSTALL_GENERATOR "${CMAKE_INSTALL_DATADIR}/noodles/generator")
set(NOODLES_INSTALL_IMPORT_PROGRAM
    "${CMAKE_INSTALL_LIBEXECDIR}/noodles/noodles-import")

# noodles_add_room installs the faces of the rooms.
file(GLOB umbrellas CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/runtime/noodles/*.h")
if(NOODLES_CODEC_ONLY)
  set(umbrellas "${PROJECT_SOURCE_DIR}/runtime/noodles/codec.h")
endif()
install(FILES ${umbrellas} DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/noodles")
install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/generated/noodles"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING
  PATTERN "*.h")

install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/generator/linguine"
  DESTINATION "${NOODLES_INSTALL_GENERATOR}"
  PATTERN "__pycache__" EXCLUDE)
install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/spec"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/noodles")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")

install(
  EXPORT noodlesTargets
  NAMESPACE noodles::
  DESTINATION "${package_directory}")
configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/runtime/cmake/noodlesConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/noodlesConfig.cmake"
  INSTALL_DESTINATION "${package_directory}"
  PATH_VARS NOODLES_INSTALL_GENERATOR NOODLES_INSTALL_IMPORT_PROGRAM)
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/noodlesConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)
install(
  FILES "${PROJECT_BINARY_DIR}/noodlesConfig.cmake"
        "${PROJECT_BINARY_DIR}/noodlesConfigVersion.cmake"
        "${PROJECT_SOURCE_DIR}/runtime/cmake/FindLibcbor.cmake"
        "${PROJECT_SOURCE_DIR}/generator/cmake/NoodlesGenerate.cmake"
        "${PROJECT_SOURCE_DIR}/generator/cmake/check_generated_files.cmake"
  DESTINATION "${package_directory}")
