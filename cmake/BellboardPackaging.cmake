# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

# What goes into a package and how the package is made: DEB and RPM on Linux, NSIS on Windows, DragNDrop on macOS.
# Included by packaging/CMakeLists.txt once the target `bellboard` exists.

set(bellboard_id org.bellboard.Bellboard)
set(bellboard_packaging "${PROJECT_SOURCE_DIR}/packaging")

# --- What is installed -------------------------------------------------------------------------------------------

if(WIN32)
    configure_file("${bellboard_packaging}/windows/bellboard.rc.in" "${CMAKE_CURRENT_BINARY_DIR}/bellboard.rc" @ONLY)
    target_sources(bellboard PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/bellboard.rc")
    set_target_properties(bellboard PROPERTIES WIN32_EXECUTABLE TRUE)
elseif(APPLE)
    set(icon "${bellboard_packaging}/macos/bellboard.icns")
    target_sources(bellboard PRIVATE "${icon}")
    set_source_files_properties("${icon}" TARGET_DIRECTORY bellboard PROPERTIES MACOSX_PACKAGE_LOCATION Resources)
    set_target_properties(bellboard PROPERTIES
        MACOSX_BUNDLE TRUE
        MACOSX_BUNDLE_INFO_PLIST "${bellboard_packaging}/macos/Info.plist.in"
        MACOSX_BUNDLE_GUI_IDENTIFIER ${bellboard_id}
        MACOSX_BUNDLE_BUNDLE_NAME Bellboard
        MACOSX_BUNDLE_ICON_FILE bellboard.icns
        MACOSX_BUNDLE_BUNDLE_VERSION ${PROJECT_VERSION}
        MACOSX_BUNDLE_SHORT_VERSION_STRING ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
endif()

install(TARGETS bellboard RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" BUNDLE DESTINATION .)

if(WIN32 OR APPLE)
    # Qt's own libraries, plugins and QML modules travel with the program. Our QML lies outside app/, so the deployment
    # tool is told where (Qt 6.7 and newer take options for it); packages for these systems are made with Qt 6.8.
    if(Qt6_VERSION VERSION_GREATER_EQUAL 6.7)
        if(APPLE)
            set(qmldir "-qmldir=${PROJECT_SOURCE_DIR}/qml")
        else()
            set(qmldir "--qmldir=${PROJECT_SOURCE_DIR}/qml")
        endif()
        qt_generate_deploy_qml_app_script(TARGET bellboard OUTPUT_SCRIPT deploy_script
            NO_UNSUPPORTED_PLATFORM_ERROR DEPLOY_TOOL_OPTIONS "${qmldir}")
        install(SCRIPT "${deploy_script}")
    else()
        message(STATUS "Qt ${Qt6_VERSION} does not deploy its libraries: the package would need an installed Qt")
    endif()
else()
    set(linux "${bellboard_packaging}/linux")
    install(FILES "${linux}/${bellboard_id}.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
    install(FILES "${linux}/${bellboard_id}.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")
    set(icons "${CMAKE_INSTALL_DATADIR}/icons/hicolor")
    foreach(size 16 22 24 32 48 64 128 256)
        install(FILES "${linux}/icons/${size}.png" DESTINATION "${icons}/${size}x${size}/apps"
            RENAME ${bellboard_id}.png)
    endforeach()
    install(FILES "${PROJECT_SOURCE_DIR}/resources/icons/bellboard.svg" DESTINATION "${icons}/scalable/apps"
        RENAME ${bellboard_id}.svg)

    # Debian policy: the licence as `copyright`; changelogs and the manual page compressed without time stamps.
    find_program(GZIP gzip REQUIRED)
    configure_file("${linux}/changelog.Debian.in" "${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian" @ONLY)
    configure_file("${PROJECT_SOURCE_DIR}/CHANGELOG.md" "${CMAKE_CURRENT_BINARY_DIR}/changelog" COPYONLY)
    configure_file("${linux}/bellboard.1" "${CMAKE_CURRENT_BINARY_DIR}/bellboard.1" COPYONLY)
    execute_process(COMMAND "${GZIP}" -9nfk changelog changelog.Debian bellboard.1
        WORKING_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}" COMMAND_ERROR_IS_FATAL ANY)
    install(FILES "${linux}/copyright" "${CMAKE_CURRENT_BINARY_DIR}/changelog.gz"
        "${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.gz"
        DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/bellboard")
    install(FILES "${CMAKE_CURRENT_BINARY_DIR}/bellboard.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
endif()

# --- Every package -----------------------------------------------------------------------------------------------

set(CPACK_PACKAGE_NAME bellboard)
set(CPACK_PACKAGE_VENDOR "The Bellboard authors")
set(CPACK_PACKAGE_CONTACT "The Bellboard authors <authors@bellboard.example>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_HOMEPAGE_URL "${PROJECT_HOMEPAGE_URL}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "live board of what needs attention")
set(CPACK_PACKAGE_DESCRIPTION
    "Bellboard shows the staff of an organisation, live, what needs attention in
payments, reconciliation runs, help desks, review queues and team chat.

Events arrive over a WebSocket, are journalled on disk, folded into boards and
shown in a native window; alerts go to the desktop's notifications and the
tray. Everything but the window can be scripted from the command line.")
set(CPACK_PACKAGE_INSTALL_DIRECTORY Bellboard)
set(CPACK_PACKAGE_EXECUTABLES bellboard Bellboard)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_THREADS 0)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

if(WIN32)
    set(CPACK_GENERATOR NSIS)
    set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
    string(REPLACE "/" "\\\\" icon "${bellboard_packaging}/windows/bellboard.ico")
    set(CPACK_NSIS_MUI_ICON "${icon}")
    set(CPACK_NSIS_MUI_UNIICON "${icon}")
    set(CPACK_NSIS_INSTALLED_ICON_NAME "bin\\\\bellboard.exe")
    set(CPACK_NSIS_DISPLAY_NAME Bellboard)
    set(CPACK_NSIS_PACKAGE_NAME Bellboard)
    set(CPACK_NSIS_URL_INFO_ABOUT "${PROJECT_HOMEPAGE_URL}")
    set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
    set(CPACK_NSIS_MANIFEST_DPI_AWARE ON)
    set(CPACK_NSIS_MODIFY_PATH ON)
elseif(APPLE)
    set(CPACK_GENERATOR DragNDrop)
    set(CPACK_DMG_VOLUME_NAME "Bellboard ${PROJECT_VERSION}")
    set(CPACK_PACKAGE_ICON "${bellboard_packaging}/macos/bellboard.icns")
else()
    set(CPACK_GENERATOR DEB RPM)
    set(CPACK_PACKAGING_INSTALL_PREFIX /usr)

    set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
    set(CPACK_DEBIAN_PACKAGE_SECTION misc)
    set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
    set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
    # QML modules and image plugins are loaded by name, so dpkg-shlibdeps cannot see them.
    set(depends
        qml6-module-qtqml qml6-module-qtqml-models qml6-module-qtqml-workerscript
        qml6-module-qtquick qml6-module-qtquick-controls qml6-module-qtquick-layouts qml6-module-qtquick-templates
        qml6-module-qtquick-window qt6-qpa-plugins)
    if(Qt6_VERSION VERSION_GREATER_EQUAL 6.8)
        list(APPEND depends qt6-svg-plugins)
    else()
        list(APPEND depends libqt6svg6)
    endif()
    list(JOIN depends ", " CPACK_DEBIAN_PACKAGE_DEPENDS)
    set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
        "gnome-keyring | kwalletmanager, libsecret-1-0, qt6-wayland, default-dbus-session-bus | dbus-session-bus, fonts-dejavu-core")

    # Names as in Fedora; libraries are found by rpmbuild itself.
    set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
    set(CPACK_RPM_PACKAGE_RELEASE 1)
    set(CPACK_RPM_PACKAGE_LICENSE Apache-2.0)
    set(CPACK_RPM_PACKAGE_GROUP Applications/Internet)
    set(CPACK_RPM_PACKAGE_AUTOREQ ON)
    set(CPACK_RPM_PACKAGE_REQUIRES "qt6-qtbase-gui, qt6-qtdeclarative, qt6-qtsvg, hicolor-icon-theme")
    set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
        /usr/share/applications /usr/share/metainfo /usr/share/doc /usr/share/man /usr/share/man/man1 /usr/share/icons /usr/share/icons/hicolor
        /usr/share/icons/hicolor/scalable /usr/share/icons/hicolor/scalable/apps)
    foreach(size 16 22 24 32 48 64 128 256)
        list(APPEND CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
            /usr/share/icons/hicolor/${size}x${size} /usr/share/icons/hicolor/${size}x${size}/apps)
    endforeach()
endif()

include(CPack)
