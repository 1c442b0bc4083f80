# What the libraries of the package need of other packages: for find_package, and
# for pkg-config.
include_guard(GLOBAL)

# The libraries of others that a library may link. For each: the target; the
# package of CMake with its oldest version; what pkg-config links; the package of
# Debian to install.
set(NOODLES_FOREIGN_LIBRARIES
    "absl::status|absl|absl_status|libabsl-dev"
    "absl::statusor|absl|absl_statusor|libabsl-dev"
    "Libcbor::Libcbor|Libcbor 0.8|libcbor|libcbor-dev"
    "Threads::Threads|Threads|-pthread|libc6-dev"
    "ZLIB::ZLIB|ZLIB|zlib|zlib1g-dev"
    "OpenSSL::SSL|OpenSSL 3.0|libssl libcrypto|libssl-dev"
    "OpenSSL::Crypto|OpenSSL 3.0|libcrypto|libssl-dev"
    "PNG::PNG|PNG 1.6|libpng|libpng-dev"
    "${CMAKE_DL_LIBS}||-l${CMAKE_DL_LIBS}|libc6-dev")

# Sets what the library links: own names in <prefix>_own, and lines of
# NOODLES_FOREIGN_LIBRARIES in <prefix>_foreign. `visibility` is PUBLIC or PRIVATE.
function(noodles_links_of prefix library visibility)
  get_property(links GLOBAL PROPERTY NOODLES_${library}_${visibility})
  # What only the build needs.
  list(FILTER links EXCLUDE REGEX "^\\$<BUILD_INTERFACE:")
  set(own "")
  set(foreign "")
  foreach(link IN LISTS links)
    if(link MATCHES "^noodles_(.+)$")
      list(APPEND own "${CMAKE_MATCH_1}")
      continue()
    endif()
    set(lines ${NOODLES_FOREIGN_LIBRARIES})
    string(REGEX REPLACE "([.+$<>])" "\\\\\\1" pattern "${link}")
    list(FILTER lines INCLUDE REGEX "^${pattern}[|]")
    if(NOT lines)
      message(FATAL_ERROR "noodles_${library} links ${link}, which "
                          "NOODLES_FOREIGN_LIBRARIES does not list")
    endif()
    list(APPEND foreign "${lines}")
  endforeach()
  set(${prefix}_own "${own}" PARENT_SCOPE)
  set(${prefix}_foreign "${foreign}" PARENT_SCOPE)
endfunction()

# Sets the lines of NOODLES_FOREIGN_LIBRARIES that a program needs which links the
# library. Shared libraries find by themselves what they link privately.
function(noodles_needs_of result library)
  set(needs "")
  set(open "${library}")
  set(seen "")
  while(open)
    list(POP_FRONT open one)
    list(APPEND seen "${one}")
    noodles_links_of(public "${one}" PUBLIC)
    set(private_own "")
    set(private_foreign "")
    if(NOT BUILD_SHARED_LIBS)
      noodles_links_of(private "${one}" PRIVATE)
    endif()
    list(APPEND needs ${public_foreign} ${private_foreign})
    list(APPEND open ${public_own} ${private_own})
    list(REMOVE_ITEM open ${seen})
  endwhile()
  list(REMOVE_DUPLICATES needs)
  set(${result} "${needs}" PARENT_SCOPE)
endfunction()

# Sets the text of noodlesConfig.cmake that says what each component needs.
function(noodles_write_component_needs result)
  get_property(libraries GLOBAL PROPERTY NOODLES_LIBRARIES)
  list(JOIN libraries " " names)
  set(text "set(noodles_components ${names})\n")
  foreach(library IN LISTS libraries)
    noodles_needs_of(needs "${library}")
    string(APPEND text "set(noodles_${library}_needs")
    set(packages "")
    foreach(need IN LISTS needs)
      string(REPLACE "|" ";" need "${need}")
      list(GET need 1 package)
      list(GET need 3 debian)
      if(package)
        list(APPEND packages "\"${package}|${debian}\"")
      endif()
    endforeach()
    list(REMOVE_DUPLICATES packages)
    list(JOIN packages " " packages)
    string(APPEND text " ${packages})\n")
  endforeach()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

# Sets what stands in a file of pkg-config for these links: other files of
# pkg-config, and options of the linker.
function(noodles_pkg_config_lines required options own foreign)
  set(files "")
  set(flags "")
  foreach(library IN LISTS own)
    list(APPEND files "noodles-${library} = ${PROJECT_VERSION}")
  endforeach()
  foreach(line IN LISTS foreign)
    string(REPLACE "|" ";" line "${line}")
    list(GET line 2 name)
    if(name MATCHES "^-")
      list(APPEND flags "${name}")
    else()
      string(REPLACE " " ", " name "${name}")
      list(APPEND files "${name}")
    endif()
  endforeach()
  list(JOIN files ", " files)
  list(JOIN flags " " flags)
  set(${required} "${files}" PARENT_SCOPE)
  set(${options} "${flags}" PARENT_SCOPE)
endfunction()

# Installs noodles-<library>.pc for each library. The files name no prefix, so that
# the installed tree may be moved. Where the libraries are static, every program
# needs what they link privately; shared libraries find that by themselves.
function(noodles_install_pkg_config)
  get_property(libraries GLOBAL PROPERTY NOODLES_LIBRARIES)
  set(folder "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
  file(RELATIVE_PATH PREFIX_FROM_HERE "/prefix/${folder}" "/prefix")
  string(REGEX REPLACE "/$" "" PREFIX_FROM_HERE "${PREFIX_FROM_HERE}")
  foreach(LIBRARY IN LISTS libraries)
    get_property(DESCRIPTION GLOBAL PROPERTY NOODLES_${LIBRARY}_DESCRIPTION)
    noodles_links_of(public "${LIBRARY}" PUBLIC)
    if(NOT BUILD_SHARED_LIBS)
      noodles_links_of(private "${LIBRARY}" PRIVATE)
      list(APPEND public_own ${private_own})
      list(APPEND public_foreign ${private_foreign})
    endif()
    noodles_pkg_config_lines(REQUIRES LIBS "${public_own}" "${public_foreign}")
    set(file "${PROJECT_BINARY_DIR}/pkgconfig/noodles-${LIBRARY}.pc")
    configure_file("${PROJECT_SOURCE_DIR}/runtime/cmake/noodles.pc.in"
                   "${file}" @ONLY)
    install(FILES "${file}" DESTINATION "${folder}")
  endforeach()
endfunction()
