// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window.h"

#include "ui/dialogs/quit_box.h"
#include "ui/engine_state.h"
#include "ui/look/page_icon.h"
#include "ui/look/state_icon.h"
#include "ui/pages/connections_page.h"
#include "ui/pages/diagnostics_page.h"
#include "ui/pages/errors_page.h"
#include "ui/pages/peers_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/tunnels_page.h"
#include "ui/question_asker.h"
#include "ui/service.h"
#include "ui/service_view.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/tunnel_files.h"
#include "ui/widgets/notice_bar.h"
#include "ui/widgets/paused_bar.h"
#include "ui/widgets/service_bar.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QClipboard>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace culvert::ui {

namespace {

constexpr PageSign signs[] = {PageSign::Tunnels, PageSign::Peers, PageSign::Connections, PageSign::Errors, PageSign::Diagnostics,
                             PageSign::Settings};

const QString geometryKey = QStringLiteral("window/geometry");
const QString pageKey = QStringLiteral("window/page");

QString columnsKey(const TableView *table) { return QStringLiteral("columns/") + table->objectName(); }

} // namespace

MainWindow::MainWindow(EngineState &state, QSettings &memory, QWidget *parent)
    : QMainWindow(parent), state_(state), memory_(memory), preferences_(memory), list_(new QListWidget(this)), stack_(new QStackedWidget(this)),
      notice_(new NoticeBar(this)), questions_(new QuestionAsker(state, *this)), sign_(new QLabel(this)), title_(new QLabel(this)), traffic_(new QLabel(this)),
      network_(new QLabel(this))
{
    setWindowTitle(tr("Culvert"));
    setWindowIcon(programIcon());
    makePages();
    makeMenus();
    makeStatusBar();

    auto *central = new QWidget(this);
    column_ = new QVBoxLayout;
    column_->setContentsMargins(0, 0, 0, 0);
    column_->setSpacing(0);
    column_->addWidget(new PausedBar(state_, this));
    column_->addWidget(notice_);
    column_->addWidget(stack_, 1);
    auto *row = new QHBoxLayout(central);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(list_);
    row->addLayout(column_, 1);
    setCentralWidget(central);

    connect(list_, &QListWidget::currentRowChanged, this, &MainWindow::refresh);
    connect(&state_, &EngineState::updated, this, &MainWindow::refresh);
    connect(&state_, &EngineState::failed, notice_, &NoticeBar::showError);
    connect(&state_, &EngineState::failedInPart, notice_, &NoticeBar::showErrors);
    connect(&state_, &EngineState::undoable, notice_, &NoticeBar::offerUndo);
    resize(1060, 640);
    restore();
    fitToScreen();
    refresh();
    stack_->currentWidget()->setFocus();
}

void MainWindow::makePages()
{
    list_->setObjectName(QStringLiteral("pages"));
    list_->setAccessibleName(tr("Pages"));
    list_->setIconSize(QSize(22, 22));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setSpacing(2);

    const auto add = [this](Page *page, const QString &name) { addPage(page, page->table(), name); };
    add(tunnels_ = new TunnelsPage(state_, stack_), tr("Tunnels"));
    add(peers_ = new PeersPage(state_, stack_), tr("Peers"));
    add(connections_ = new ConnectionsPage(state_, stack_), tr("Connections"));
    add(errors_ = new ErrorsPage(state_, stack_), tr("Errors"));
    add(diagnostics_ = new DiagnosticsPage(state_, stack_), tr("Diagnostics"));
    files_ = new TunnelFiles(state_, *this);
    connect(files_, &TunnelFiles::told, this, &MainWindow::showProgress);
    settings_ = new SettingsPage(state_, memory_, *files_, stack_);
    addPage(settings_, nullptr, tr("Settings"));
    drawPageIcons();

    connect(list_, &QListWidget::currentRowChanged, stack_, &QStackedWidget::setCurrentIndex);
    connect(tunnels_, &TunnelsPage::inviteAsked, peers_, &PeersPage::invite);
    connect(tunnels_, &TunnelsPage::pairAsked, peers_, [this] { peers_->pair(); });
    connect(settings_, &SettingsPage::appearanceChanged, this, &MainWindow::appearanceChanged);
    list_->setCurrentRow(0);
}

QList<Page *> MainWindow::tablePages() const { return {tunnels_, peers_, connections_, errors_, diagnostics_}; }

void MainWindow::addPage(QWidget *page, QWidget *focus, const QString &name)
{
    auto *item = new QListWidgetItem(name, list_);
    item->setSizeHint(QSize(0, list_->fontMetrics().height() + 16));
    page->setAccessibleName(name);
    if (focus)
        page->setFocusProxy(focus);
    stack_->addWidget(page);
    // Room for the longest name, in bold; where a page counts what waits on it, with that count.
    QFont bold = list_->font();
    bold.setBold(true);
    const bool counts = page == peers_ || page == errors_;
    const int text = QFontMetrics(bold).horizontalAdvance(counts ? name + QStringLiteral(" (99)") : name);
    list_->setFixedWidth(std::max(list_->minimumWidth(), text + list_->iconSize().width() + 36));
}

void MainWindow::drawPageIcons()
{
    for (int row = 0; row < list_->count(); ++row)
        list_->item(row)->setIcon(pageIcon(signs[row], palette()));
}

void MainWindow::makeMenus()
{
    QMenu *program = programMenu_ = menuBar()->addMenu(tr("&Culvert"));
    program->addAction(tr("&Add a tunnel…"), tunnels_, &TunnelsPage::add)->setObjectName(QStringLiteral("addTunnel"));
    program->addAction(tr("&Invite a machine…"), peers_, &PeersPage::invite);
    program->addAction(tr("&Pair with a machine…"), peers_, [this] { peers_->pair(); });
    program->addSeparator();
    program->addActions({files_->importing(), files_->exporting()});
    program->addSeparator();
    program->addAction(tr("Answer questio&ns…"), questions_, &QuestionAsker::show);
    program->addAction(tr("&Copy my address"), this, &MainWindow::copyAddress);
    pause_ = program->addAction(tr("Pa&use everything"), this, [this](bool on) { state_.ask(api::SetPaused{on}); });
    pause_->setCheckable(true);
    pause_->setToolTip(tr("No tunnel listens and no peer reaches this machine, until it is switched off or the program starts again."));
    program->addSeparator();
    quit_ = program->addAction(tr("&Quit"), this, &MainWindow::askToQuit);
    quit_->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));

    QMenu *view = menuBar()->addMenu(tr("&View"));
    for (int row = 0; row < list_->count(); ++row) {
        QAction *page = view->addAction(list_->item(row)->text(), this, [this, row] {
            list_->setCurrentRow(row);
            stack_->currentWidget()->setFocus();
        });
        page->setShortcut(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + row)));
    }

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    help->addAction(tr("A&bout Culvert"), this, [this] {
        auto *box = new QMessageBox(this);
        box->setAttribute(Qt::WA_DeleteOnClose);
        box->setWindowTitle(tr("About Culvert"));
        box->setIconPixmap(programIcon().pixmap(64, 64));
        box->setText(tr("Culvert %1").arg(QStringLiteral(CULVERT_VERSION)));
        box->setInformativeText(tr("Carries TCP connections and UDP datagrams between two of your machines over the Tox network.\n"
                                   "Free software under the GNU General Public License, version 3 or later."));
        box->addButton(tr("Close"), QMessageBox::AcceptRole);
        box->open();
    });
}

void MainWindow::makeStatusBar()
{
    auto *state = new QWidget(this);
    auto *row = new QHBoxLayout(state);
    row->setContentsMargins(6, 0, 6, 0);
    row->addWidget(sign_);
    row->addWidget(title_);
    statusBar()->addWidget(state);
    statusBar()->addPermanentWidget(network_);
    statusBar()->addPermanentWidget(traffic_);
    title_->setObjectName(QStringLiteral("statusTitle"));
    title_->setTextFormat(Qt::PlainText); // peers' names and hosts are in it
    title_->setMinimumWidth(1); // else the longest of them would say how narrow the window may be
    title_->setAccessibleName(tr("State"));
    traffic_->setObjectName(QStringLiteral("statusTraffic"));
    traffic_->setAccessibleName(tr("Rates and open connections"));
    network_->setAccessibleName(tr("Tox network"));
    for (QLabel *label : {network_, traffic_})
        label->setContentsMargins(8, 0, 8, 0);
}

void MainWindow::refresh()
{
    const StatusText &status = state_.status();
    if (shownSign_ != status.overall())
        sign_->setPixmap(stateIcon(status.overall()).pixmap(16, 16));
    shownSign_ = status.overall();
    title_->setText(status.title());
    title_->setToolTip(QStringLiteral("<qt>%1</qt>").arg(status.title().toHtmlEscaped())); // the whole, where there is no room for it
    traffic_->setText(status.traffic());
    network_->setText(words(state_.snapshot().tox));
    pause_->setChecked(state_.snapshot().paused);
    showMarks();
}

void MainWindow::showMarks()
{
    if (stack_->currentWidget() == errors_ && isActiveWindow())
        state_.errors().markSeen();
    mark(errors_, tr("Errors"), tr("Errors (%1)"), state_.errors().unseen());
    mark(peers_, tr("Peers"), tr("Peers (%1)"), state_.snapshot().requests.size());
}

// A page's name in bold with a count, while there is something to count.
void MainWindow::mark(QWidget *page, const QString &name, const QString &marked, qsizetype count)
{
    QListWidgetItem *item = list_->item(stack_->indexOf(page));
    QFont font = list_->font();
    font.setBold(count > 0);
    if (item->font() != font)
        item->setFont(font);
    const QString text = count > 0 ? marked.arg(numberText(count)) : name;
    if (item->text() != text)
        item->setText(text);
}

void MainWindow::restore()
{
    restoreGeometry(memory_.value(geometryKey).toByteArray());
    list_->setCurrentRow(qBound(0, memory_.value(pageKey, 0).toInt(), list_->count() - 1));
    for (Page *page : tablePages())
        page->table()->setColumnState(memory_.value(columnsKey(page->table())).toByteArray());
}

// The screen may be smaller than what is usual, or than the one it was on.
void MainWindow::fitToScreen()
{
    if (windowState() & (Qt::WindowMaximized | Qt::WindowFullScreen))
        return;
    const QScreen *there = testAttribute(Qt::WA_Moved) ? QGuiApplication::screenAt(geometry().center()) : nullptr;
    const QRect room = (there ? there : screen())->availableGeometry().adjusted(0, style()->pixelMetric(QStyle::PM_TitleBarHeight), 0, 0);
    resize(size().boundedTo(room.size()));
    if (!testAttribute(Qt::WA_Moved))
        return;
    // By what is below the title: move() would take it for the place of the frame, whose size is not known yet.
    const QPoint last = room.bottomRight() - rect().bottomRight();
    const QPoint place = geometry().topLeft();
    setGeometry({{std::max(room.left(), std::min(place.x(), last.x())), std::max(room.top(), std::min(place.y(), last.y()))}, size()});
}

void MainWindow::remember()
{
    memory_.setValue(geometryKey, saveGeometry());
    memory_.setValue(pageKey, list_->currentRow());
    for (Page *page : tablePages())
        memory_.setValue(columnsKey(page->table()), page->table()->columnState());
}

MainWindow::~MainWindow()
{
    if (wasShown_) // else it has no size of its own yet
        remember();
}

void MainWindow::setSessionStart(SessionStart *start) { settings_->setSessionStart(start); }

void MainWindow::setService(Service &service)
{
    service_ = new ServiceView(service, *this, *programMenu_, quit_);
    column_->insertWidget(0, new ServiceBar(service, this));
    settings_->setPasswordHere(false);
}

void MainWindow::pair(const QString &link) { peers_->pair(link); }

void MainWindow::showRequests()
{
    bringUp();
    list_->setCurrentRow(stack_->indexOf(peers_));
    peers_->goToRequests();
}

void MainWindow::showError(const Error &error) { notice_->showError(error); }

void MainWindow::showProgress(const QString &text) { statusBar()->showMessage(text, 8000); }

void MainWindow::bringUp()
{
    show();
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
    questions_->show();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    wasShown_ = true;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    remember();
    Q_EMIT closing();
    if (trayThere_) {
        event->accept();
        Q_EMIT hiddenToTray();
        return;
    }
    event->ignore();
    if (service_ && service_->carries()) // nothing ends with this program
        Q_EMIT quitAsked();
    else if (preferences_.closing() == Closing::Ask)
        askHowToClose();
    else if (preferences_.closing() == Closing::Quit) // once and for all, not for what is open now
        askToQuit();
    else
        closeAs(preferences_.closing());
}

void MainWindow::askHowToClose()
{
    if (asking_)
        return;
    asking_ = true;
    auto *box = new QMessageBox(this);
    box->setObjectName(QStringLiteral("closing"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::Question);
    box->setWindowTitle(tr("Culvert"));
    box->setText(tr("Quit Culvert, or keep it running?"));
    box->setInformativeText(tr("This desktop has no tray. Tunnels work only while Culvert runs. The answer is kept: it can be "
                               "changed in the settings, and the menu Culvert always has Quit."));
    auto *quit = box->addButton(tr("Quit"), QMessageBox::DestructiveRole);
    quit->setObjectName(QStringLiteral("quit"));
    auto *minimise = box->addButton(tr("Minimise"), QMessageBox::AcceptRole);
    minimise->setObjectName(QStringLiteral("minimise"));
    auto *cancel = box->addButton(tr("Cancel"), QMessageBox::RejectRole);
    box->setDefaultButton(minimise);
    box->setEscapeButton(cancel);
    for (const auto &[button, answer] : {std::pair(quit, Closing::Quit), std::pair(minimise, Closing::Minimise)}) {
        connect(button, &QPushButton::clicked, this, [this, chosen = answer] {
            preferences_.setClosing(chosen);
            closeAs(chosen);
        });
    }
    connect(box, &QDialog::finished, this, [this] { asking_ = false; }); // not destroyed(): with the window it is, when nothing of it is left
    box->open();
}

void MainWindow::closeAs(Closing answer)
{
    if (answer == Closing::Quit)
        Q_EMIT quitAsked();
    else
        showMinimized();
}

void MainWindow::askToQuit()
{
    const qsizetype open = state_.status().openConnections();
    if (open == 0 || (service_ && service_->carries()))
        return Q_EMIT quitAsked();
    const bool wasHidden = !isVisible();
    bringUp(); // the tray may have asked
    if (auto *asked = findChild<QuitBox *>())
        return asked->raise();
    Q_EMIT closing();
    auto *box = new QuitBox(open, trayThere_, this);
    connect(box, &QuitBox::quitChosen, this, &MainWindow::quitAsked);
    connect(box, &QuitBox::hidingChosen, this, &QWidget::close);
    if (wasHidden)
        connect(box, &QMessageBox::rejected, this, &QWidget::hide);
    box->open();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && list_->count() > 0)
        drawPageIcons();
    else if (event->type() == QEvent::ActivationChange)
        refresh();
}

void MainWindow::copyAddress()
{
    const QString address = state_.snapshot().address;
    if (!address.isEmpty())
        QGuiApplication::clipboard()->setText(address);
    statusBar()->showMessage(address.isEmpty() ? tr("The address is not known yet.") : tr("The address was copied."), 4000);
}

} // namespace culvert::ui
