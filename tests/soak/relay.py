# SPDX-License-Identifier: GPL-3.0-or-later
"""A UDP relay in front of one port, as a process of its own, which can be cut or made to lose."""
import multiprocessing
import random
import select
import socket


def _carry(front, port, state, seed):
    back = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    back.connect(("127.0.0.1", port))
    dice = random.Random(seed)
    for one in (front, back):
        one.setblocking(False)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    sender = None
    while True:
        for ready in select.select([front, back], [], [])[0]:
            for _ in range(64):
                try:
                    if ready is front:
                        datagram, sender = front.recvfrom(2048)
                    else:
                        datagram = back.recv(2048)
                    lost = state.value
                    if lost and dice.random() < lost:
                        continue
                    if ready is front:
                        back.send(datagram)
                    elif sender:
                        front.sendto(datagram, sender)
                except BlockingIOError:
                    break
                except OSError:
                    continue  # nobody is at the port at present


class Relay:
    """Carries between whoever sent to `port` last and 127.0.0.1:`to`."""

    def __init__(self, to, seed):
        self._front = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._front.bind(("127.0.0.1", 0))
        self.port = self._front.getsockname()[1]
        self._state = multiprocessing.Value("d", 0.0)
        self._process = multiprocessing.Process(target=_carry, args=(self._front, to, self._state, seed), daemon=True)
        self._process.start()

    def lose(self, share):
        """0: nothing, 1: cut."""
        self._state.value = share

    def end(self):
        self._process.kill()
        self._process.join()
