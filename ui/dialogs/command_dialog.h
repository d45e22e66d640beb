// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/engine_client.h"

#include <QDialog>
#include <QPointer>

#include <functional>

class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace culvert::ui {

// A form that ends in one command. It stays open, unusable, until the engine has answered; a failure is shown as its
// sentence above the buttons and the form can be used again. Deletes itself when it is closed. Open it with open().
class CommandDialog : public QDialog {
    Q_OBJECT
public:
    void accept() override;

protected:
    // `client` outlives the dialog.
    CommandDialog(api::EngineClient &client, const QString &title, const QString &acceptText, QWidget *parent);

    // Where the fields go.
    [[nodiscard]] QFormLayout *form() { return form_; }
    // Says with a line what the form does.
    void setIntroduction(const QString &text);

    // Whether the form is complete; asked after every change() and before the command is sent.
    [[nodiscard]] virtual bool complete() const = 0;
    [[nodiscard]] virtual api::Command command() const = 0;
    // After success; the default closes the dialog as accepted.
    virtual void succeeded(const QJsonValue &reply);

    void change();
    // Makes room for what was shown since.
    void grow();
    // From now on the dialog has only a button that closes it.
    void finish();

    void showEvent(QShowEvent *event) override;

private:
    void setBusy(bool busy);

    api::EngineClient &client_;
    QWidget *fields_;
    QLabel *introduction_;
    QFormLayout *form_;
    QLabel *message_;
    QDialogButtonBox *buttons_;
    QPushButton *acceptButton_;
    QPushButton *cancelButton_;
    QPointer<QWidget> lastFocus_; // where the person was when the command was sent
    bool busy_ = false;
};

} // namespace culvert::ui
