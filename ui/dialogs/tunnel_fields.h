// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/command.h"
#include "api/snapshot.h"

#include <QObject>

#include <vector>

class QFormLayout;
class QWidget;

namespace culvert::ui {

class CheckedField;

// What a tunnel of any kind has, as it is chosen and typed.
struct TunnelWords {
    QString peer; // its key, hex
    QString name; // may be empty for a new one
    api::TunnelExtras extras;
};

// The rows that one kind of tunnel has for itself in the dialog's form, and the commands made of them.
class TunnelFields : public QObject {
    Q_OBJECT
public:
    [[nodiscard]] virtual api::TunnelKind kind() const = 0;
    [[nodiscard]] virtual QString title() const = 0;        // in the list of kinds
    [[nodiscard]] virtual QString introduction() const = 0; // what such a tunnel does
    [[nodiscard]] virtual QString nameless() const = 0;     // what it is called when it is given no name

    // Takes over what a tunnel of this kind has of that one, whatever its kind. `edited`: it is that very tunnel.
    virtual void fill(const api::TunnelInfo &from, bool edited) = 0;
    // As far as it goes, what fill() takes over.
    [[nodiscard]] virtual api::TunnelInfo typed() const = 0;
    [[nodiscard]] virtual bool usable() const = 0;
    // The port of this machine, so that another one can be tried where it is taken; null: it listens elsewhere.
    [[nodiscard]] virtual CheckedField *listen() const = 0;
    // Whether something is changed of which fill() and typed() know nothing.
    [[nodiscard]] virtual bool changesMore() const { return false; }
    // Whether a row has a meaning by what the others say.
    [[nodiscard]] virtual bool wants(const QWidget *row) const;

    [[nodiscard]] virtual api::Command added(const TunnelWords &words) const = 0;
    // `madeAnew`: the tunnel goes on listening where the field says, which may be the port that it had of any free one. Else where it
    // listens is left out, and stays any free port.
    [[nodiscard]] virtual api::Command edited(const QString &tunnel, const TunnelWords &words, bool madeAnew) const = 0;

    // From top to bottom; children of the form's widget.
    [[nodiscard]] const std::vector<QWidget *> &rows() const { return rows_; }

Q_SIGNALS:
    void changed(); // something was typed or chosen

protected:
    explicit TunnelFields(QFormLayout &form);

    void addRow(const QString &label, QWidget *row);
    CheckedField *addLine(const QString &label, CheckedField *line, const char *object, const char *placeholder);

private:
    QFormLayout &form_;
    std::vector<QWidget *> rows_;
};

// One for each kind, in the order in which they are offered.
[[nodiscard]] std::vector<TunnelFields *> everyKindOfTunnel(QFormLayout &form);

} // namespace culvert::ui
