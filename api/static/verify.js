/* 证据包核验：与 ducha verify 证据包 同一套检查，逐字节见 docs/verify.md。不联网，不发送任何内容。 */
(function () {
  "use strict";
  var FORMAT = "ducha-evidence-v1", FILED = "interview.record_filed.v1", FILES = "files/", TAG = "ducha-leaf-v1";
  var LIMIT = 67108864;  // 整个读入的一个成员的字节数

  function Fault(slug, detail) { this.slug = slug; this.detail = detail === undefined ? "" : String(detail); }
  function check(holds, slug, detail) { if (!holds) throw new Fault(slug, detail); }

  // --- 字节 ---------------------------------------------------------------------------------------------------
  function utf8(text) { return new TextEncoder().encode(text); }
  function text(bytes) { return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes); }
  function hex(bytes) {
    return Array.prototype.map.call(bytes, function (b) { return (b < 16 ? "0" : "") + b.toString(16); }).join("");
  }
  function unhex(written) {
    var pairs = written.replace(/\s/g, "");
    check(/^([0-9a-fA-F]{2})*$/.test(pairs), "unreadable", written);
    return Uint8Array.from(pairs.match(/../g) || [], function (pair) { return parseInt(pair, 16); });
  }
  function joined(parts) {
    var whole = new Uint8Array(parts.reduce(function (sum, part) { return sum + part.length; }, 0)), at = 0;
    parts.forEach(function (part) { whole.set(part, at); at += part.length; });
    return whole;
  }
  function stands(bytes, at, part) {
    for (var i = 0; i < part.length; i++) if (bytes[at + i] !== part[i]) return false;
    return at + part.length <= bytes.length;
  }

  // --- SHA-256：浏览器自己的；内网 http 页面没有它时用下面这个 -------------------------------------------------
  function sha256(bytes) {
    if (window.crypto && window.crypto.subtle) {
      return window.crypto.subtle.digest("SHA-256", bytes).then(function (hash) { return new Uint8Array(hash); });
    }
    return Promise.resolve(ownSha256(bytes));
  }
  var PRIMES = [];
  for (var n = 2; PRIMES.length < 64; n++) if (PRIMES.every(function (p) { return n % p; })) PRIMES.push(n);
  function fraction(root) { return Math.floor((root - Math.floor(root)) * 4294967296); }
  function turned(x, by) { return (x >>> by) | (x << (32 - by)); }

  function ownSha256(bytes) {
    var k = PRIMES.map(function (p) { return fraction(Math.cbrt(p)) | 0; });
    var h = PRIMES.slice(0, 8).map(function (p) { return fraction(Math.sqrt(p)) | 0; });
    var padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64), view = new DataView(padded.buffer);
    padded.set(bytes);
    padded[bytes.length] = 128;
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
    for (var block = 0; block < padded.length; block += 64) h = mixed(h, k, view, block);
    var hash = new DataView(new ArrayBuffer(32));
    h.forEach(function (word, i) { hash.setInt32(i * 4, word); });
    return new Uint8Array(hash.buffer);
  }
  function mixed(h, k, view, block) {
    var w = [], s = h.slice(), i, x, y;
    for (i = 0; i < 64; i++) {
      if (i < 16) { w[i] = view.getInt32(block + i * 4); } else {
        x = w[i - 15]; y = w[i - 2];
        w[i] = (w[i - 16] + (turned(x, 7) ^ turned(x, 18) ^ (x >>> 3)) + w[i - 7] +
          (turned(y, 17) ^ turned(y, 19) ^ (y >>> 10))) | 0;
      }
      x = (s[7] + (turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) +
        k[i] + w[i]) | 0;
      y = ((turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)) +
        ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]))) | 0;
      s = [(x + y) | 0, s[0], s[1], s[2], (s[3] + x) | 0, s[4], s[5], s[6]];
    }
    return h.map(function (word, at) { return (word + s[at]) | 0; });
  }

  // --- 压缩包：只存不压的 zip ----------------------------------------------------------------------------------
  var CRC = [];
  for (var c = 0; c < 256; c++) {
    for (var v = c, bit = 0; bit < 8; bit++) v = v & 1 ? (v >>> 1) ^ 0xedb88320 : v >>> 1;
    CRC[c] = v >>> 0;
  }
  function crc32(bytes) {
    var crc = 0xffffffff;
    for (var i = 0; i < bytes.length; i++) crc = CRC[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
    return (crc ^ 0xffffffff) >>> 0;
  }
  function members(bytes) {
    var view = new DataView(bytes.buffer), end = bytes.length - 22, at, found = [];
    while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
    check(end >= 0, "unreadable", "zip");
    var count = view.getUint16(end + 10, true), base = end - view.getUint32(end + 12, true) - view.getUint32(end + 16, true);
    check(base >= 0, "unreadable", "zip");
    for (at = base + view.getUint32(end + 16, true); count > 0; count--) {
      check(view.getUint32(at, true) === 0x02014b50, "unreadable", "zip");
      var named = view.getUint16(at + 28, true);
      found.push({
        name: text(bytes.subarray(at + 46, at + 46 + named)), flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true), size: view.getUint32(at + 24, true),
        head: base + view.getUint32(at + 42, true)
      });
      at += 46 + named + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    found.forEach(function (one) { one.bytes = content(bytes, view, one); });
    return found;
  }
  function content(bytes, view, one) {
    check(view.getUint32(one.head, true) === 0x04034b50 && !(one.flags & 1), "unreadable", one.name);
    check(one.method === 0, "repacked", one.name);
    one.at = one.head + 30 + view.getUint16(one.head + 26, true) + view.getUint16(one.head + 28, true);
    var there = bytes.subarray(one.at, one.at + one.size);
    check(stands(bytes, one.head + 30, utf8(one.name)), "unreadable", one.name);
    check(there.length === one.size && crc32(there) === one.crc, "unreadable", one.name);
    return there;
  }
  function packed(values) {  // [数, 字节数] 逐个按小端写出
    return joined(values.map(function (value) {
      var part = new Uint8Array(value[1]);
      for (var i = 0, rest = value[0]; i < value[1]; i++, rest = Math.floor(rest / 256)) part[i] = rest % 256;
      return part;
    }));
  }
  function common(one) {  // 两种文件头里相同的一段：版本、标志、方式、时间、校验、大小、名长
    var ascii = /^[\x00-\x7f]*$/.test(one.name) ? 0 : 0x800;
    return [[20, 2], [ascii, 2], [0, 2], [0, 2], [33, 2], [one.crc, 4], [one.size, 4], [one.size, 4],
      [utf8(one.name).length, 2], [0, 2]];
  }
  function packedOnlyOneWay(bytes, all) {
    var at = 0, parts = [];
    all.forEach(function (one) {
      parts.push(packed([[0x02014b50, 4], [0x0314, 2]].concat(common(one), [[0, 2], [0, 2], [0, 2], [0x1a40000, 4], [at, 4]])),
        utf8(one.name));
      var head = joined([packed([[0x04034b50, 4]].concat(common(one))), utf8(one.name)]);
      check(one.head === at && stands(bytes, at, head), "repacked");
      at += head.length + one.size;
    });
    var list = joined(parts);
    var end = packed([[0x06054b50, 4], [0, 2], [0, 2], [all.length, 2], [all.length, 2], [list.length, 4], [at, 4], [0, 2]]);
    check(stands(bytes, at, joined([list, end])) && bytes.length === at + list.length + end.length, "repacked");
  }

  // --- RFC 6962 -------------------------------------------------------------------------------------------------
  function lengthed(bytes) { return [Uint8Array.of(bytes.length >>> 24, bytes.length >>> 16, bytes.length >>> 8, bytes.length), bytes]; }
  function leafOf(line) {
    var parts = [TAG, line.stream, String(line.version), line.name, line.meta, line.state].map(utf8).map(lengthed);
    return sha256(joined([].concat.apply([Uint8Array.of(0)], parts)));
  }
  async function rootByPath(leaf, index, size, path) {
    if (!(index >= 0 && index < size)) return null;
    var node = leaf, place = index, last = size - 1;
    for (var i = 0; i < path.length; i++) {
      if (last === 0) return null;
      if (place % 2 || place === last) {
        node = await sha256(joined([Uint8Array.of(1), unhex(path[i]), node]));
        while (place % 2 === 0 && place) { place /= 2; last = Math.floor(last / 2); }
      } else {
        node = await sha256(joined([Uint8Array.of(1), node, unhex(path[i])]));
      }
      place = Math.floor(place / 2);
      last = Math.floor(last / 2);
    }
    return last === 0 ? hex(node) : null;
  }

  // --- 逐项核对，次序与命令行相同 ---------------------------------------------------------------------------------
  var LINE = { position: 0, stream: "", version: 0, name: "", meta: "", state: "", leaf: "", path: [""] };
  var OMITTED = { position: 0, stream: "", version: 0 };
  var TREE = { format: "", incarnation: "", size: 0, root: "", omitted: [OMITTED], missing: [""] };
  var TEXT = { digest: "", salt: "", text: "" };
  function shaped(value, shape) {
    if (Array.isArray(shape)) return Array.isArray(value) && value.every(function (one) { return shaped(one, shape[0]); });
    if (typeof shape === "number") return Number.isSafeInteger(value);
    if (typeof shape === "string") return typeof value === "string";
    return value !== null && typeof value === "object" && Object.keys(shape).every(function (name) {
      return shaped(value[name], shape[name]);
    });
  }
  function decoded(one, shape) {
    check(one && one.size <= LIMIT, "unreadable", one ? one.name : "");
    var value = JSON.parse(text(one.bytes));
    check(shaped(value, shape), "unreadable", one.name);
    return value;
  }
  async function verify(bytes) {
    var all = members(bytes), named = new Map();
    all.forEach(function (one) { named.set(one.name, one); });
    await sums(all, named);
    var tree = decoded(named.get("tree.json"), TREE);
    check(tree.format === FORMAT, "format", tree.format);
    var lines = decoded(named.get("lines.json"), [LINE]), texts = decoded(named.get("texts.json"), [TEXT]);
    for (var i = 0; i < lines.length; i++) await inTree(lines[i], tree);
    complete(lines, tree);
    await textsNamed(texts, lines);
    var files = all.filter(function (one) { return one.name.indexOf(FILES) === 0; });
    await filesNamed(files, lines);
    check(named.get("minutes.txt"), "unreadable", "minutes.txt");
    minutesAlike(text(named.get("minutes.txt").bytes), texts, lines);
    packedOnlyOneWay(bytes, all);
    return { tree: tree, lines: lines, texts: texts.length, files: files.length };
  }
  async function sums(all, named) {
    var list = named.get("SHA256SUMS"), listed = new Map();
    check(list && list.size <= LIMIT, "unreadable", "SHA256SUMS");
    text(list.bytes).split(/\r\n|\r|\n/).filter(Boolean).forEach(function (row) {
      var at = row.indexOf("  ");
      listed.set(at < 0 ? "" : row.slice(at + 2), at < 0 ? row : row.slice(0, at));
    });
    check(named.size === all.length, "member_twice");
    listed.forEach(function (_, name) { check(named.has(name), "member_missing", name); });
    all.forEach(function (one) { check(one === list || listed.has(one.name), "member_extra", one.name); });
    for (var entry of listed) check(hex(await sha256(named.get(entry[0]).bytes)) === entry[1], "member_changed", entry[0]);
  }
  async function inTree(line, tree) {
    var leaf = await leafOf(line);
    check(hex(leaf) === line.leaf, "line_changed", line.position);
    check(await rootByPath(leaf, line.position - 1, tree.size, line.path) === tree.root, "line_not_in_tree", line.position);
  }
  function complete(lines, tree) {
    var streams = new Set(lines.filter(function (line) { return line.name === FILED; }).map(function (line) { return line.stream; }));
    var positions = new Set(lines.map(function (line) { return line.position; }));
    check(streams.size === 1 && positions.size === lines.length, "not_one_case");
    var stream = Array.from(streams)[0], versions = new Set(), last = 0;
    lines.concat(tree.omitted).forEach(function (line) {
      if (line.stream !== stream) return;
      versions.add(line.version);
      last = Math.max(last, line.version);
    });
    for (var version = 1; version <= last; version++) check(versions.has(version), "line_missing", stream + " " + version);
  }
  async function textsNamed(texts, lines) {
    var states = lines.map(function (line) { return line.state; }).join("");
    for (var one of texts) {
      check(hex(await sha256(joined([unhex(one.salt), utf8(one.text)]))) === one.digest, "text_changed", one.digest);
      check(states.indexOf('"' + one.digest + '"') >= 0, "text_unnamed", one.digest);
    }
  }
  async function filesNamed(files, lines) {
    var naming = lines.map(function (line) { return line.state + line.meta; }).join("");
    for (var one of files) {
      var digest = one.name.slice(FILES.length).split(".")[0];
      check(hex(await sha256(one.bytes)) === digest, "file_changed", one.name);
      check(naming.indexOf('"' + digest + '"') >= 0, "file_unnamed", one.name);
    }
  }
  function minutesAlike(minutes, texts, lines) {
    var filed = lines.filter(function (line) { return line.name === FILED; })[0].state;
    texts.forEach(function (one) {
      check(filed.indexOf('"' + one.digest + '"') < 0 || minutes.indexOf(one.text) >= 0, "minutes_differ", one.digest);
    });
  }

  // --- 说出来 -----------------------------------------------------------------------------------------------------
  var words = JSON.parse(document.getElementById("words").dataset.said), said = document.getElementById("said");
  function fill(sentence, given) { return sentence.replace(/{(\w+)}/g, function (_, name) { return given[name]; }); }
  function element(kind, told, kindOf) {
    var made = document.createElement(kind);
    made.textContent = told;
    if (kindOf) made.className = kindOf;
    return made;
  }
  function told(file, fault, paragraphs, rows) {
    var box = element("section", "", "box");
    box.dataset.fault = fault;
    box.appendChild(element("h2", (fault ? words.not_clean : words.clean) + " " + file.name));
    paragraphs.forEach(function (one) { if (one) box.appendChild(element("p", one)); });
    var list = element("dl", "", "kv mt3");
    (rows || []).forEach(function (row) {
      list.appendChild(element("dt", row[0]));
      list.appendChild(element("dd", row[1], "dig"));
    });
    if (rows) box.appendChild(list);
    said.appendChild(box);
  }
  async function tellBundle(file) {
    try {
      var found = await verify(new Uint8Array(await new Response(file).arrayBuffer())), tree = found.tree;
      told(file, "", [
        fill(words.counted, { lines: found.lines.length, texts: found.texts, files: found.files }),
        tree.omitted.length ? fill(words.omitted, { n: tree.omitted.length }) : "",
        tree.missing.length ? fill(words.missing, { n: tree.missing.length }) : "", words.proves, words.proves_not
      ], [[words.record, tree.incarnation], [words.size, String(tree.size)], [words.root, tree.root]]);
      return found.lines;
    } catch (error) {  // 读不出来的字节，浏览器各有各的错误：都是“读不出来”
      var fault = error instanceof Fault ? error : new Fault("unreadable", error.message);
      told(file, fault.slug, [words.faults[fault.slug] + (fault.detail ? "（" + fault.detail + "）" : ""), words.no_evidence]);
      return [];
    }
  }
  function tellReceipt(file, receipt, lines) {
    var line = lines.filter(function (one) { return one.position === receipt.position; })[0], n = { n: receipt.position };
    if (!lines.length) told(file, "alone", [fill(words.receipt_alone, n)]);
    else if (!line) told(file, "absent", [fill(words.receipt_not_in, n)]);
    else if (line.leaf !== receipt.leaf) told(file, "differs", [fill(words.receipt_differs, n)]);
    else told(file, "", [fill(words.receipt_in, n)]);
  }
  async function receiptIn(file) {
    if (file.size > 1048576) return null;
    try {
      var value = JSON.parse(text(new Uint8Array(await new Response(file).arrayBuffer())));
      value = value.receipt || value;
      return shaped(value, { position: 0, leaf: "" }) ? value : null;
    } catch (error) {
      return null;  // 不是回执，按证据包看
    }
  }
  async function look(files) {
    said.textContent = words.checking;
    var receipts = [], lines = [], bundles = [];
    for (var file of Array.from(files)) {
      var receipt = await receiptIn(file);
      if (receipt) receipts.push([file, receipt]); else bundles.push(file);
    }
    said.textContent = "";
    for (var bundle of bundles) lines = lines.concat(await tellBundle(bundle));
    receipts.forEach(function (one) { tellReceipt(one[0], one[1], lines); });
  }
  var input = document.getElementById("bundle"), drop = document.getElementById("drop");
  input.addEventListener("change", function () { if (input.files.length) look(input.files); });
  drop.addEventListener("dragover", function (event) { event.preventDefault(); });
  drop.addEventListener("drop", function (event) {
    event.preventDefault();
    if (event.dataTransfer.files.length) look(event.dataTransfer.files);
  });
})();
