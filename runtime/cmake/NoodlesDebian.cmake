# Packages for Debian, made by `cpack -G DEB`: the shared libraries, what programs
# need to be built with them, and the programs. The preset `package` is for this.
include_guard(GLOBAL)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME noodles)
set(CPACK_PACKAGE_VENDOR "The Linguine authors")
set(CPACK_PACKAGE_CONTACT "The Linguine authors <linguine@invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL runtime dev tool)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)

# Debian's name of a library's package has the name of its binary interface.
set(runtime_package "libnoodles${NOODLES_SOVERSION}")
set(same_version "${runtime_package} (= ${PROJECT_VERSION})")

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME "${runtime_package}")
set(CPACK_DEBIAN_RUNTIME_DESCRIPTION
    "C++ toolkit for the NOODLES protocol: shared libraries")
set(CPACK_DEBIAN_RUNTIME_PACKAGE_RECOMMENDS "noodles-tools")

set(CPACK_DEBIAN_DEV_PACKAGE_NAME libnoodles-dev)
set(CPACK_DEBIAN_DEV_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEV_DESCRIPTION
    "C++ toolkit for the NOODLES protocol: headers, generator and examples")
set(CPACK_DEBIAN_DEV_PACKAGE_DEPENDS "${same_version}, libabsl-dev")
set(CPACK_DEBIAN_DEV_PACKAGE_RECOMMENDS "python3 (>= 3.11), python3-jinja2")

set(CPACK_DEBIAN_TOOL_PACKAGE_NAME noodles-tools)
set(CPACK_DEBIAN_TOOL_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_TOOL_DESCRIPTION
    "C++ toolkit for the NOODLES protocol: command-line tool, import of meshes")
set(CPACK_DEBIAN_TOOL_PACKAGE_DEPENDS "${same_version}")

# What the programs and libraries need of other packages, as dpkg-shlibdeps finds.
find_program(NOODLES_DPKG_SHLIBDEPS dpkg-shlibdeps)
mark_as_advanced(NOODLES_DPKG_SHLIBDEPS)
if(NOODLES_DPKG_SHLIBDEPS AND BUILD_SHARED_LIBS)
  set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_TOOL_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
  set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY "=")
  set(folders "")
  get_property(libraries GLOBAL PROPERTY NOODLES_LIBRARIES)
  foreach(library IN LISTS libraries)
    get_target_property(folder noodles_${library} BINARY_DIR)
    list(APPEND folders "${folder}")
  endforeach()
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${folders}")
endif()

foreach(component runtime dev tool)
  string(TOUPPER "${component}" upper)
  install(
    FILES "${PROJECT_SOURCE_DIR}/LICENSE"
    DESTINATION
      "${CMAKE_INSTALL_DATAROOTDIR}/doc/${CPACK_DEBIAN_${upper}_PACKAGE_NAME}"
    RENAME copyright
    COMPONENT ${component})
endforeach()
include(CPack)
