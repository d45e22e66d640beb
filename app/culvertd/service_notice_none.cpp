// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/culvertd/service_notice.h"

namespace culvert::app {

void noticeReady() {}
void noticeStopping() {}

} // namespace culvert::app
