# The Debian packages, one for each component: tools/package makes them.
foreach(component daemon tray)
    if(component STREQUAL "daemon")
        set(package culvertd)
    else()
        set(package culvert)
    endif()
    string(TOUPPER ${component} upper)
    set(CPACK_DEBIAN_${upper}_PACKAGE_NAME ${package})
    set(CPACK_DEBIAN_${upper}_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_${upper}_PACKAGE_SECTION net)
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/${package})
    configure_file(${CMAKE_CURRENT_LIST_DIR}/copyright ${folder}/copyright COPYONLY)
    install(FILES ${folder}/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
    install(FILES ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${package} COMPONENT ${component})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL daemon tray)
set(CPACK_PACKAGE_NAME culvert)
set(CPACK_PACKAGE_CONTACT "The Culvert developers <culvert@localhost>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON) # what the programs link, as this system's packages
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_COMPONENT_DAEMON_DESCRIPTION "TCP and UDP tunnels over the Tox network, without a display
Carries TCP connections and UDP datagrams between two machines through
any NAT, encrypted from end to end, without a server of one's own. This is
the program for servers and scripts, with a unit for the service manager of
a user.")
set(CPACK_COMPONENT_TRAY_DESCRIPTION "TCP and UDP tunnels over the Tox network, in the tray
Carries TCP connections and UDP datagrams between two machines through
any NAT, encrypted from end to end, without a server of one's own. Shows
every connection live with the reason it ended, and starts and stops tunnels
from the tray.")
set(CPACK_DEBIAN_TRAY_PACKAGE_RECOMMENDS culvertd) # for its commands
set(CPACK_DEBIAN_TRAY_PACKAGE_SUGGESTS fonts-noto-cjk)
include(CPack)
