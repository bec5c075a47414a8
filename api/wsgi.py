"""The WSGI entry of a worker: `api.wsgi:application`, built when it is first asked for, after the fork."""

from typing import Any


def __getattr__(name: str) -> Any:
    if name != "application":
        raise AttributeError(name)
    globals()[name] = built = _make()
    return built


def _make() -> Any:
    from werkzeug.middleware.proxy_fix import ProxyFix

    from api import logs, notify
    from api.app import create_app
    from service.app import build
    from service.deliver import Courier
    from service.settings import load
    from service.timer import Timer

    settings = load()
    logs.configure(settings.log_format)
    app = build(settings)
    if settings.timer:
        Timer(app).start()
        if settings.notify:
            Courier(app, notify.send).start()
    flask = create_app(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        flask.wsgi_app = ProxyFix(flask.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return flask
