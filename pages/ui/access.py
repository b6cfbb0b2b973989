"""Who may change data: somebody at the machine itself, or somebody with the token."""

import hmac
import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from pages.ui.text import notice, paragraph
from search.settings import settings

_FORWARDED = ("forwarded", "via", "x-real-ip")
_ADMITTED = "admitted"
_HERE_ONLY = (
    "This screen changes data, so it is open only at http://localhost:{port} on the machine that "
    "runs the app; to use it from elsewhere, start the app with NVK_ADMIN_TOKEN set to a secret "
    "and enter it here."
)


def admitted() -> bool:
    """Whether this session may change data."""
    headers = {name.lower(): value for name, value in st.context.headers.items()}
    return bool(st.session_state.get(_ADMITTED)) or is_local(
        settings().host, headers, st.context.ip_address
    )


def gate() -> None:
    """Says how to be admitted, and takes the token if there is one."""
    token = settings().admin_token
    if not token:
        paragraph(_HERE_ONLY.format(port=settings().port), "text")
        return
    paragraph("This screen changes data: enter the token that the app was started with.", "text")
    with st.form("token", border=False):
        entered = st.text_input("Token (NVK_ADMIN_TOKEN)", type="password", key="token-entered")
        sent = st.form_submit_button("Open", type="primary")
    if not sent:
        return
    if is_token(entered, token):
        st.session_state[_ADMITTED] = True
        st.rerun()
    notice("This is not the token.")


def is_token(entered: str, token: str) -> bool:
    """Compared in the same time whatever is entered."""
    return hmac.compare_digest(
        entered.encode(errors="surrogatepass"), token.encode(errors="surrogatepass")
    )


def is_local(host: str, headers: Mapping[str, str], address: str | None) -> bool:
    """Whether a request came to an app that listens here alone, from here, and by no proxy.

    ``headers`` are by lower-case name. ``Host`` and ``Origin`` must name this machine, too: a
    foreign page whose name was pointed at it would send its own. ``address`` is the other end's,
    None for this machine.
    """
    return (
        _is_loopback(host)
        and (address is None or _is_loopback(address))
        and not any(name in _FORWARDED or name.startswith("x-forwarded-") for name in headers)
        and _names_this_machine(f"//{headers.get('host', '')}")
        and ("origin" not in headers or _names_this_machine(headers["origin"]))
    )


def _names_this_machine(url: str) -> bool:
    try:
        name = urlsplit(url).hostname
    except ValueError:
        return False
    return bool(name) and _is_loopback(str(name))


def _is_loopback(host: str) -> bool:
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
