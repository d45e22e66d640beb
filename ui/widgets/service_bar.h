// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/message_bar.h"

namespace culvert::ui {

class Service;

// A line over a page while the service that has the engine is away: why, and the way to do without it. Hidden else.
class ServiceBar final : public MessageBar {
    Q_OBJECT
public:
    // `service` outlives the bar.
    explicit ServiceBar(Service &service, QWidget *parent = nullptr);

private:
    void refresh();

    Service &service_;
    QPushButton *takeOver_;
};

} // namespace culvert::ui
