"""The HTTP side: one bot's Bot API on the loopback, in a thread of its own."""

import asyncio
import secrets
import threading
import time
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType

from aiohttp import web

from telegram_server import answering, membership, profile, sending
from telegram_server.delivery import Delivery
from telegram_server.errors import ApiError
from telegram_server.faults import BadGateway, Dropped, Fault, Faults, Refusal, Silent
from telegram_server.requests import read_params
from telegram_server.schema import Schema
from telegram_server.values import Json, JsonObject, Params, Value
from telegram_server.world import World

METHODS: dict[str, Callable[[World, Params], Json]] = {
    "answerCallbackQuery": answering.answer_callback_query,
    "answerGuestQuery": answering.answer_guest_query,
    "answerInlineQuery": answering.answer_inline_query,
    "close": profile.stop_working,
    "deleteMessage": sending.delete_message,
    "deleteMyCommands": profile.delete_my_commands,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "editMessageText": sending.edit_message_text,
    "getChat": membership.get_chat,
    "getChatAdministrators": membership.get_chat_administrators,
    "getChatMember": membership.get_chat_member,
    "getFile": profile.get_file,
    "getMe": profile.get_me,
    "getMyCommands": profile.get_my_commands,
    "leaveChat": membership.leave_chat,
    "logOut": profile.stop_working,
    "sendChatAction": sending.send_chat_action,
    "sendDocument": sending.send_document,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "setMessageReaction": membership.set_message_reaction,
    "setMyCommands": profile.set_my_commands,
    "setMyDescription": profile.set_my_description,
    "setMyShortDescription": profile.set_my_short_description,
}


@dataclass(slots=True)
class RecordedCall:
    """A call the bot made, and the answer it got; status 0 means that it got none yet.

    `fault` is what went wrong with it because a test has asked for that.
    """

    method: str
    params: dict[str, Value]
    time: float
    status: int = 0
    description: str = ""
    fault: Fault | None = None


class TelegramServer:
    """A Bot API server for one bot; a context manager that starts and stops it.

    Attributes:
        token: The bot's token.
        world: The people and chats.
        calls: Every call, in order.
    """

    def __init__(self) -> None:
        self.world = World(Schema.load())
        self.token = f"{self.world.bot.account.id}:{secrets.token_urlsafe(26)[:35]}"
        self.calls: list[RecordedCall] = []
        self._faults = Faults()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._port = 0

    @property
    def url(self) -> str:
        """The address, without a slash at its end."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def violations(self) -> list[str]:
        """What the bot did against the schema, or against what Telegram would show as sent."""
        return self.world.violations

    def start(self) -> None:
        """Listen on a free port of the loopback."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()

    def stop(self) -> None:
        """Close every connection and end the thread."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def __enter__(self) -> "TelegramServer":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def calls_of(self, method: str) -> list[RecordedCall]:
        """Return the calls of one method so far."""
        with self.world.watch:
            return [call for call in self.calls if call.method == method]

    def fails(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method go wrong."""
        with self.world.watch:
            self._faults.add(method, fault, times)

    async def _open(self) -> None:
        self._delivery = Delivery(self.world)
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_route("*", "/bot{token}/{method}", self._answer)
        application.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def _close(self) -> None:
        await self._delivery.close()
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.token:
            return _refused(ApiError(401, "Unauthorized"))
        method = self.world.schema.method(request.match_info["method"])
        if method is None:
            self.violations.append(f"there is no method {request.match_info['method']}")
            return _refused(ApiError(404, "Not Found: method not found"))
        call = RecordedCall(method, {}, time.monotonic())
        with self.world.watch:
            self.calls.append(call)
            fault = call.fault = self._faults.take(method)
        try:
            return await self._carry_out(request, call, fault)
        except ApiError as error:
            with self.world.watch:
                call.status, call.description = error.status, error.description
            return _refused(error)
        except Exception:
            self.violations.append(f"this server failed at {method}: {traceback.format_exc()}")
            raise

    async def _carry_out(
        self, request: web.Request, call: RecordedCall, fault: Fault | None
    ) -> web.StreamResponse:
        sent = await read_params(request)
        read = self.world.schema.read_call(call.method, sent.values, form=sent.form)
        call.params = read.params
        if read.violations:
            self.violations.extend(read.violations)
            raise ApiError(400, f"Bad Request: {'; '.join(read.violations)}")
        if fault is not None and not (isinstance(fault, Dropped | Silent) and fault.after_doing):
            return await _fail(request, fault)
        result = await self._run(call, Params(read.params))
        if fault is not None:
            return await _fail(request, fault)
        with self.world.watch:
            call.status = 200
        return web.json_response({"ok": True, "result": result})

    async def _run(self, call: RecordedCall, params: Params) -> Json:
        with_delivery: dict[str, Callable[[Params], Awaitable[Json]]] = {
            "getUpdates": self._delivery.get_updates,
            "setWebhook": self._delivery.set_webhook,
            "deleteWebhook": self._delivery.delete_webhook,
            "getWebhookInfo": self._delivery.get_webhook_info,
        }
        if call.method in with_delivery:
            return await with_delivery[call.method](params)
        handler = METHODS.get(call.method)
        if handler is None:
            self.violations.append(f"this server does not carry out {call.method}")
            raise ApiError(501, f"Not Implemented: this server does not carry out {call.method}")
        with self.world.watch:
            self.world.last_activity = time.monotonic()
            return handler(self.world, params)

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self.token:
            return _refused(ApiError(401, "Unauthorized"))
        for file in self.world.files.values():
            if profile.file_path(file) == request.match_info["path"]:
                return web.Response(body=file.content)
        return _refused(ApiError(404, "Not Found"))


async def _fail(request: web.Request, fault: Fault) -> web.StreamResponse:
    if isinstance(fault, Refusal):
        waiting: JsonObject = {"retry_after": fault.retry_after}
        raise ApiError(
            fault.status, fault.description, waiting if fault.retry_after is not None else None
        )
    if isinstance(fault, BadGateway):
        page = "<html><head><title>502 Bad Gateway</title></head></html>"
        return web.Response(status=502, text=page, content_type="text/html")
    if isinstance(fault, Silent):
        await asyncio.sleep(fault.seconds)
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


def _refused(error: ApiError) -> web.Response:
    body: JsonObject = {
        "ok": False,
        "error_code": error.status,
        "description": error.description,
    }
    if error.parameters is not None:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.status)
