// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/engine_client.h" // here for moc alone
