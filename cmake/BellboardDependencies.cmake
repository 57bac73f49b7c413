# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

# Every library that Bellboard needs, found in one place. Qt 6.4 is the floor (docs/adr/0003).
find_package(Qt6 6.4 REQUIRED COMPONENTS Core Network WebSockets Gui Qml Quick QuickControls2 Svg Widgets)
if(BUILD_TESTING)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Test QuickTest)
endif()
if(UNIX AND NOT APPLE)
    find_package(Qt6 6.4 REQUIRED COMPONENTS DBus)
endif()
if(POLICY CMP0167)
    cmake_policy(SET CMP0167 NEW)
endif()
find_package(Qt6Keychain REQUIRED)
find_package(SQLite3 3.38 REQUIRED)
# simdjson calls only equal minor versions compatible, so the floor is checked here.
find_package(simdjson REQUIRED)
if(simdjson_VERSION VERSION_LESS 3.0)
    message(FATAL_ERROR "simdjson ${simdjson_VERSION} is too old: 3.0 or newer is needed")
endif()
find_package(tomlplusplus 3.3 REQUIRED)
find_package(xxHash QUIET CONFIG)
if(NOT TARGET xxHash::xxhash)
    find_path(XXHASH_INCLUDE_DIR xxhash.h REQUIRED)
    find_library(XXHASH_LIBRARY xxhash REQUIRED)
    add_library(xxHash::xxhash UNKNOWN IMPORTED)
    set_target_properties(xxHash::xxhash PROPERTIES
        IMPORTED_LOCATION "${XXHASH_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${XXHASH_INCLUDE_DIR}")
endif()
