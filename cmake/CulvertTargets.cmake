# What every target of ours is built with, and the functions that make one.

add_library(culvert_options INTERFACE)
target_compile_features(culvert_options INTERFACE cxx_std_20)
target_compile_definitions(culvert_options INTERFACE
    CULVERT_VERSION="${PROJECT_VERSION}"
    QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_ASCII QT_NO_CONTEXTLESS_CONNECT
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_KEYWORDS QT_NO_FOREACH
    QT_DISABLE_DEPRECATED_BEFORE=0x060400
    $<$<PLATFORM_ID:Windows>:UNICODE;_UNICODE;NOMINMAX;WIN32_LEAN_AND_MEAN;_WIN32_WINNT=0x0A00>)
target_compile_options(culvert_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align
    -Woverloaded-virtual -Wimplicit-fallthrough
    $<$<BOOL:${CULVERT_WERROR}>:-Werror>)
if(CULVERT_SANITIZE)
    target_compile_options(culvert_options INTERFACE -fsanitize=${CULVERT_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(culvert_options INTERFACE -fsanitize=${CULVERT_SANITIZE})
endif()

# culvert_library(NAME SOURCES … LINKS … [PRIVATE_LINKS …]): a static library whose headers are included as "folder/header.h",
# from engine/ (or from the top level for ui and app). PRIVATE_LINKS: of others, whose headers no header of it includes.
function(culvert_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/engine ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC culvert_options ${ARG_LINKS} PRIVATE ${ARG_PRIVATE_LINKS})
endfunction()

# culvert_file_description(TARGET DESCRIPTION): on Windows the icon, the version and the manifest of its file. The description is what Windows
# shows to a person, in the task manager and where a firewall asks.
function(culvert_file_description target description)
    if(WIN32)
        configure_file(${PROJECT_SOURCE_DIR}/installer/windows/program.rc.in ${CMAKE_CURRENT_BINARY_DIR}/${target}.rc @ONLY)
        target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${target}.rc)
        set_property(SOURCE ${CMAKE_CURRENT_BINARY_DIR}/${target}.rc APPEND PROPERTY OBJECT_DEPENDS
            ${PROJECT_SOURCE_DIR}/installer/windows/program.manifest ${PROJECT_SOURCE_DIR}/resources/culvert.ico)
    endif()
endfunction()

# In front of the command of every test that speaks to sockets, so that a bare ctest reaches nobody outside either.
set(CULVERT_IN_OWN_NETWORK)
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    set(CULVERT_IN_OWN_NETWORK ${PROJECT_SOURCE_DIR}/tools/loopback-only)
endif()

# culvert_test(NAME SOURCES … LINKS … [LABELS …] [TIMEOUT seconds]): one Qt Test program, one ctest entry.
function(culvert_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE culvert_options Qt6::Test ${ARG_LINKS})
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    add_test(NAME ${name} COMMAND ${CULVERT_IN_OWN_NETWORK} $<TARGET_FILE:${name}>)
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 120)
    endif()
    if(CULVERT_SANITIZE)
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 10") # sanitized code is that much slower, on a machine with other work
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
    # tests_LABEL builds what `ctest -L LABEL` runs.
    foreach(label ${ARG_LABELS})
        if(NOT TARGET tests_${label})
            add_custom_target(tests_${label})
        endif()
        add_dependencies(tests_${label} ${name})
    endforeach()
endfunction()
