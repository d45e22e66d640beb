// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace culvert::test {

// A network namespace: a machine's network of its own, with nothing but a loopback that is up. It lives while this does.
// Linux; the process must be root of its user namespace (see becomeNetworkRoot). One thread.
class NetNamespace {
public:
    NetNamespace();
    ~NetNamespace();
    NetNamespace(const NetNamespace &) = delete;
    NetNamespace &operator=(const NetNamespace &) = delete;

    [[nodiscard]] bool isValid() const { return descriptor_ != -1; }
    [[nodiscard]] QString path() const; // for `ip … netns PATH`

    // Sockets that are made inside belong to this namespace for good.
    void inside(const std::function<void()> &work) const;
    // For QProcess::setChildProcessModifier: the program runs in this namespace.
    [[nodiscard]] std::function<void()> childModifier() const;
    // What a program said in this namespace, given `input`; none: it failed, and said why.
    [[nodiscard]] std::optional<QByteArray> run(const QString &program, const QStringList &arguments, const QByteArray &input = {}) const;
    // The same of `ip ARGUMENTS`; false: it failed.
    bool ip(const QString &arguments) const;

private:
    int descriptor_ = -1;
};

// Starts this program anew in namespaces of its own, in which it may make networks, as root there. Returns if that is done
// already, or false if the system does not permit it. To be called first in main().
bool becomeNetworkRoot(char **argv);

} // namespace culvert::test
