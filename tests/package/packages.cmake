# Builds shared libraries from SOURCE_DIRECTORY in BUILD_DIRECTORY, installs them,
# makes the packages of Debian, and uses both below WORK_DIRECTORY from outside.
# OPTIONS holds options of CMake, joined by "|": those of the build that runs this
# test, so that the compiler cache has nearly all of the code.

include("${CMAKE_CURRENT_LIST_DIR}/run.cmake")
string(REPLACE "|" ";" OPTIONS "${OPTIONS}")
file(REMOVE_RECURSE "${WORK_DIRECTORY}")

# Configures and builds for a prefix.
function(build_for prefix)
  run("Configuring for ${prefix}"
      "${CMAKE_COMMAND}"
      -G
      "${GENERATOR}"
      -S
      "${SOURCE_DIRECTORY}"
      -B
      "${BUILD_DIRECTORY}"
      "-DCMAKE_INSTALL_PREFIX=${prefix}"
      -DBUILD_SHARED_LIBS=ON
      -DNOODLES_BUILD_EXAMPLES=OFF
      -DNOODLES_BUILD_TESTS=OFF
      "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}"
      "-DCMAKE_CXX_COMPILER_LAUNCHER=${CXX_COMPILER_LAUNCHER}"
      ${OPTIONS})
  run("Building for ${prefix}" "${CMAKE_COMMAND}" --build "${BUILD_DIRECTORY}")
endfunction()

# Sets the paths of files and links below a folder, sorted.
function(list_files result folder)
  file(GLOB_RECURSE paths RELATIVE "${folder}" "${folder}/*")
  list(SORT paths)
  set(${result} "${paths}" PARENT_SCOPE)
endfunction()

# --- a tree of shared libraries, at any place ---------------------------------

set(moved "${WORK_DIRECTORY}/moved")
build_for("/opt/noodles")
run("Installing" "${CMAKE_COMMAND}" --install "${BUILD_DIRECTORY}" --prefix
    "${WORK_DIRECTORY}/installed")
file(RENAME "${WORK_DIRECTORY}/installed" "${moved}")
run("Running the tool" "${moved}/bin/noodles" --version)
expect("The tool" "${output}" "^noodles ${VERSION}\n$")

expect_shared_libraries("${moved}/lib" "${VERSION}" "${SOVERSION}")
run("Looking for components"
    "${CMAKE_COMMAND}"
    -G
    "${GENERATOR}"
    -S
    "${CMAKE_CURRENT_LIST_DIR}/components"
    -B
    "${WORK_DIRECTORY}/components"
    "-DCMAKE_PREFIX_PATH=${moved}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}"
    -DSHARED=ON)
run_with_pkg_config(shared "${moved}" lib)

# --- packages of Debian ---------------------------------------------------------

if(NOT DPKG_DEB)
  return()
endif()
build_for("/usr")
file(GLOB old "${BUILD_DIRECTORY}/*.deb")
if(old)
  file(REMOVE ${old})
endif()
run("Making packages" "${CMAKE_CPACK_COMMAND}" -G DEB -B
    "${WORK_DIRECTORY}/packages" --config "${BUILD_DIRECTORY}/CPackConfig.cmake")
set(root "${WORK_DIRECTORY}/root")
set(all_files "")
foreach(package libnoodles${SOVERSION} libnoodles-dev noodles-tools)
  file(GLOB deb "${WORK_DIRECTORY}/packages/${package}_${VERSION}_*.deb")
  expect("Package ${package}" "${deb}" "^[^;]+\\.deb$")
  set(part "${WORK_DIRECTORY}/${package}")
  run("Unpacking ${package}" "${DPKG_DEB}" -x "${deb}" "${part}")
  run("Unpacking ${package}" "${DPKG_DEB}" -x "${deb}" "${root}")
  list_files(files "${part}")
  list(APPEND all_files ${files})
  set(files_${package} "${files}")
  run("Reading ${package}" "${DPKG_DEB}" --field "${deb}")
  set(fields_${package} "${output}")
  expect("${package}" "${output}" "(^|\n)Version: ${VERSION}\n")
  expect("${package}" "${files}" "usr/share/doc/${package}/copyright")
  run("Reading ${package}" "${DPKG_DEB}" --info "${deb}")
  set(info_${package} "${output}")
endforeach()

# Each package holds what it is for, and nothing that another holds.
set(unique ${all_files})
list(REMOVE_DUPLICATES unique)
if(NOT "${unique}" STREQUAL "${all_files}")
  message(FATAL_ERROR "A file is in two packages")
endif()
set(lib "usr/lib/[^/]+")
set(pattern_runtime "${lib}/libnoodles_[a-z]+\\.so\\.[0-9.]+")
set(pattern_tool "usr/(bin/noodles|libexec/noodles/noodles-import|\
share/(man/man1|bash-completion|zsh|fish)/.*)")
set(pattern_dev "(usr/include/noodles/.*|${lib}/libnoodles_[a-z]+\\.so|\
${lib}/(cmake/(noodles|linguine)|pkgconfig)/.*|usr/share/(doc/)?noodles/.*)")
foreach(part runtime=libnoodles${SOVERSION} dev=libnoodles-dev tool=noodles-tools)
  string(REGEX REPLACE "=.*" "" name "${part}")
  string(REGEX REPLACE ".*=" "" package "${part}")
  foreach(file IN LISTS files_${package})
    expect("${package}" "${file}"
           "^(${pattern_${name}}|usr/share/doc/${package}/copyright)$")
  endforeach()
endforeach()
# What the tree of shared libraries has, the packages have.
list_files(installed "${moved}")
list(FILTER all_files EXCLUDE REGEX "/copyright$")
list(TRANSFORM all_files REPLACE "^usr/lib/[^/]+/" "lib/")
list(TRANSFORM all_files REPLACE "^usr/" "")
list(SORT all_files)
set(missing ${installed})
list(REMOVE_ITEM missing ${all_files})
set(surplus ${all_files})
list(REMOVE_ITEM surplus ${installed})
if(missing OR surplus)
  message(FATAL_ERROR "Installed, but in no package: ${missing}\n"
                      "In a package, but not installed: ${surplus}")
endif()

# Dependencies: the same version among themselves, and of other packages those
# that the libraries link.
set(same "libnoodles${SOVERSION} \\(= ${VERSION}\\)")
expect("dev" "${fields_libnoodles-dev}" "\nDepends: ${same}, libabsl-dev\n")
expect("tool" "${fields_noodles-tools}" "\nDepends: ${same}, ")
set(runtime "${fields_libnoodles${SOVERSION}}")
foreach(package libabsl[0-9]+ libcbor0 libssl3 zlib1g libstdc\\+\\+6)
  expect("runtime" "${runtime}" "\nDepends: [^\n]*${package}")
endforeach()
if(runtime MATCHES "Depends: [^\n]*(libassimp|libboost|libnoodles)")
  message(FATAL_ERROR "The libraries need what only programs need:\n${runtime}")
endif()
expect("runtime" "${info_libnoodles${SOVERSION}}" " shlibs ")

# The unpacked packages serve as a tree does, at another place than /usr.
file(GLOB folder RELATIVE "${root}/usr" "${root}/usr/lib/*")
run_with_pkg_config(packages "${root}/usr" "${folder}")
set(ENV{LD_LIBRARY_PATH} "${root}/usr/${folder}")
run("Running the packaged tool" "${root}/usr/bin/noodles" --version)
expect("The packaged tool" "${output}" "^noodles ${VERSION}\n$")
