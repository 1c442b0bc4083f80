# Generated from station.cddl, station.bindings.toml; changes belong there.
set(STATION_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/common_types.cc
  ${CMAKE_CURRENT_LIST_DIR}/common_types_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/dispatch.cc
  ${CMAKE_CURRENT_LIST_DIR}/handlers.cc
  ${CMAKE_CURRENT_LIST_DIR}/ids.cc
  ${CMAKE_CURRENT_LIST_DIR}/probes.cc
  ${CMAKE_CURRENT_LIST_DIR}/probes_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/readings_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/sites_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/traits.cc
)
