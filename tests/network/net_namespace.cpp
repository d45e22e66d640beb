// SPDX-License-Identifier: GPL-3.0-or-later
#include "net_namespace.h"

#include <QProcess>

#include <cstdlib>

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace culvert::test {

namespace {

int currentNamespace() { return ::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC); }

constexpr const char *done = "CULVERT_TEST_NETWORK_ROOT";

bool permitted(const char *options)
{
    const QString test = QStringLiteral("unshare %1 ip link set lo up").arg(QString::fromLatin1(options));
    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
    process.startCommand(test);
    return process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

} // namespace

NetNamespace::NetNamespace()
{
    const int before = currentNamespace();
    if (before == -1)
        return;
    if (::unshare(CLONE_NEWNET) == 0) {
        descriptor_ = currentNamespace();
        ::setns(before, CLONE_NEWNET);
    }
    ::close(before);
    if (isValid())
        ip(QStringLiteral("link set lo up"));
}

NetNamespace::~NetNamespace()
{
    if (isValid())
        ::close(descriptor_);
}

QString NetNamespace::path() const { return QStringLiteral("/proc/%1/fd/%2").arg(::getpid()).arg(descriptor_); }

void NetNamespace::inside(const std::function<void()> &work) const
{
    const int before = currentNamespace();
    ::setns(descriptor_, CLONE_NEWNET);
    work();
    ::setns(before, CLONE_NEWNET);
    ::close(before);
}

std::function<void()> NetNamespace::childModifier() const
{
    return [descriptor = descriptor_] { ::setns(descriptor, CLONE_NEWNET); };
}

std::optional<QByteArray> NetNamespace::run(const QString &program, const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    process.setChildProcessModifier(childModifier());
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return process.readAllStandardOutput();
    qWarning("%s %s: %s", qPrintable(program), qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
    return std::nullopt;
}

bool NetNamespace::ip(const QString &arguments) const { return run(QStringLiteral("ip"), arguments.split(u' ')).has_value(); }

bool becomeNetworkRoot(char **argv)
{
    if (qEnvironmentVariableIsSet(done))
        return true;
    // Root of a new user namespace where we are not root: no rights outside, all in the networks that it makes.
    const bool root = ::geteuid() == 0;
    if (!permitted(root ? "-n" : "-rn"))
        return false;
    qputenv(done, "1");
    std::vector<char *> words;
    for (const char *word : {"unshare", root ? "-n" : "-rn", "/proc/self/exe"})
        words.push_back(const_cast<char *>(word));
    static std::string self = [] {
        char path[4096];
        const ssize_t size = ::readlink("/proc/self/exe", path, sizeof path);
        return std::string(path, size > 0 ? std::size_t(size) : 0);
    }();
    words.back() = self.data();
    for (char **word = argv + 1; *word; ++word)
        words.push_back(*word);
    words.push_back(nullptr);
    ::execvp("unshare", words.data());
    return false;
}

} // namespace culvert::test
