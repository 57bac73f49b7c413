# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

# The way of an event, from the socket to the journal and to whoever takes it.
bellboard_add_test(money LIBS bellboard_core LABEL unit)
bellboard_add_test(time LIBS bellboard_core LABEL unit)
bellboard_add_test(backoff LIBS bellboard_core LABEL unit)
bellboard_add_test(feedworker LIBS bellboard_core bellboard_demo LABEL unit)
bellboard_add_test(commitpace LIBS bellboard_core LABEL unit)
bellboard_add_test(journalstrain LIBS bellboard_core LABEL unit)
bellboard_add_test(connectionmachine LIBS bellboard_core LABEL unit)
bellboard_add_test(retryplan LIBS bellboard_core LABEL unit)
bellboard_add_test(connectionmoves LIBS bellboard_core
    SOURCES collectingsink.h scriptedchannel.h scriptedconnection.h LABEL unit)
bellboard_add_test(connectionprobe LIBS bellboard_core
    SOURCES collectingsink.h scriptedchannel.h scriptedconnection.h LABEL unit)
bellboard_add_test(roundtrip LIBS bellboard_core LABEL unit)
bellboard_add_test(connectionrandom LIBS bellboard_core
    SOURCES collectingsink.h scriptedchannel.h scriptedconnection.h LABEL unit)
bellboard_add_test(identitywindow LIBS bellboard_core LABEL unit)
bellboard_add_test(ledger LIBS bellboard_core LABEL unit)
bellboard_add_test(paths LIBS bellboard_core LABEL unit)
bellboard_add_test(cloudeventsdecoder LIBS bellboard_core SOURCES collectingsink.h LABEL unit)
bellboard_add_test(malformedevents LIBS bellboard_core SOURCES collectingsink.h LABEL unit)
bellboard_add_test(protocoldocument LIBS bellboard_core SOURCES collectingsink.h LABEL unit)
bellboard_add_test(journal LIBS bellboard_core SOURCES journalfixture.h LABEL unit)
bellboard_add_test(checkpointer LIBS bellboard_core SOURCES journalfixture.h LABEL unit)
bellboard_add_test(checkedpages LIBS bellboard_core SQLite::SQLite3 SOURCES journalfixture.h LABEL unit)
bellboard_add_test(journalfaults LIBS bellboard_faulty_disk SOURCES journalfixture.h LABEL unit TIMEOUT 120)
bellboard_add_test(journalreader LIBS bellboard_core SOURCES journalfixture.h LABEL unit)
bellboard_add_test(retention LIBS bellboard_core SOURCES journalfixture.h LABEL unit)
bellboard_add_test(segment LIBS bellboard_core SOURCES journalfixture.h LABEL unit)
bellboard_add_test(outbox LIBS bellboard_core LABEL unit)
bellboard_add_test(outboxkills LIBS bellboard_core LABEL unit TIMEOUT 180)
bellboard_add_test(feedsfile LIBS bellboard_core LABEL unit)
bellboard_add_test(utf8validator LIBS bellboard_core simdjson::simdjson LABEL unit)
bellboard_add_test(websocketclient LIBS bellboard_core Qt6::WebSockets SOURCES testservers.h LABEL unit)
bellboard_add_test(tls LIBS bellboard_core Qt6::WebSockets SOURCES testservers.h LABEL unit)
bellboard_add_test(tlsservers LIBS bellboard_core bellboard_connect_proxy Qt6::WebSockets
    SOURCES opensslserver.h testservers.h LABEL unit TIMEOUT 120)
bellboard_add_test(proxy LIBS bellboard_core bellboard_connect_proxy Qt6::WebSockets
    SOURCES opensslserver.h testservers.h LABEL unit)
bellboard_add_test(refusal LIBS bellboard_core Qt6::Network LABEL unit)
bellboard_add_test(channels LIBS bellboard_core Qt6::WebSockets SOURCES testservers.h LABEL unit)
bellboard_add_test(channelturn LIBS bellboard_core bellboard_raw_websocket LABEL unit)
bellboard_add_test(hostileserver LIBS bellboard_core bellboard_raw_websocket LABEL unit)
bellboard_add_test(connection LIBS bellboard_core Qt6::WebSockets SOURCES collectingsink.h testservers.h LABEL unit)
bellboard_add_test(feed LIBS bellboard_core Qt6::WebSockets SOURCES enginefixture.h testservers.h LABEL unit)
bellboard_add_test(snapshot LIBS bellboard_core Qt6::WebSockets SOURCES enginefixture.h testservers.h LABEL unit)
bellboard_add_test(volatile LIBS bellboard_core Qt6::WebSockets
    SOURCES collectingsink.h enginefixture.h scriptedchannel.h scriptedconnection.h testservers.h LABEL unit)
bellboard_add_test(journaldamage LIBS bellboard_core bellboard_demo SOURCES enginefixture.h LABEL unit TIMEOUT 300)
bellboard_add_test(engine LIBS bellboard_core bellboard_demo SOURCES enginefixture.h LABEL unit TIMEOUT 120)
bellboard_add_test(demosnapshot LIBS bellboard_core bellboard_demo SOURCES enginefixture.h LABEL unit TIMEOUT 120)
bellboard_add_test(enginehints LIBS bellboard_core bellboard_demo LABEL unit)

# Each with a real keyring, in a D-Bus session of its own.
if(UNIX AND NOT APPLE)
    bellboard_add_test(secretstore BUILD_ONLY LIBS bellboard_core)
    foreach(keyring IN ITEMS unlocked freezable absent)
        if(TARGET tst_secretstore)
            add_test(NAME secretstore_${keyring}
                COMMAND "${BELLBOARD_WITH_KEYRING}" ${keyring} $<TARGET_FILE:tst_secretstore>)
            set_tests_properties(secretstore_${keyring} PROPERTIES TIMEOUT 60 LABELS unit)
        endif()
    endforeach()
    bellboard_add_test(keychainretry BUILD_ONLY LIBS bellboard_core bellboard_connect_proxy bellboard_demo)
    if(TARGET tst_keychainretry)
        add_test(NAME keychainretry COMMAND "${BELLBOARD_WITH_KEYRING}" freezable $<TARGET_FILE:tst_keychainretry>)
        set_tests_properties(keychainretry PROPERTIES TIMEOUT 120 LABELS unit)
    endif()
endif()

if(TARGET tst_websocketclient)
    target_compile_definitions(tst_websocketclient PRIVATE BELLBOARD_VERSION="${PROJECT_VERSION}")
endif()
foreach(target IN ITEMS tst_tlsservers tst_proxy)
    if(TARGET ${target})
        target_compile_definitions(${target} PRIVATE
            BELLBOARD_CERTIFICATE_MAKER="${CMAKE_CURRENT_LIST_DIR}/../support/make_certificates.sh")
    endif()
endforeach()
foreach(target IN ITEMS tst_malformedevents tst_protocoldocument)
    if(TARGET ${target})
        target_compile_definitions(${target} PRIVATE
            BELLBOARD_TEST_DATA="${CMAKE_CURRENT_LIST_DIR}/../data"
            BELLBOARD_DOCS="${CMAKE_CURRENT_LIST_DIR}/../../docs")
    endif()
endforeach()
