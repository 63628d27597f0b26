"""Headers: what browsers are told about security, and which origins may ask."""

from __future__ import annotations

from typing import Dict, Mapping, Optional, Sequence

API_POLICY = "default-src 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors {who}"
)
COMMON: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
NOBODY = "'none'"
PREFLIGHT: Mapping[str, str] = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type",
    "Access-Control-Max-Age": "600",
}


def of_api() -> Dict[str, str]:
    """Returns the headers of everything that is data about a person."""
    return {
        **COMMON,
        "Content-Security-Policy": API_POLICY,
        "Cache-Control": "no-store",
        "X-Frame-Options": "DENY",
    }


def of_page(ancestors: Optional[Sequence[str]] = None) -> Dict[str, str]:
    """Returns the headers of a page.

    Args:
        ancestors: origins that may show it in a frame besides its own; nothing where
            no page may.
    """
    framed = ancestors is not None
    who = " ".join(("'self'", *ancestors)) if ancestors is not None else NOBODY
    headers = {
        **COMMON,
        "Content-Security-Policy": PAGE_POLICY.format(who=who),
        "Cache-Control": "no-cache",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    return headers if framed else {**headers, "X-Frame-Options": "DENY"}


def of_file() -> Dict[str, str]:
    """Returns the headers of a script, style or text that pages of others load."""
    return {
        **COMMON,
        "Cache-Control": "no-cache",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }


def of_origin(origin: Optional[str], allowed: Sequence[str]) -> Dict[str, str]:
    """Returns what lets a page of another origin read the answer, if it may."""
    if origin is not None and origin in allowed:
        return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
    return {"Vary": "Origin"}
