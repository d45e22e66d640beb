// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace culvert::app {

// Ends the process with this exit code, to be called when all of ours is saved and destroyed, but before the QCoreApplication is:
// Qt would wait there for every name that the system is still looking up, half a minute where DNS does not answer.
[[noreturn]] void endProcess(int code);

} // namespace culvert::app
