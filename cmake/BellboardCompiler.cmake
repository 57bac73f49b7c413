# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

# bellboard_options(TARGET): the warnings and definitions that all of our own code is compiled with.
function(bellboard_options target)
    target_compile_definitions(${target} PRIVATE
        QT_NO_CAST_FROM_ASCII
        QT_NO_CAST_TO_ASCII
        QT_NO_CAST_FROM_BYTEARRAY
        QT_NO_URL_CAST_FROM_STRING
        QT_NO_FOREACH
        QT_NO_KEYWORDS
        QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
        QT_DISABLE_DEPRECATED_BEFORE=0x060400)
    if(MSVC)
        target_compile_options(${target} PRIVATE /W4 /permissive- /utf-8)
    else()
        target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor)
    endif()
    if(BELLBOARD_WERROR)
        set_target_properties(${target} PROPERTIES COMPILE_WARNING_AS_ERROR ON)
    endif()
endfunction()

if(BELLBOARD_FUZZ)
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
endif()

if(BELLBOARD_SANITIZE OR BELLBOARD_FUZZ)
    add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    add_link_options(-fsanitize=address,undefined)
endif()

# bellboard_forbid_links(TARGET Lib...): stops the configuration when TARGET itself links a library it must not know.
# The dependency arrow is qml -> app -> core; core has no pixels.
function(bellboard_forbid_links target)
    get_target_property(links ${target} LINK_LIBRARIES)
    foreach(forbidden IN LISTS ARGN)
        if("${forbidden}" IN_LIST links)
            message(FATAL_ERROR "${target} must not link ${forbidden}: the dependency arrow is qml -> app -> core")
        endif()
    endforeach()
endfunction()
