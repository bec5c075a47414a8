"""What a request costs at the least with the same HTTP stack: `hello` stores nothing, `store` writes one durable row.

Each is a whole small application of its own, as somebody would write it by hand: Flask, a bearer token, marshmallow.
`store` adds one transaction (event, current state, score), SQLite WAL with synchronous=FULL, one writer at a time.
"""

import hashlib
import hmac
import json
import os
import sqlite3
import threading
import time
from typing import Any

from flask import Flask, jsonify, request
from marshmallow import Schema, ValidationError, fields, validate

TOKEN = "bench-token-0123456789abcdef"
PATH = "FLOOR_STORE"  # the environment's name for the store's file
_TOKEN_HASH = hashlib.sha256(TOKEN.encode()).hexdigest()
_TABLES = (
    "CREATE TABLE IF NOT EXISTS task (id INT PRIMARY KEY, version INT NOT NULL, progress INT, light TEXT, yellows INT)",
    "CREATE TABLE IF NOT EXISTS event (id INTEGER PRIMARY KEY, task INT NOT NULL, version INT NOT NULL, at REAL, "
    "kind TEXT, data TEXT, UNIQUE (task, version))",
    "CREATE TABLE IF NOT EXISTS unit_score (unit INT, year INT, reports INT, on_time INT, green INT, yellow INT, "
    "red INT, PRIMARY KEY (unit, year))",
)
_SCORE = """INSERT INTO unit_score VALUES (?,?,1,?,?,?,?) ON CONFLICT (unit, year) DO UPDATE SET
    reports = reports + 1, on_time = on_time + excluded.on_time, green = green + excluded.green,
    yellow = yellow + excluded.yellow, red = red + excluded.red"""


class ReportSchema(Schema):
    unit = fields.Int(required=True, validate=validate.Range(min=1, max=100000))
    node = fields.Str(required=True, validate=validate.Regexp(r"^\d{4}-\d{2}$"))
    year = fields.Int(required=True, validate=validate.Range(min=2000, max=2100))
    progress = fields.Int(required=True, validate=validate.Range(min=0, max=100))
    on_time = fields.Bool(required=True)
    reporter = fields.Str(required=True, validate=validate.Length(min=1, max=50))
    narrative = fields.Str(required=True, validate=validate.Length(min=1, max=4000))


def create_hello() -> Flask:
    """Return the application that validates and forgets."""
    flask, schema = _guarded(), ReportSchema()

    @flask.post("/api/tasks/<int:task>/reports")
    def report(task: int) -> Any:
        try:
            data = schema.load(request.get_json())
        except ValidationError as error:
            return jsonify(errors=error.messages), 422
        return jsonify(task=task, progress=data["progress"], light="green"), 201

    @flask.get("/api/tasks/<int:task>")
    def state(task: int) -> Any:
        return jsonify(task=task, progress=50, light="green")

    return flask


def create_store() -> Flask:
    """Return the application that keeps a report in one hand-written durable transaction."""
    flask, schema, store = _guarded(), ReportSchema(), _Store(os.environ[PATH])

    @flask.post("/api/tasks/<int:task>/reports")
    def report(task: int) -> Any:
        try:
            data = schema.load(request.get_json())
        except ValidationError as error:
            return jsonify(errors=error.messages), 422
        return jsonify(store.record(task, data)), 201

    return flask


def seed(path: str, tasks: int, per_task: int) -> None:
    """Fill the store with as many events as the record it is measured against."""
    db = _connect(path)
    for statement in _TABLES:
        db.execute(statement)
    said = json.dumps({"unit": 1, "reporter": "张三", "narrative": "叙" * 120}, ensure_ascii=False)
    db.execute("BEGIN")
    for task in range(1, tasks + 1):
        db.execute("INSERT INTO task VALUES (?, ?, 0, 'green', 0)", (task, per_task))
        rows = [(task, version, 0.0, "Reported", said) for version in range(1, per_task + 1)]
        db.executemany("INSERT INTO event (task, version, at, kind, data) VALUES (?,?,?,?,?)", rows)
    db.execute("COMMIT")
    db.close()


class _Store:
    def __init__(self, path: str) -> None:
        self._path = path
        self._local = threading.local()
        self._one_writer = threading.Lock()

    def record(self, task: int, said: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        with self._one_writer:
            db = self._connection()
            db.execute("BEGIN IMMEDIATE")
            try:
                kept = self._keep(db, task, said, text)
                db.execute("COMMIT")
            except BaseException:
                db.execute("ROLLBACK")
                raise
        return kept

    def _keep(self, db: sqlite3.Connection, task: int, said: dict[str, Any], text: str) -> dict[str, Any]:
        version, yellows = db.execute("SELECT version, yellows FROM task WHERE id = ?", (task,)).fetchone()
        good = said["on_time"] and said["progress"] >= 30
        light = "green" if good else ("red" if yellows else "yellow")
        yellows = 0 if good else yellows + 1
        event = (task, version + 1, time.time(), "Reported", text)
        db.execute("INSERT INTO event (task, version, at, kind, data) VALUES (?,?,?,?,?)", event)
        now = (version + 1, said["progress"], light, yellows, task)
        db.execute("UPDATE task SET version = ?, progress = ?, light = ?, yellows = ? WHERE id = ?", now)
        lit = (int(light == "green"), int(light == "yellow"), int(light == "red"))
        db.execute(_SCORE, (said["unit"], said["year"], int(said["on_time"]), *lit))
        return {"task": task, "version": version + 1, "progress": said["progress"], "light": light}

    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "db"):
            self._local.db = _connect(self._path)
        found: sqlite3.Connection = self._local.db
        return found


def _connect(path: str) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=20, cached_statements=256)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    return db


def _guarded() -> Flask:
    flask = Flask("floor")

    @flask.before_request
    def auth() -> Any:
        header = request.headers.get("Authorization", "")
        digest = hashlib.sha256(header[7:].encode()).hexdigest()
        if not header.startswith("Bearer ") or not hmac.compare_digest(digest, _TOKEN_HASH):
            return jsonify(error="unauthorized"), 401
        return None

    return flask
