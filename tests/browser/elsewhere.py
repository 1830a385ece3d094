"""Servers beside ours: one that no page of ours may reach, and one whose pages are sealed by nothing."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LIBRARIES = Path(__file__).parent / "libraries"
# What a knock gets: something a page that may read it can read.
WORD = b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
OUTER = """<!doctype html><title>Trang</title><script>
localStorage.setItem("of-the-site", "secret"); sessionStorage.setItem("of-the-site", "secret");
document.cookie = "mine=1"; window.secret = "secret";
</script><iframe src="/frame"></iframe><iframe src="/other"></iframe>"""
INNER = """<!doctype html><title>Khung</title><body><pre id=got></pre><script src="/attempts.js"></script><script>
const made = attempts({ away: "%s", udp: %d });
made.got().then((got) => { document.querySelector("#got").textContent = JSON.stringify(got); });
</script>"""


class _Knock(socketserver.StreamRequestHandler):
    timeout = 5

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            line = self.rfile.readline().decode(errors="replace").split(" ")
            self.server.knocks.append(line[1].lstrip("/") if len(line) > 1 else "")  # type: ignore[attr-defined]
            self.wfile.write(WORD)


class Elsewhere(socketserver.ThreadingTCPServer):
    """Writes down whoever knocks, by the path asked for; "udp" for what came without a connection."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Knock)
        self.knocks: list[str] = []
        self.packets = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.packets.bind(("127.0.0.1", 0))
        self.address = {"away": f"http://127.0.0.1:{self.server_address[1]}", "udp": self.packets.getsockname()[1]}

    def hear(self) -> None:
        self.packets.settimeout(0.2)
        while self.packets.fileno() >= 0:
            with contextlib.suppress(OSError):
                self.packets.recv(2000)
                self.knocks.append("udp")

    def server_close(self) -> None:
        super().server_close()
        self.packets.close()


@contextlib.contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    with Elsewhere() as server, _running(server):
        threading.Thread(target=server.hear, daemon=True).start()
        yield server


@contextlib.contextmanager
def unsealed(away: Elsewhere) -> Iterator[str]:
    """The address of a page that runs ``attempts.js`` in a frame of its own origin."""
    script = (LIBRARIES / "attempts.js").read_text(encoding="utf-8")
    inner = INNER % (away.address["away"], away.address["udp"])
    pages = {
        "/page": OUTER, "/frame": inner, "/other": "<title>Khung khác</title>", "/": "trang chủ",
        "/attempts.js": script, "/mau/worker.js": "",
    }  # fmt: skip
    with ThreadingHTTPServer(("localhost", 0), _serving(pages)) as server, _running(server):
        yield f"http://localhost:{server.server_address[1]}"


def _serving(pages: Mapping[str, str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if self.path in pages else 404)
            kind = "text/javascript" if self.path.endswith(".js") else "text/html"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    return Handler


@contextlib.contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
