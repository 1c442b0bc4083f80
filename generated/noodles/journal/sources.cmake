# Generated from journal.cddl, journal.bindings.toml; changes belong there.
set(NOODLES_JOURNAL_SOURCES
  ${CMAKE_CURRENT_LIST_DIR}/changes_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/identifiers_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/records_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/snapshots_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/tables_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/types_codec.cc
  ${CMAKE_CURRENT_LIST_DIR}/variables_codec.cc
)
