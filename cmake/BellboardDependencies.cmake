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
find_package(ZLIB REQUIRED)
# simdjson calls only equal minor versions compatible, so the floor is checked here.
find_package(simdjson REQUIRED)
if(simdjson_VERSION VERSION_LESS 3.0)
    message(FATAL_ERROR "simdjson ${simdjson_VERSION} is too old: 3.0 or newer is needed")
endif()
find_package(tomlplusplus 3.3 REQUIRED)

# bellboard_find_library(NAME header lib target): a library that comes with CMake's own package file on some systems only.
function(bellboard_find_library package header library target)
    find_package(${package} QUIET CONFIG)
    if(TARGET ${target})
        return()
    endif()
    find_path(${package}_INCLUDE_DIR ${header} REQUIRED)
    find_library(${package}_LIBRARY ${library} REQUIRED)
    add_library(${target} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(${target} PROPERTIES
        IMPORTED_LOCATION "${${package}_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${${package}_INCLUDE_DIR}")
endfunction()
bellboard_find_library(xxHash xxhash.h xxhash xxHash::xxhash)
bellboard_find_library(lz4 lz4.h lz4 lz4::lz4)
