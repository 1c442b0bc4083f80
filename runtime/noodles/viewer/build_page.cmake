# Builds the page and compresses its files:
#
#   cmake -DNODE=program -DNPM=program -DSOURCE=folder -DMODULES=folder
#         -DOUTPUT=folder -DVERSION=text -P build_page.cmake
#
# SOURCE is runtime/viewer. MODULES is a folder node_modules; it is used if the
# lock file beside it equals that of SOURCE. Else npm makes OUTPUT/modules once,
# over the network.
cmake_minimum_required(VERSION 3.25)

# Sets `fits` to whether `folder` holds the packages of the present lock file.
function(has_packages folder)
  set(fits OFF)
  # npm writes this file last.
  if(EXISTS "${folder}/.package-lock.json")
    execute_process(
      COMMAND "${CMAKE_COMMAND}" -E compare_files "${SOURCE}/package-lock.json"
              "${folder}/../package-lock.json"
      RESULT_VARIABLE difference
      OUTPUT_QUIET ERROR_QUIET)
    if(difference EQUAL 0)
      set(fits ON)
    endif()
  endif()
  set(fits ${fits} PARENT_SCOPE)
endfunction()

has_packages("${MODULES}")
if(NOT fits)
  set(own "${OUTPUT}/modules")
  set(MODULES "${own}/node_modules")
  has_packages("${MODULES}")
endif()
if(NOT fits)
  message(STATUS "Installing the packages of the page into ${own}")
  file(REMOVE_RECURSE "${own}")
  foreach(name package.json .npmrc package-lock.json)
    file(COPY "${SOURCE}/${name}" DESTINATION "${own}")
  endforeach()
  execute_process(
    COMMAND "${NPM}" ci --no-audit --no-fund --loglevel=error
    WORKING_DIRECTORY "${own}"
    RESULT_VARIABLE code
    OUTPUT_VARIABLE output
    ERROR_VARIABLE errors)
  if(NOT code EQUAL 0)
    file(REMOVE_RECURSE "${own}")
    message(
      FATAL_ERROR
        "The packages of the page that shows a scene cannot be installed:\n"
        "${output}${errors}\n"
        "`npm ci` needs the network once for each lock file. Without a network, "
        "set NOODLES_VIEWER_MODULES to a folder node_modules with the "
        "package-lock.json of ${SOURCE} beside it, or build without the page: "
        "-DNOODLES_WITH_VIEWER=OFF")
  endif()
endif()

execute_process(
  COMMAND "${NODE}" "${SOURCE}/build.mjs" --modules "${MODULES}" --output
          "${OUTPUT}" --version "${VERSION}" RESULT_VARIABLE code)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "The page that shows a scene cannot be built "
                      "(${NODE} ${SOURCE}/build.mjs: ${code})")
endif()
foreach(name index.html viewer.js viewer.css licences.txt ktx2.js ktx2.wasm)
  if(NOT EXISTS "${OUTPUT}/${name}")
    message(FATAL_ERROR "${SOURCE}/build.mjs has not written ${name}")
  endif()
  file(
    ARCHIVE_CREATE
    OUTPUT
    "${OUTPUT}/${name}.gz"
    PATHS
    "${OUTPUT}/${name}"
    FORMAT
    raw
    COMPRESSION
    GZip
    COMPRESSION_LEVEL
    9)
endforeach()
