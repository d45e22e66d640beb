// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/program_settings.h"

#include "ui/session_start.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QWheelEvent>

namespace culvert::ui {

namespace {

// Left alone by the mouse wheel, which is there to move the page.
class UnrolledBox final : public QComboBox {
public:
    explicit UnrolledBox(QWidget *parent) : QComboBox(parent) { setFocusPolicy(Qt::StrongFocus); }

protected:
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};

// A choice among the values of an enum, in its order.
QComboBox *choice(QWidget *parent, const char *object, const QString &name, const QStringList &texts)
{
    auto *box = new UnrolledBox(parent);
    box->setObjectName(QString::fromLatin1(object));
    box->setAccessibleName(name);
    box->addItems(texts);
    box->setMinimumContentsLength(16);
    return box;
}

} // namespace

ProgramSettings::ProgramSettings(QSettings &memory, QWidget *parent)
    : QGroupBox(tr("This program"), parent), preferences_(memory), starts_(new QCheckBox(tr("&Start with the session, hidden in the tray"), this)),
      language_(choice(this, "language", tr("Language"), {tr("As the system"), QStringLiteral("English"), QString::fromUtf8("简体中文")})),
      theme_(choice(this, "theme", tr("Theme"), {tr("As the system"), tr("Light"), tr("Dark")})),
      closing_(choice(this, "closing", tr("Closing without a tray"), {tr("Ask"), tr("Quit"), tr("Minimise")})),
      notifications_(new QCheckBox(tr("Not&ify me of what needs me"), this))
{
    starts_->setObjectName(QStringLiteral("sessionStart"));
    notifications_->setObjectName(QStringLiteral("notifications"));
    notifications_->setToolTip(tr("A peer that asks for something, a tunnel that cannot run, a target that was refused."));
    notifications_->setAccessibleDescription(notifications_->toolTip());
    closing_->setToolTip(tr("What closing the window does where the desktop has no tray. With a tray it runs on there."));
    closing_->setAccessibleDescription(closing_->toolTip());

    auto *form = new QFormLayout(this);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(tr("&Language:"), language_);
    form->addRow(tr("&Theme:"), theme_);
    form->addRow(tr("Closing without a t&ray:"), closing_);
    form->addRow(starts_);
    form->addRow(notifications_);
    starts_->hide();

    connect(language_, &QComboBox::activated, this, [this](int chosen) {
        preferences_.setLanguage(Language(chosen));
        Q_EMIT appearanceChanged();
    });
    connect(theme_, &QComboBox::activated, this, [this](int chosen) {
        preferences_.setTheme(Theme(chosen));
        Q_EMIT appearanceChanged();
    });
    connect(closing_, &QComboBox::activated, this, [this](int chosen) { preferences_.setClosing(Closing(chosen)); });
    connect(notifications_, &QCheckBox::clicked, this, [this](bool on) { preferences_.setNotifications(on); });
    connect(starts_, &QCheckBox::clicked, this, &ProgramSettings::startChosen);
    load();
}

void ProgramSettings::setSessionStart(SessionStart *start)
{
    start_ = start;
    starts_->setVisible(start_);
    load();
}

void ProgramSettings::load()
{
    language_->setCurrentIndex(int(preferences_.language()));
    theme_->setCurrentIndex(int(preferences_.theme()));
    closing_->setCurrentIndex(int(preferences_.closing()));
    notifications_->setChecked(preferences_.notifications());
    starts_->setChecked(start_ && start_->enabled());
}

void ProgramSettings::startChosen(bool on)
{
    if (const auto set = start_->setEnabled(on); !set)
        Q_EMIT failed(set.error());
    load();
}

} // namespace culvert::ui
