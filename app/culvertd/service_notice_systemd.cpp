// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/service_notice.h"

#include <systemd/sd-daemon.h>

namespace culvert::app {

// Whether it arrives is nothing this program could change.
void noticeReady() { sd_notify(0, "READY=1"); }
void noticeStopping() { sd_notify(0, "STOPPING=1"); }

} // namespace culvert::app
