-- wrk: requests read from a file, one a line (method, path, token, key, body, separated by tabs), sent at random.
-- A line whose fourth field is not empty gets an Idempotency-Key of its own each time it is sent.
local ready, n, word = {}, 0, ""

function init(args)
  math.randomseed(tonumber(os.getenv("BENCH_SEED") or "1"))
  word = os.getenv("BENCH_SEED") .. "-" .. os.time() .. "-"
  for line in io.lines(os.getenv("BENCH_REQUESTS")) do
    local method, path, token, key, body = line:match("([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)")
    local headers = {["Authorization"] = "Bearer " .. token, ["Accept"] = "application/json"}
    if body ~= "" then headers["Content-Type"] = "application/json" else body = nil end
    if key ~= "" then headers["Idempotency-Key"] = "@KEY@" end
    local text = wrk.format(method, path, headers, body)
    local before, after = text:match("^(.-)@KEY@(.*)$")
    ready[#ready + 1] = before and {before, after} or text
  end
end

function request()
  local one = ready[math.random(#ready)]
  if type(one) == "string" then return one end
  n = n + 1
  return one[1] .. word .. n .. one[2]
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\nJSON {"requests":%d,"us":%d,"p50_us":%d,"p99_us":%d,"errors":%d}\n', summary.requests,
    summary.duration, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
