// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/tunnel_fields.h"

#include "ui/dialogs/one_target_fields.h"
#include "ui/dialogs/proxy_fields.h"
#include "ui/widgets/checked_field.h"

#include <QFormLayout>
#include <QLineEdit>

namespace culvert::ui {

TunnelFields::TunnelFields(QFormLayout &form) : QObject(form.parentWidget()), form_(form) {}

bool TunnelFields::wants(const QWidget *) const { return true; }

void TunnelFields::addRow(const QString &label, QWidget *row)
{
    if (label.isEmpty())
        form_.addRow(row);
    else
        form_.addRow(label, row);
    rows_.push_back(row);
}

CheckedField *TunnelFields::addLine(const QString &label, CheckedField *line, const char *object, const char *placeholder)
{
    line->setPlaceholder(QString::fromLatin1(placeholder));
    line->edit()->setObjectName(QString::fromLatin1(object));
    connect(line, &CheckedField::edited, this, &TunnelFields::changed);
    addRow(label, line);
    return line;
}

std::vector<TunnelFields *> everyKindOfTunnel(QFormLayout &form)
{
    using Port = OneTargetFields::Port;
    return {new OneTargetFields(form, Port::Here), new ProxyFields(form), new OneTargetFields(form, Port::There)};
}

} // namespace culvert::ui
