# CMake toolchain: Debian 12's mingw-w64 (posix threads) makes programs for 64-bit Windows.
# CULVERT_WINDOWS_LIBRARIES: the folder of the libraries for Windows (Qt, toxcore, ngtcp2 …); tools/windows/build gives it.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(triple x86_64-w64-mingw32)
set(CMAKE_C_COMPILER ${triple}-gcc-posix)
set(CMAKE_CXX_COMPILER ${triple}-g++-posix)
set(CMAKE_RC_COMPILER ${triple}-windres)

if(NOT CULVERT_WINDOWS_LIBRARIES)
    message(FATAL_ERROR "Give -DCULVERT_WINDOWS_LIBRARIES=FOLDER, or use tools/windows/build")
endif()
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES CULVERT_WINDOWS_LIBRARIES)

# Programs are this machine's, everything else is for Windows.
set(CMAKE_FIND_ROOT_PATH ${CULVERT_WINDOWS_LIBRARIES} /usr/${triple})
list(PREPEND CMAKE_PREFIX_PATH ${CULVERT_WINDOWS_LIBRARIES})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} "${CULVERT_WINDOWS_LIBRARIES}/lib/pkgconfig")
set(ENV{PKG_CONFIG_PATH} "")

# moc, rcc and uic are this machine's own, of the same Qt version.
set(QT_HOST_PATH /usr CACHE PATH "Qt for this machine")
set(QT_HOST_PATH_CMAKE_DIR /usr/lib/x86_64-linux-gnu/cmake CACHE PATH "CMake files of Qt for this machine")
