"""From an HTTP request to the parameters of a call, whatever way a client sends them."""

import json
from dataclasses import dataclass

from aiohttp import BodyPartReader, web

from telegram_server.errors import bad_request
from telegram_server.values import Upload, Value


@dataclass(frozen=True, slots=True)
class SentParams:
    """Parameters as they came; `form` says that all but files are strings."""

    values: dict[str, Value]
    form: bool


async def read_params(request: web.Request) -> SentParams:
    """Read the query string and the body: JSON, a form, or a multipart form with files.

    Raises:
        ApiError: The JSON is broken.
    """
    values: dict[str, Value] = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = json.loads(await request.read())
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(body, dict):
            raise bad_request("expected JSON object")
        values.update(body)
        return SentParams(values, form=False)
    if request.content_type == "multipart/form-data":
        values.update(await _read_multipart(request))
    elif request.content_type == "application/x-www-form-urlencoded":
        values.update({name: str(value) for name, value in (await request.post()).items()})
    return SentParams(values, form=True)


async def _read_multipart(request: web.Request) -> dict[str, Value]:
    values: dict[str, Value] = {}
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or part.name is None:
            continue
        if part.filename is None:
            values[part.name] = await part.text()
        else:
            values[part.name] = Upload(part.filename, await part.read())
    return values
