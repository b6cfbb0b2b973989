"""Text out of HTML, by a browser's own parsing; what only looks like a tag stays."""

import html
import re

import nh3

_HIDDEN = {"script", "style", "template", "head", "title", "svg"}
_BLOCKS = set(
    "address article aside blockquote br button caption center col colgroup dd details dialog dir "
    "div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li "
    "main menu nav ol optgroup option p pre search section select summary table tbody td textarea "
    "tfoot th thead tr ul".split()
)
"""Elements that begin something new, so that words beside them are not joined."""
_INLINE = set(
    "a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink body canvas cite "
    "code data datalist del dfn em embed font frame frameset html i iframe image img input ins kbd "
    "keygen label link map mark marquee meta meter nobr noembed noframes noscript object output "
    "param picture plaintext progress q rb rp rt rtc ruby s samp slot small source span strike "
    "strong sub sup time track tt u var video wbr xmp math mi mn mo mrow msup msub mfrac msqrt "
    "mtext mspace mstyle semantics annotation".split()
)
"""The other elements of the HTML standard, obsolete ones and formulas included."""
_KNOWN = _HIDDEN | _BLOCKS | _INLINE
_OFFICE = ("o:", "v:", "w:", "m:", "st1:")
"""What word processors leave in the HTML that is pasted from them."""
_OPENING = re.compile(
    r"<(?:(?P<mark>!--|!doctype\b|!\[cdata\[|\?xml\b)|(?P<end>/?)(?P<name>[a-z][^\s<>/]*)(?P<rest>[^<>]*))?",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(
    r"\s*/?\s*|(\s+(async|autofocus|autoplay|checked|compact|controls|default|defer|disabled|hidden"
    r"|ismap|loop|multiple|muted|nohref|noshade|nowrap|open|readonly|required|reversed|selected))+"
    r"\s*/?\s*|\s+[\w:@.-]+\s*=.*",
    re.IGNORECASE | re.DOTALL,
)
_SWALLOWING = (_HIDDEN | set("iframe noembed noframes plaintext textarea xmp".split())) - {
    "script",
    "style",
}
"""Elements that take everything up to their end, which must be there for them to be meant."""


def strip_html(text: str) -> str:
    r"""The text between the tags, with entities decoded and without scripts and styles.

    >>> strip_html("<p>Tables &amp; <b>chairs</b></p><script>x()</script><p>by post</p>")
    'Tables & chairs\nby post'
    >>> strip_html("1 < 2, vector<int>, <oak@x.example>, <5 °C"), strip_html("<td>a</td><td>b</td>")
    ('1 < 2, vector<int>, <oak@x.example>, <5 °C', 'a\nb')
    """
    if "<" not in text and "&" not in text:
        return text
    # A browser's own parsing. Elements that hold others have become <br> and <wbr>, which hold
    # nothing: deep nesting costs a parser quadratic time, and cells outside of a table are dropped.
    flat = nh3.clean(
        _flattened(text),
        tags={"br"},
        attributes={},
        clean_content_tags=_HIDDEN,
        link_rel=None,
    )
    parts = flat.split("<br>")
    if len(parts) > 1:
        parts = [part for part in map(str.strip, parts) if part]
    return html.unescape("\n".join(parts))


def _flattened(text: str) -> str:
    """Blocks as <br>, other elements as <wbr>, and every “<” that begins no HTML as a character."""
    lowered = text.lower()
    last_end, last_comment_end = text.rfind(">"), text.rfind("-->")
    closed = {name: lowered.rfind(f"</{name}") for name in _SWALLOWING}

    def is_html(match: re.Match[str], name: str) -> bool:
        if match.start() > last_end or not _ATTRIBUTES.fullmatch(match["rest"]):
            return False
        if name not in _KNOWN:
            custom = "-" in name and f"</{name}" in elements
            return custom or name.startswith(_OFFICE)
        return bool(match["end"]) or match.start() < closed.get(name, last_end)

    def kept(match: re.Match[str]) -> str:
        name, mark = (match["name"] or "").lower(), (match["mark"] or "").lower()
        if mark == "![cdata[":
            return ""
        comment = mark == "!--" and match.start() < last_comment_end
        if comment or (mark and mark != "!--") or (name and is_html(match, name)):
            return match[0] if mark or name in _HIDDEN else f"<{_void(name)}{match['rest']}"
        return "&lt;" + match[0][1:]

    elements = set(re.findall(r"</[a-z][\w.-]*", lowered))
    escaped = _OPENING.sub(kept, text)
    return escaped.replace("]]>", "") if "<![cdata[" in lowered else escaped


def _void(name: str) -> str:
    return "br" if name in _BLOCKS else "wbr"
