# Installs BUILD_DIRECTORY below WORK_DIRECTORY, moves the installed tree, then
# configures, builds and runs OUTSIDE_PROJECT with find_package(noodles).

set(first_prefix "${WORK_DIRECTORY}/installed")
set(prefix "${WORK_DIRECTORY}/moved")
set(outside_build "${WORK_DIRECTORY}/outside")

include("${CMAKE_CURRENT_LIST_DIR}/run.cmake")

file(REMOVE_RECURSE "${WORK_DIRECTORY}")
run("Installing" "${CMAKE_COMMAND}" --install "${BUILD_DIRECTORY}" --prefix
    "${first_prefix}")

# The list of installed files is a golden: a file that is no face of a room, or
# one that is forgotten, is seen in its difference. NOODLES_UPDATE_GOLDENS=1 in
# the environment writes it anew.
file(GLOB_RECURSE installed RELATIVE "${first_prefix}" "${first_prefix}/*")
list(SORT installed)
# The examples are those of the source tree, and not in the list.
set(examples ${installed})
list(FILTER examples INCLUDE REGEX "^share/doc/noodles/examples/")
list(FILTER installed EXCLUDE REGEX "^share/doc/noodles/examples/")
file(GLOB_RECURSE sources RELATIVE "${CMAKE_CURRENT_LIST_DIR}/../.."
     "${CMAKE_CURRENT_LIST_DIR}/../../examples/*")
list(FILTER sources EXCLUDE REGEX "/__pycache__/")
list(TRANSFORM sources PREPEND "share/doc/noodles/")
list(SORT sources)
if(NOT examples STREQUAL sources)
  message(FATAL_ERROR "Installed examples: ${examples}\nSources: ${sources}")
endif()
list(JOIN installed "\n" found)
string(APPEND found "\n")
set(golden "${CMAKE_CURRENT_LIST_DIR}/installed_files.txt")
if("$ENV{NOODLES_UPDATE_GOLDENS}")
  file(WRITE "${golden}" "${found}")
endif()
file(READ "${golden}" listed)
if(NOT HAS_VIEWER)
  string(REPLACE "share/doc/noodles/viewer_licences.txt\n" "" listed "${listed}")
endif()
if(NOT listed STREQUAL found)
  string(REPLACE "\n" ";" listed "${listed}")
  set(missing ${listed})
  list(REMOVE_ITEM missing ${installed})
  set(surplus ${installed})
  list(REMOVE_ITEM surplus ${listed})
  message(FATAL_ERROR "Installed, but not in ${golden}: ${surplus}\n"
                      "In ${golden}, but not installed: ${missing}")
endif()
# Headers of sub-rooms are inside: never installed.
set(insides ${installed})
list(FILTER insides INCLUDE REGEX "^include/noodles/[^/]+/[^/]+/")
if(insides)
  message(FATAL_ERROR "Installed, but inside of a room: ${insides}")
endif()

# A package that names its own folder anywhere would not survive this.
file(RENAME "${first_prefix}" "${prefix}")
# Library paths of the build machine must not be in the package.
file(GLOB_RECURSE targets "${prefix}/*/noodlesTargets*.cmake")
foreach(file IN LISTS targets)
  file(STRINGS "${file}" places REGEX "[;\"]/[^;\"]*\\.(so|a)[;\"]")
  if(places)
    message(FATAL_ERROR "${file} names files of this machine:\n${places}")
  endif()
endforeach()

run("Configuring the outside project"
    "${CMAKE_COMMAND}"
    -G
    "${GENERATOR}"
    -S
    "${OUTSIDE_PROJECT}"
    -B
    "${outside_build}"
    "-DCMAKE_PREFIX_PATH=${prefix}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}"
    "-DCMAKE_CXX_COMPILER_LAUNCHER=${CXX_COMPILER_LAUNCHER}"
    "-DNOODLES_PYTHON=${PYTHON}")
run("Building the outside project" "${CMAKE_COMMAND}" --build
    "${outside_build}")
run("Running the outside program" "${outside_build}/outside")

set(expected [=[
an entity named basin
{"id":[3,0]}
valves::open valve noo::map share noo::real
valves::opened
main pump at 0.5
a plant of OIL
imported
36 corners
serving
connected
]=])
if(NOT output STREQUAL expected)
  message(FATAL_ERROR "Expected:\n${expected}Found:\n${output}")
endif()

# A server that shows its scene, found by its component.
set(viewer_build "${WORK_DIRECTORY}/viewer")
run("Configuring the viewer project"
    "${CMAKE_COMMAND}"
    -G
    "${GENERATOR}"
    -S
    "${CMAKE_CURRENT_LIST_DIR}/viewer"
    -B
    "${viewer_build}"
    "-DCMAKE_PREFIX_PATH=${prefix}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}"
    "-DCMAKE_CXX_COMPILER_LAUNCHER=${CXX_COMPILER_LAUNCHER}"
    "-DHAS_VIEWER=${HAS_VIEWER}")
run("Building the viewer project" "${CMAKE_COMMAND}" --build "${viewer_build}")
run("Running the viewer program" "${viewer_build}/viewer")
if(HAS_VIEWER)
  set(expected "serves the page\n")
  file(READ "${prefix}/share/doc/noodles/viewer_licences.txt" licences)
  foreach(words "\nthree 0" "\ncamera-controls " "MIT License" "Copyright")
    string(FIND "${licences}" "${words}" place)
    if(place EQUAL -1)
      message(FATAL_ERROR "viewer_licences.txt does not hold: ${words}")
    endif()
  endforeach()
else()
  set(expected "tells how to get the page\n")
endif()
if(NOT output STREQUAL expected)
  message(FATAL_ERROR "Expected ${expected}Found: ${output}")
endif()

# A tool that needs the codecs alone.
set(codec_build "${WORK_DIRECTORY}/codec_only")
run("Configuring the codec-only project"
    "${CMAKE_COMMAND}"
    -G
    "${GENERATOR}"
    -S
    "${CMAKE_CURRENT_LIST_DIR}/codec_only"
    -B
    "${codec_build}"
    "-DCMAKE_PREFIX_PATH=${prefix}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}"
    "-DCMAKE_CXX_COMPILER_LAUNCHER=${CXX_COMPILER_LAUNCHER}")
run("Building the codec-only project" "${CMAKE_COMMAND}" --build
    "${codec_build}")
run("Running the codec-only program" "${codec_build}/codec_only")
if(NOT output STREQUAL "pump\n")
  message(FATAL_ERROR "Expected pump, found: ${output}")
endif()

# The installed examples, as a project of their own. All are configured, and those
# are built that differ in what they link.
set(programs demo_server first_client live_simulation own_methods step_8_client)
set(examples "${WORK_DIRECTORY}/examples")
run("Configuring the examples"
    "${CMAKE_COMMAND}"
    -G
    "${GENERATOR}"
    -S
    "${prefix}/share/doc/noodles/examples"
    -B
    "${examples}"
    "-DCMAKE_PREFIX_PATH=${prefix}"
    -DCMAKE_UNITY_BUILD=ON
    -DCMAKE_UNITY_BUILD_BATCH_SIZE=16
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}"
    "-DCMAKE_CXX_COMPILER_LAUNCHER=${CXX_COMPILER_LAUNCHER}"
    "-DNOODLES_PYTHON=${PYTHON}")
run("Building the examples" "${CMAKE_COMMAND}" --build "${examples}" --target
    ${programs})
foreach(program demo_server live_simulation own_methods)
  run("Running ${program}" "${examples}/${program}" --help)
endforeach()

run_with_pkg_config(static "${prefix}" lib)

# What each component needs, and the sentences where something is missing.
run("Looking for components"
    "${CMAKE_COMMAND}"
    -G
    "${GENERATOR}"
    -S
    "${CMAKE_CURRENT_LIST_DIR}/components"
    -B
    "${WORK_DIRECTORY}/components"
    "-DCMAKE_PREFIX_PATH=${prefix}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}")

# An error in a specification is one line that begins with the file, whatever the
# length of the line.
set(bad_source "${CMAKE_CURRENT_LIST_DIR}/bad_cddl")
execute_process(
  COMMAND
    "${CMAKE_COMMAND}" -G "${GENERATOR}" -S "${bad_source}" -B
    "${WORK_DIRECTORY}/bad_cddl" "-DCMAKE_PREFIX_PATH=${prefix}"
    "-DCMAKE_CXX_COMPILER=${CXX_COMPILER}" "-DNOODLES_PYTHON=${PYTHON}"
  RESULT_VARIABLE code
  OUTPUT_QUIET
  ERROR_VARIABLE errors)
string(REGEX MATCH "(^|\n)${bad_source}/[^\n]*/bad.cddl:4:10: error: [^\n]*TypeThatIsNotThere"
             whole "${errors}")
if(code EQUAL 0 OR NOT whole)
  message(FATAL_ERROR "Expected one line with file:4:10: error:, found:\n${errors}")
endif()
