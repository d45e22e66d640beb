// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/running_process.h"

#include <cerrno>
#include <csignal>

bool culvert::profile::isRunning(qint64 process) { return ::kill(pid_t(process), 0) == 0 || errno != ESRCH; }
