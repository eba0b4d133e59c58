"""JSON on one line, whatever the reader takes for the end of a line or of a field."""

from __future__ import annotations

import json
import re

# The line ends of Unicode, which JSON leaves as they are, and what else a format gives a meaning to.
_LINE_ENDS = "\x85\u2028\u2029"


def one_line(data: object, escaped: str = "") -> str:
    r"""Write JSON without any line end; characters of `escaped`, none that JSON itself needs, stand as `\uXXXX`."""
    written = json.dumps(data, ensure_ascii=False)
    return re.sub(f"[{re.escape(_LINE_ENDS + escaped)}]", lambda match: f"\\u{ord(match[0]):04x}", written)
