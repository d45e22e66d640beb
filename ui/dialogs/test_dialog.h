// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/engine_state.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace culvert::ui {

class HintLabel;

// Tests the link to one peer: begins when asked to, shows how it goes on and what it found. Closing it ends the test.
// Deletes itself when it is closed. Open it with open().
class TestDialog final : public QDialog {
    Q_OBJECT
public:
    // `state` outlives the dialog.
    TestDialog(EngineState &state, const api::PeerInfo &peer, QWidget *parent);

    void done(int result) override;

private:
    void layOut();
    void startOrStop();
    void start();
    void started(const api::Reply &reply);
    void update();
    void follow(api::TestId id);
    void show(const api::TestInfo &test);
    void end(const Error &why);
    void say(const Error &error);
    void showEvent(QShowEvent *event) override;
    [[nodiscard]] bool running() const { return asking_ || test_; }

    EngineState &state_;
    const QString key_; // of the peer, in hex
    const QString name_;
    QComboBox *length_;
    QProgressBar *progress_;
    HintLabel *hint_;
    QLabel *path_ = nullptr;
    QLabel *rest_ = nullptr;
    QLabel *loaded_ = nullptr;
    QLabel *down_ = nullptr;
    QLabel *up_ = nullptr;
    QLabel *loss_ = nullptr;
    QPushButton *start_;
    QPushButton *close_;
    std::optional<api::TestId> test_; // under way
    bool seen_ = false;               // it was in a snapshot
    bool asking_ = false;             // the engine has not answered yet
    bool told_ = false;               // the hint says how the last test ended
};

} // namespace culvert::ui
