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

// A form whose contents are sent off and answered. It stays open, unusable, until the answer has come; a failure is shown as
// its sentence above the buttons and the form can be used again. Deletes itself when it is closed. Open it with open().
class FormDialog : public QDialog {
    Q_OBJECT
public:
    void accept() override;
    void setVisible(bool visible) override;

protected:
    FormDialog(const QString &title, const QString &acceptText, QWidget *parent);

    // Where the fields go.
    [[nodiscard]] QFormLayout *form() { return form_; }
    // Says with a line what the form does.
    void setIntroduction(const QString &text);

    // Whether the form is complete; asked after every change() and before it is sent.
    [[nodiscard]] virtual bool complete() const = 0;
    // `answer` is to be called once, later, unless the dialog is gone by then.
    virtual void send(api::EngineClient::Answer answer) = 0;
    // After success; the default closes the dialog as accepted.
    virtual void succeeded(const QJsonValue &reply);
    // After a failure, whose sentence is shown.
    virtual void failed(const Error &error);

    [[nodiscard]] bool busy() const { return busy_; }
    // A further button beside the two; it is no default and does nothing by itself.
    QPushButton *addAnswer(const QString &text);

    void change();
    // From now on the dialog has only a button that closes it.
    void finish();
    void setCancelText(const QString &text);
    // A stray Return changes nothing: for what cannot be taken back.
    void cancelByDefault();

    void showEvent(QShowEvent *event) override;

private:
    void setBusy(bool busy);

    QWidget *fields_;
    QLabel *introduction_;
    QFormLayout *form_;
    QLabel *message_;
    QDialogButtonBox *buttons_;
    QPushButton *acceptButton_;
    QPushButton *cancelButton_;
    QPointer<QWidget> lastFocus_; // where the person was when it was sent
    bool busy_ = false;
};

} // namespace culvert::ui
