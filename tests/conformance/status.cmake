# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

# A case that fails is counted, and is the status 1: not that of a program that broke, or was called in a wrong way.
execute_process(COMMAND "${PROGRAM}" --engine qt 6.2.3 RESULT_VARIABLE status OUTPUT_VARIABLE output)
if(NOT status EQUAL 1 OR NOT output MATCHES "cases: 1  failed: 1  non-strict: 0\n$")
    message(FATAL_ERROR "status ${status}, and it said:\n${output}")
endif()
