"""A served demonstration year: who visits it with a browser or with a client that fills in forms as a browser would."""

import re
from collections.abc import Mapping
from threading import Thread
from typing import Any
from urllib.parse import urljoin

from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from lxml import html
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from api.app import create_app
from service import app as parts
from service.demonstration_clock import go_on
from service.settings import Settings

WINDOWS = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}
_AXE = Axe()


class Site:
    def __init__(self, settings: Settings, chromium: Browser | None) -> None:
        go_on(settings)  # the year's clock goes on from its last line
        self.app = parts.build(settings)
        self.flask = create_app(self.app)
        self._chromium = chromium
        self._server = make_server("127.0.0.1", 0, self.flask, threaded=True)
        Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._pages: list[Page] = []
        self.complaints: list[str] = []

    def as_(self, account: str | None, *, window: str = "wide", language: str = "zh_Hans", js: bool = True) -> Page:
        """Return a browser's page at which the account is signed in; None visits as anybody may."""
        assert self._chromium is not None
        context = self._chromium.new_context(
            base_url=self.address, viewport=WINDOWS[window], java_script_enabled=js, locale="zh-CN"
        )
        context.add_cookies([{"name": "ducha", "value": self._cookie(account, language), "url": self.address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", self._noted)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._pages.append(page)
        return page

    def client(self, account: str | None, *, language: str = "zh_Hans") -> "Visitor":
        """Return a client at which the account is signed in."""
        return self.client_with(self._cookie(account, language))

    def client_with(self, cookie: str) -> "Visitor":
        """Return a client that brings a cookie as it was kept somewhere."""
        client = self.flask.test_client()
        client.set_cookie("ducha", cookie)
        return Visitor(client)

    def close(self) -> None:
        for page in self._pages:
            page.context.close()
        self._server.shutdown()
        self.app.close()
        assert not self.complaints, self.complaints

    def _cookie(self, account: str | None, language: str) -> str:
        said = {"l": language}
        if account is not None:
            said["s"] = self.app.accounts.sessions.begin(account, self.app.clock.now())
        return str(self.flask.session_interface.get_signing_serializer(self.flask).dumps(said))

    def _noted(self, message: Any) -> None:
        # A refusal's own status is printed as an error by the browser; everything else is a fault of ours.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.complaints.append(f"{message.location.get('url')}: {message.text}")


class Visitor:
    """Reads pages and fills in their forms; it can only send what the page offers."""

    def __init__(self, client: FlaskClient) -> None:
        self._client = client

    def get(self, address: str, *, compressed: bool = False) -> TestResponse:
        headers = {"Accept": "text/html", **({"Accept-Encoding": "gzip"} if compressed else {})}
        return self._client.get(address, headers=headers)

    def cookie(self) -> str:
        """Return the cookie as the browser has it now."""
        kept = self._client.get_cookie("ducha")
        assert kept is not None
        return kept.value

    def token(self) -> str:
        """Return the token that every form of this visitor's pages brings back."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/account").text)
        assert found
        return found[1]

    def post(self, address: str, token: str) -> TestResponse:
        """Send an empty form to an address, whether or not a page offers one."""
        return self._client.post(address, data={"csrf_token": token}, headers={"Accept": "text/html"})

    def submit(
        self, address: str, said: Mapping[str, Any] | None = None, *, action: str | None = None, **files: Any
    ) -> TestResponse:
        """Fill in the form of a page and send it; `action` chooses among several, by the end of its address.

        A field in `said` must be on the form. Files are (stream, name) by field.
        """
        page = self.get(address)
        assert page.status_code == 200, f"{address}: {page.status_code}"
        return self.send(page.text, address, said, action=action, **files)

    def send(
        self, page: str, address: str, said: Mapping[str, Any] | None = None, *, action: str | None = None, **files: Any
    ) -> TestResponse:
        """Fill in and send the form of a page that was read before, at `address`."""
        form = _form(page, action)
        fields: dict[str, list[Any]] = {}
        for name, value in form.form_values():
            fields.setdefault(name, []).append(value)
        for name, value in (said or {}).items():
            assert name in form.fields or f'name="{name}"' in page, f"{address} has no field {name}"
            fields[name] = value if isinstance(value, list) else [value]
        where = urljoin(address, form.get("action") or address)
        return self._client.post(where, data={**fields, **files}, headers={"Accept": "text/html"})


def _form(text: str, action: str | None) -> Any:
    forms = [form for form in html.document_fromstring(text.encode()).forms if form.method == "POST"]
    chosen = [form for form in forms if action is None or (form.get("action") or "").endswith(action)]
    assert chosen, f"no form {action or ''} among {[form.get('action') for form in forms]}"
    return chosen[0]


def axe_clean(page: Page) -> None:
    """Fail naming every fault that axe finds of WCAG 2.2 A and AA and its good practice, with the elements."""
    found = _AXE.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    told = [f"{fault['id']}: {fault['help']} {[node['target'] for node in fault['nodes'][:3]]}" for fault in found]
    assert not told, f"{page.url}\n" + "\n".join(told)
