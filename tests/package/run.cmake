# Functions of the scripts in this folder.

# Runs a command, and stops with its output if the command fails.
function(run what)
  execute_process(
    COMMAND ${ARGN}
    RESULT_VARIABLE code
    OUTPUT_VARIABLE output
    ERROR_VARIABLE errors)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${what} failed (${code}):\n${output}${errors}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

# Stops unless the text matches.
function(expect what text pattern)
  if(NOT text MATCHES "${pattern}")
    message(FATAL_ERROR "${what}: expected '${pattern}', found:\n${text}")
  endif()
endfunction()

# Links a program with the whole of each library of the installed tree, and nothing
# but what pkg-config says of this library: what its file does not name is missed
# here. There is a file for each component of the package, and no other.
function(link_each_with_pkg_config pkg_config prefix libraries)
  file(STRINGS "${prefix}/${libraries}/cmake/noodles/noodlesConfig.cmake" line
       REGEX "^set\\(noodles_components ")
  string(REGEX MATCHALL "[a-z]+" names "${line}")
  list(REMOVE_ITEM names set noodles components)
  file(GLOB files RELATIVE "${prefix}/${libraries}/pkgconfig"
       "${prefix}/${libraries}/pkgconfig/*.pc")
  set(expected ${names})
  list(TRANSFORM expected REPLACE "(.+)" "noodles-\\1.pc")
  list(SORT files)
  list(SORT expected)
  if(NOT files STREQUAL expected OR NOT files)
    message(FATAL_ERROR "Files of pkg-config: ${files}; expected: ${expected}")
  endif()
  file(WRITE "${WORK_DIRECTORY}/empty.cc" "int main() {}\n")
  foreach(name IN LISTS names)
    run("pkg-config" "${pkg_config}" --libs noodles-${name})
    separate_arguments(flags UNIX_COMMAND "${output}")
    list(FIND flags "-lnoodles_${name}" place)
    if(place EQUAL -1)
      message(FATAL_ERROR "noodles-${name}.pc does not link -lnoodles_${name}")
    endif()
    run("Linking all of noodles-${name} with what its file of pkg-config names"
        "${CXX_COMPILER}" "${WORK_DIRECTORY}/empty.cc" -o
        "${WORK_DIRECTORY}/empty" "-L${prefix}/${libraries}"
        "-Wl,-rpath-link,${prefix}/${libraries}" -Wl,--no-as-needed
        -Wl,--whole-archive "-lnoodles_${name}" -Wl,--no-whole-archive ${flags})
  endforeach()
endfunction()

# Compiles and runs a program with what pkg-config says of the installed tree, and
# nothing else. `libraries` is the folder of the libraries below the prefix.
function(run_with_pkg_config kind prefix libraries)
  find_program(pkg_config pkg-config REQUIRED)
  set(ENV{PKG_CONFIG_PATH} "${prefix}/${libraries}/pkgconfig")
  link_each_with_pkg_config("${pkg_config}" "${prefix}" "${libraries}")
  set(program "${WORK_DIRECTORY}/pkg_config_${kind}")
  # What the program includes; the others come with them.
  set(names
      noodles-client
      noodles-codec
      noodles-geometry
      noodles-json
      noodles-logging
      noodles-server
      noodles-viewer)
  run("pkg-config" "${pkg_config}" --cflags --libs ${names})
  separate_arguments(flags UNIX_COMMAND "${output}")
  run("Compiling with pkg-config (${kind})" "${CXX_COMPILER}" -std=c++20
      "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/pkg_config/main.cc" -o "${program}"
      ${flags})
  set(ENV{LD_LIBRARY_PATH} "${prefix}/${libraries}")
  run("Running with pkg-config (${kind})" "${program}")
  unset(ENV{LD_LIBRARY_PATH})
  set(expected [=[
codec {"id":[3,0]}
36 corners
an error
connected
]=])
  if(NOT output STREQUAL expected)
    message(FATAL_ERROR "Expected:\n${expected}Found:\n${output}")
  endif()
endfunction()

# Stops unless the shared libraries in a folder are as they should be: the soname,
# the names of the files, and the versions of the symbols. What is no part of
# Linguine stays inside, and what is inside of a room is marked.
function(expect_shared_libraries folder version soversion)
  find_program(readelf readelf REQUIRED)
  find_program(nm nm REQUIRED)
  file(GLOB libraries "${folder}/libnoodles_*.so")
  list(LENGTH libraries count)
  expect("Libraries" "${count}" "^13$")
  foreach(library IN LISTS libraries)
    cmake_path(GET library FILENAME name)
    run("readelf" "${readelf}" --wide --dynamic "${library}")
    expect("${name}" "${output}" "soname: .${name}\\.${soversion}\\]")
    expect("${name}" "${output}" "runpath: .\\$ORIGIN/?\\]")
    # The files of others are not those of the build's own tree.
    string(REGEX MATCHALL "NEEDED[^\n]*" needed "${output}")
    foreach(line IN LISTS needed)
      expect("${name}" "${line}"
             "\\[(libnoodles_[a-z]+\\.so\\.${soversion}|[^/]*\\.so[.0-9]*)\\]$")
    endforeach()
    file(REAL_PATH "${library}" real)
    expect("${name}" "${real}" "/${name}\\.${version}$")
    if(NOT EXISTS "${library}.${soversion}")
      message(FATAL_ERROR "${library}.${soversion} is missing")
    endif()
    run("nm" "${nm}" --dynamic --defined-only --format=just-symbols "${library}")
    string(REGEX REPLACE "\n" ";" symbols "${output}")
    expect("${name}" "${symbols}" "_ZNK?7noodles[^;]*@@?NOODLES_${soversion};")
    foreach(symbol IN LISTS symbols)
      if(symbol MATCHES
         "^_Z[A-Za-z]+7noodles([0-9][0-9][a-z]+_internal|4cbor8internal)")
        expect("${name}" "${symbol}" "@@?NOODLES_PRIVATE_${soversion}$")
      elseif(symbol)
        expect("${name}" "${symbol}"
               "^(_Z[A-Za-z0-9_]+7noodles.*@@?|)NOODLES_(PRIVATE_)?${soversion}$")
      endif()
    endforeach()
  endforeach()
endfunction()
