#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A STUN server of a test's own, made of aioice's messages: says to each who asks where the question came from.
usage: stun_server.py HOST PORT"""
import asyncio
import sys

from aioice import stun


class Server(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport
        print("ready", flush=True)

    def datagram_received(self, data, address):
        question = stun.parse_message(data)
        answer = stun.Message(question.message_method, stun.Class.RESPONSE, question.transaction_id)
        answer.attributes["XOR-MAPPED-ADDRESS"] = address
        self.transport.sendto(bytes(answer), address)


async def main(host, port):
    await asyncio.get_running_loop().create_datagram_endpoint(Server, local_addr=(host, int(port)))
    await asyncio.Event().wait()


asyncio.run(main(*sys.argv[1:]))
