"""StreamFlow from Python, with nothing but the standard library (Python 3.9 or later).

The operations come from the instance's own OpenAPI document, so whatever the API offers can be called by its name:

    crm = StreamFlow("https://crm.example.com", "sf_live_...")
    lead = crm("leads.create", name="Ada Lovelace", email="ada@example.com")
    for lead in crm.iterate("leads.list", q="lovelace"):
        print(lead["name"])

    STREAMFLOW_URL=https://crm.example.com STREAMFLOW_KEY=sf_live_... python3 streamflow.py
"""

import json
import os
import random
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid


class ApiError(Exception):
    """The server's refusal: status, error, slug, message, details, hint, data, requestId."""

    def __init__(self, status, envelope):
        super().__init__(envelope.get("message", f"The server answered {status}."))
        self.status = status
        self.envelope = envelope
        self.slug = envelope.get("slug")
        self.details = envelope.get("details", {})


class StreamFlow:
    def __init__(self, url, key, retries=3, timeout=30):
        self.url = url.rstrip("/")
        self.key = key
        self.retries = retries
        self.timeout = timeout
        document = self._send("GET", "/api/openapi.json", None, {})
        self.operations = {
            operation["operationId"]: (method.upper(), path, operation)
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
            if "operationId" in operation
        }

    def __call__(self, name, /, **fields):
        """Calls an operation by its name; fields go where the document says: path, query or body."""
        if name not in self.operations:
            raise ValueError(f"There is no operation {name}; there are {', '.join(sorted(self.operations))}.")
        method, path, operation = self.operations[name]
        query = []
        for parameter in operation.get("parameters", []):
            field = parameter["name"]
            if field not in fields:
                continue
            value = fields.pop(field)
            if parameter["in"] == "path":
                path = path.replace("{" + field + "}", urllib.parse.quote(str(value), safe=""))
            else:
                query += [(field, item) for item in (value if isinstance(value, list) else [value])]
        address = "/api" + path + ("?" + urllib.parse.urlencode(query) if query else "")
        body = None if method in ("GET", "DELETE") else fields
        headers = {} if method == "GET" else {"Idempotency-Key": str(uuid.uuid4())}
        return self._send(method, address, body, headers)

    def iterate(self, name, /, **fields):
        """Walks all pages of a list."""
        after = {}
        while True:
            page = self(name, **fields, **after)
            yield from page["items"]
            if page["next"] is None:
                return
            after = {"after": page["next"]}

    def _send(self, method, path, body, headers):
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", **headers}
        for attempt in range(self.retries + 1):
            request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
            pause = 0.25 * 2**attempt * random.uniform(0.5, 1)
            try:
                with urllib.request.urlopen(request, timeout=self.timeout) as response:
                    text = response.read()
                    return json.loads(text) if text else None
            except urllib.error.HTTPError as error:
                if attempt == self.retries or (error.code != 429 and error.code < 500):
                    raise ApiError(error.code, self._envelope(error)) from None
                pause += float(error.headers.get("Retry-After") or 0)
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                if attempt == self.retries:
                    raise
            time.sleep(pause)

    @staticmethod
    def _envelope(error):
        try:
            envelope = json.loads(error.read())
        except ValueError:
            return {}
        return envelope if isinstance(envelope, dict) else {}


if __name__ == "__main__":
    crm = StreamFlow(os.environ.get("STREAMFLOW_URL", "http://localhost:3000"), os.environ["STREAMFLOW_KEY"])
    print("I am", crm("auth.me")["user"]["name"])
    made = crm("leads.create", name="Ada Lovelace")
    lead = crm("leads.get", id=made["id"])
    crm("leads.update", id=lead["id"], version=lead["version"], company="Analytical Engines")
    crm("leads.addNote", id=lead["id"], body="Written from Python.")
    for found in crm.iterate("leads.list", q="lovelace", limit=50):
        print(found["name"], "at", found["company"])
    try:
        crm("leads.create", name="")
    except ApiError as refused:
        print("refused:", refused.status, refused.slug, json.dumps(refused.details))
