# SPDX-License-Identifier: GPL-3.0-or-later
"""What a browser is tried against: nginx with files, and behind it web sockets, server-sent events and the reports of pages; beside
it a server that resets in the middle of an answer."""
import base64
import contextlib
import hashlib
import http.server
import json
import os
import pathlib
import random
import socket
import socketserver
import struct
import subprocess
import threading
import time

from bench import free_port, wait_for_port

HERE = pathlib.Path(__file__).parent
LARGE = 200_000_000


def make_files(folder, large=LARGE):
    """The files that are served, and their hashes in manifest.json."""
    folder.mkdir()
    (folder / "small").mkdir()
    rng = random.Random(7)
    small = {}
    for i in range(500):
        picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><!-- {rng.randbytes(rng.randrange(1, 1500)).hex()} --></svg>'.encode()
        (folder / "small" / f"{i}.svg").write_bytes(picture)
        small[f"{i}.svg"] = hashlib.sha256(picture).hexdigest()
    digest = hashlib.sha256()
    with open(folder / "large", "wb") as out:
        for _ in range(large // 1_000_000):
            piece = rng.randbytes(1_000_000)
            digest.update(piece)
            out.write(piece)
    (folder / "manifest.json").write_text(json.dumps({"small": small, "large": digest.hexdigest()}))
    (folder / "trial.html").write_bytes((HERE / "trial.html").read_bytes())
    images = "".join(f'<img src="small/{i}.svg?frame">' for i in range(5))
    (folder / "frame.html").write_text(f"<!DOCTYPE html><title>frame</title>{images}")
    return digest.hexdigest()


class Behind(http.server.BaseHTTPRequestHandler):
    """What nginx passes on."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.reports[self.path.partition("?")[2]] = json.loads(body)
        self.server.reported.set()
        self.send_response(204)
        self.end_headers()

    def do_GET(self):
        if self.path == "/ws":
            self.web_socket()
        else:
            self.events()

    def events(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        stop = threading.Event()
        with contextlib.suppress(OSError):
            for i in range(100_000):
                self.wfile.write(f"data: event {i}\n\n".encode())
                self.wfile.flush()
                stop.wait(0.005)

    def web_socket(self):
        """RFC 6455, as far as an echo of binary messages needs it."""
        accept = base64.b64encode(hashlib.sha1((self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest())
        self.send_response(101)
        self.send_header("Upgrade", "websocket")
        self.send_header("Connection", "Upgrade")
        self.send_header("Sec-WebSocket-Accept", accept.decode())
        self.end_headers()
        self.close_connection = True
        message = b""
        while head := self.rfile.read(2):
            size = head[1] & 127
            if size == 126:
                size, = struct.unpack(">H", self.rfile.read(2))
            elif size == 127:
                size, = struct.unpack(">Q", self.rfile.read(8))
            mask = self.rfile.read(4)
            masked = self.rfile.read(size)
            plain = (int.from_bytes(masked, "little") ^ int.from_bytes((mask * (size // 4 + 1))[:size], "little")).to_bytes(size, "little")
            code = head[0] & 15
            message = plain if code else message + plain
            if not head[0] & 128:
                continue
            answer = bytes([0x80 | (8 if code == 8 else 2)])
            answer += bytes([size]) if size < 126 else struct.pack(">BH", 126, size) if size < 65536 else struct.pack(">BQ", 127, size)
            self.wfile.write(answer + message)
            if code == 8:
                return
            message = b""


class Threads(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass


def resetting(server):
    """Half of what it has promised, and then a reset."""
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with contextlib.suppress(OSError):
            connection.recv(4096)
            connection.sendall(b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 1000000\r\n\r\n" + bytes(500_000))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()


class Web:
    """port, reset_port, report(run): what the page of that run said."""

    def __init__(self, folder, stack, large=LARGE):
        self.sha256 = make_files(folder / "files", large)
        self.behind = Threads(("127.0.0.1", 0), Behind)
        self.behind.reports, self.behind.reported = {}, threading.Event()
        threading.Thread(target=self.behind.serve_forever, daemon=True).start()
        stack.callback(self.behind.shutdown)
        cutter = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.reset_port = cutter.getsockname()[1]
        threading.Thread(target=resetting, args=(cutter,), daemon=True).start()
        self.port = free_port()
        passed = f"proxy_pass http://127.0.0.1:{self.behind.server_address[1]}; proxy_http_version 1.1; proxy_buffering off;"
        conf = folder / "nginx.conf"
        conf.write_text(f"""
            daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 2; {'user root;' if os.geteuid() == 0 else ''}
            events {{ worker_connections 1024; }}
            http {{
                access_log off; default_type application/octet-stream; sendfile on; keepalive_timeout 65;
                types {{ text/html html; image/svg+xml svg; application/json json; }}
                client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
                uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
                server {{
                    listen 127.0.0.1:{self.port}; root {folder}/files;
                    location /ws {{ {passed} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; }}
                    location /events {{ {passed} proxy_set_header Connection ""; }}
                    location /report {{ {passed} }}
                }}
            }}""")
        nginx = subprocess.Popen(["nginx", "-c", conf, "-e", folder / "nginx.log"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        stack.callback(nginx.wait)
        stack.callback(nginx.terminate)
        wait_for_port(self.port)

    def report(self, run, limit, alive):
        """What the page says; nothing if it does not within the limit, or the browser ends."""
        end = time.monotonic() + limit
        while run not in self.behind.reports and time.monotonic() < end and alive():
            self.behind.reported.wait(0.5)
            self.behind.reported.clear()
        return self.behind.reports.get(run)
