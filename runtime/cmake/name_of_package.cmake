# Tells whoever looks for this package by another name what the name is.
set(${CMAKE_FIND_PACKAGE_NAME}_FOUND FALSE)
set(${CMAKE_FIND_PACKAGE_NAME}_NOT_FOUND_MESSAGE
    "the CMake package of Linguine is called noodles, as the protocol is: write \
find_package(noodles), and link noodles::server or another of its targets")
