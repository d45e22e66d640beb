// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace culvert::app {

// What a service manager that started this program hears of it: sd_notify(3), Type=notify. Does nothing where there is
// none, or where the program was built without libsystemd. Main thread.
void noticeReady();
void noticeStopping();

} // namespace culvert::app
