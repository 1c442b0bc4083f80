# Defines which files `cmake --install` copies, and the package that
# find_package(noodles) finds.
include_guard(GLOBAL)
include(CMakePackageConfigHelpers)
include(NoodlesPackage)

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
if(NOT NOODLES_CODEC_ONLY)
  install(
    DIRECTORY "${PROJECT_SOURCE_DIR}/examples"
    DESTINATION "${CMAKE_INSTALL_DOCDIR}"
    PATTERN "__pycache__" EXCLUDE)
endif()
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE"
        DESTINATION "${CMAKE_INSTALL_DOCDIR}")

install(
  EXPORT noodlesTargets
  NAMESPACE noodles::
  DESTINATION "${package_directory}")
noodles_write_component_needs(NOODLES_COMPONENT_NEEDS)
configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/runtime/cmake/noodlesConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/noodlesConfig.cmake"
  INSTALL_DESTINATION "${package_directory}"
  NO_CHECK_REQUIRED_COMPONENTS_MACRO
  PATH_VARS NOODLES_INSTALL_GENERATOR NOODLES_INSTALL_IMPORT_PROGRAM)
# runtime/COMPATIBILITY.md says what versions promise.
set(compatibility SameMajorVersion)
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(compatibility SameMinorVersion)
endif()
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/noodlesConfigVersion.cmake"
  COMPATIBILITY ${compatibility})
install(
  FILES "${PROJECT_BINARY_DIR}/noodlesConfig.cmake"
        "${PROJECT_BINARY_DIR}/noodlesConfigVersion.cmake"
        "${PROJECT_SOURCE_DIR}/runtime/cmake/FindLibcbor.cmake"
        "${PROJECT_SOURCE_DIR}/generator/cmake/NoodlesGenerate.cmake"
        "${PROJECT_SOURCE_DIR}/generator/cmake/NoodlesGenerateImports.cmake"
        "${PROJECT_SOURCE_DIR}/generator/cmake/check_generated_files.cmake"
  DESTINATION "${package_directory}")

# The hints for find_package(linguine) and find_package(Noodles).
foreach(package linguine noodles)
  foreach(part "" _version)
    string(REPLACE "_" "-" ending "${part}")
    install(
      FILES "${PROJECT_SOURCE_DIR}/runtime/cmake/name_of_package${part}.cmake"
      DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/${package}"
      RENAME "${package}-config${ending}.cmake")
  endforeach()
endforeach()
noodles_install_pkg_config()
