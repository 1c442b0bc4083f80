# Checks the rules of the rooms, and fails with the file and line of each
# violation:
#
#   cmake -DRUNTIME=folder -DROOMS=list -P check_rooms.cmake
#
# RUNTIME holds noodles/; each line of ROOMS is `name|uses|offered|layers`, as
# noodles_add_room writes it. The rules:
#   1. A face (noodles/*.h, noodles/ROOM/*.h) includes faces only.
#   2. A room includes itself, the rooms that it uses, and of their sub-rooms
#      those that they offer to it.
#   3. A header of a sub-room declares in noodles::ROOM_internal (of the room
#      cbor: in noodles::cbor::internal), and no header opens a namespace
#      `noodles::internal`, so that internal names of two rooms cannot collide.
#   4. A file name is used once below noodles/ROOM/.
#   5. A sub-room includes those sub-rooms of its room that stand before it in
#      `layers`, which lists them all.
cmake_minimum_required(VERSION 3.25)

file(STRINGS "${ROOMS}" room_lines)
set(faults "")
set(all_names "")

# Appends "file:line: problem".
macro(noodles_fault file line problem)
  string(APPEND faults "\n  ${file}:${line}: ${problem}")
endmacro()

# Sets `line` to the number of the first line of `text` that contains `what`.
function(noodles_line_of text what)
  string(FIND "${text}" "${what}" place)
  string(SUBSTRING "${text}" 0 ${place} before)
  string(REGEX MATCHALL "\n" ends "${before}")
  list(LENGTH ends count)
  math(EXPR count "${count} + 1")
  set(line ${count} PARENT_SCOPE)
endfunction()

# Checks the includes of one file. `room` is empty for umbrella headers.
function(noodles_check_includes file text room uses offered is_face)
  string(REGEX MATCHALL "#include [<\"]noodles/[^>\"]+" includes "${text}")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "#include [<\"]noodles/" "" path "${include}")
    if(path MATCHES "^([a-z]+)/([a-z_]+)/[a-z0-9_]+\\.h$")
      set(other "${CMAKE_MATCH_1}")
      set(sub_room "${CMAKE_MATCH_1}/${CMAKE_MATCH_2}")
    elseif(path MATCHES "^([a-z]+)/[a-z0-9_]+\\.h$")
      set(other "${CMAKE_MATCH_1}")
      set(sub_room "")
    else()
      set(other "")
      set(sub_room "")
    endif()
    noodles_line_of("${text}" "${include}")
    if(is_face AND sub_room)
      noodles_fault("${file}" ${line} "a face includes the inside ${path}")
    elseif(NOT room STREQUAL "" AND NOT other STREQUAL room)
      if(sub_room AND NOT sub_room IN_LIST offered)
        noodles_fault("${file}" ${line}
                      "${sub_room} is not offered to the room ${room}: ${path}")
      elseif(other AND NOT other IN_LIST uses)
        noodles_fault("${file}" ${line}
                      "the room ${room} does not use ${other}: ${path}")
      endif()
    endif()
  endforeach()
  set(faults "${faults}" PARENT_SCOPE)
endfunction()

# Checks that a file of a sub-room includes only sub-rooms of its room that stand
# before its own in `layers`.
function(noodles_check_layers file text room layers)
  if(NOT file MATCHES "^noodles/${room}/([a-z_]+)/")
    return()
  endif()
  set(own "${CMAKE_MATCH_1}")
  list(FIND layers "${own}" own_place)
  if(own_place EQUAL -1)
    noodles_fault("${file}" 1 "the room ${room} does not list the layer ${own}")
  endif()
  string(REGEX MATCHALL "#include [<\"]noodles/${room}/[a-z_]+/[a-z0-9_]+"
                        includes "${text}")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE ".*noodles/${room}/([a-z_]+)/.*" "\\1" other
                         "${include}")
    list(FIND layers "${other}" place)
    if(place GREATER own_place)
      noodles_line_of("${text}" "${include}")
      noodles_fault("${file}" ${line}
                    "${room}/${other} stands above ${room}/${own}")
    endif()
  endforeach()
  set(faults "${faults}" PARENT_SCOPE)
endfunction()

# Checks that a header declares in the namespace of its room.
function(noodles_check_namespace file text room is_face)
  if("${text}" MATCHES "namespace (noodles::internal|internal) {"
     AND NOT room STREQUAL "cbor")
    noodles_line_of("${text}" "${CMAKE_MATCH_0}")
    noodles_fault("${file}" ${line} "name the room: ${room}_internal")
  endif()
  if(NOT is_face)
    set(expected "noodles::${room}_internal")
    if(room STREQUAL "cbor")
      set(expected "noodles::cbor::internal")
    endif()
    string(REGEX MATCHALL "\nnamespace noodles[a-z_:]* {" opened "${text}")
    foreach(namespace IN LISTS opened)
      if(NOT namespace STREQUAL "\nnamespace ${expected} {"
         AND NOT "${text}" MATCHES "\nnamespace ${expected} {")
        noodles_line_of("${text}" "${namespace}")
        math(EXPR line "${line} + 1")
        noodles_fault("${file}" ${line}
                      "an inside declares outside of ${expected}")
      endif()
    endforeach()
  endif()
  set(faults "${faults}" PARENT_SCOPE)
endfunction()

set(known_rooms protocol interfaces journal)
foreach(room_line IN LISTS room_lines)
  string(REPLACE "|" ";" parts "${room_line};")
  list(GET parts 0 room)
  list(GET parts 1 uses)
  list(GET parts 2 offered)
  list(GET parts 3 layers)
  string(REPLACE "," ";" uses "${uses}")
  string(REPLACE "," ";" offered "${offered}")
  string(REPLACE "," ";" layers "${layers}")
  # Every room may include generated headers and umbrella headers.
  list(APPEND uses protocol interfaces journal)
  list(APPEND known_rooms "${room}")

  file(GLOB_RECURSE files RELATIVE "${RUNTIME}"
       "${RUNTIME}/noodles/${room}/*.h" "${RUNTIME}/noodles/${room}/*.cc")
  foreach(file IN LISTS files)
    file(READ "${RUNTIME}/${file}" text)
    # Brackets and semicolons would break CMake's lists.
    string(REGEX REPLACE "[][;\\]" " " text "${text}")
    set(is_face FALSE)
    if(file MATCHES "^noodles/[a-z]+/[a-z0-9_]+\\.h$")
      set(is_face TRUE)
    endif()
    noodles_check_includes("${file}" "${text}" "${room}" "${uses}" "${offered}"
                           ${is_face})
    noodles_check_layers("${file}" "${text}" "${room}" "${layers}")
    if(file MATCHES "\\.h$")
      noodles_check_namespace("${file}" "${text}" "${room}" ${is_face})
    endif()
    get_filename_component(name "${file}" NAME)
    if(name IN_LIST all_names)
      noodles_fault("${file}" 1 "another room has a file of this name")
    endif()
    if(NOT name STREQUAL "CMakeLists.txt")
      list(APPEND all_names "${name}")
    endif()
  endforeach()
endforeach()

file(GLOB umbrellas RELATIVE "${RUNTIME}" "${RUNTIME}/noodles/*.h")
foreach(file IN LISTS umbrellas)
  file(READ "${RUNTIME}/${file}" text)
  string(REGEX REPLACE "[][;\\]" " " text "${text}")
  noodles_check_includes("${file}" "${text}" "" "" "" TRUE)
endforeach()

file(GLOB folders LIST_DIRECTORIES TRUE RELATIVE "${RUNTIME}/noodles"
     "${RUNTIME}/noodles/*")
foreach(folder IN LISTS folders)
  if(IS_DIRECTORY "${RUNTIME}/noodles/${folder}"
     AND NOT folder IN_LIST known_rooms)
    noodles_fault("noodles/${folder}" 1 "no CMakeLists.txt adds this room")
  endif()
endforeach()

if(faults)
  message(FATAL_ERROR "The rooms are not in order (runtime/cmake/check_rooms.cmake "
                      "says what holds):${faults}")
endif()
