"""Rows whose every field tries to be more than text."""

from typing import Any

ATTACK = "window.__attacked=(window.__attacked||0)+1"
TEXTS = {
    "script": f"<script>{ATTACK}</script>",
    "image": f'<img src=x onerror="{ATTACK}">',
    "svg": f"<svg onload='{ATTACK}'></svg>",
    "close": f"</style></script></textarea>--><img src=x onerror={ATTACK}>",
    "markdown": "**bold** _it_ [click](javascript:alert(1)) ![](http://127.0.0.1:9/x.png) # h1",
    "latex": r"costs from $5 to $\alpha^2$ and $$E=mc^2$$",
    "directive": ":material/delete: :red[red] :rainbow[r] :smile: -> <- -- `code`",
    "rtl": "שלום \u202eevil\u202c مرحبا",
    "emoji": "👩‍👩‍👧‍👦 🏴‍☠️ 🇩🇪",
    "nul": "nul\u0000char\u0007bell",
    "entities": "&lt;b&gt; &amp;amp; &#x3C;",
    "template": "{{7*7}} ${7*7} %s {0}",
    "long": "x" * 400,
}
HOSTILE: list[dict[str, Any]] = [
    {
        "id": kind,
        "name": f"Name {text}",
        "description": f"needle {text}",
        "city": f"City {text}"[:200],
        "alt": text,
        "link": f"javascript:{ATTACK}",
        "images": f"javascript:{ATTACK}",
        "brand_icon": text,
        "extra column": text,
    }
    for kind, text in TEXTS.items()
]
"""All contain the word “needle”, so that one query shows them all on both sides."""
