# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

# bellboard_add_test(NAME [LIBS lib...] [SOURCES file...] [LABEL label] [TIMEOUT seconds] [ENVIRONMENT VAR=value...])
# adds the test tst_NAME built from tst_NAME.cpp (and SOURCES). A Qt warning nobody expected fails the test.
# With BUILD_ONLY whoever calls says how it is run.
function(bellboard_add_test name)
    cmake_parse_arguments(arg "BUILD_ONLY" "LABEL;TIMEOUT" "LIBS;SOURCES;ENVIRONMENT" ${ARGN})
    if(NOT BUILD_TESTING)
        return()
    endif()
    set(target tst_${name})
    add_executable(${target} ${target}.cpp ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE bellboard_test_support Qt6::Test ${arg_LIBS})
    bellboard_options(${target})
    if(arg_BUILD_ONLY)
        return()
    endif()
    add_test(NAME ${name} COMMAND ${target})
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    set_tests_properties(${name} PROPERTIES
        TIMEOUT ${arg_TIMEOUT}
        LABELS "${arg_LABEL}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;${arg_ENVIRONMENT}")
endfunction()
