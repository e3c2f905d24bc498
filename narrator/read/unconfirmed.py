"""What 填报.yaml says is carried over from last year and not yet confirmed: its key 请核对, a path a line."""

from __future__ import annotations

from narrator.finding import Finding, Level, Place
from narrator.read.given import Given

UNCONFIRMED = "请核对"
REASONS = ("增减原因", "预决算差异原因")


def set_aside(tree: Given, findings: list[Finding]) -> None:
    """Take the key out, tell what it lists, and take out the reasons, which do not count until confirmed."""
    if not isinstance(tree.value, dict) or (listed := tree.value.pop(UNCONFIRMED, None)) is None:
        return
    names = [each for _, each in listed.children()] if isinstance(listed.value, list) else [listed]
    paths = {each.value: each.place for each in names if isinstance(each.value, str)}
    reasons = {path: place for path, place in paths.items() if path.startswith(REASONS)}
    findings += [_reason(path, place) for path, place in reasons.items() if _drop_reason(tree, *_parted(path))]
    rest = {path: place for path, place in paths.items() if path not in reasons}
    if rest:
        listing = "、".join(f"“{path}”" for path in rest)
        message = f"从上年或下属单位带来的内容还没有核对：{listing}；核对后从“{UNCONFIRMED}”里删去那一行"
        findings.append(Finding(code="READ-CARRIED", level=Level.MISSING, message=message, where=tuple(rest.values())))


def _parted(path: str) -> tuple[str, str]:
    kind, _, name = path.partition(".")
    return kind, name


def _reason(path: str, place: Place) -> Finding:
    kind, name = _parted(path)
    message = (
        f"“{name}”的原因是从上年或下属单位带来的，还没有核对，不算已填；核对或改写后从“{UNCONFIRMED}”里删去“{path}”"
    )
    where = (Place(figure=f"{kind}（用于：{name}）"), place)
    return Finding(code="READ-CARRIED-REASON", level=Level.MISSING, message=message, where=where)


def _drop_reason(tree: Given, kind: str, name: str) -> bool:
    """Take a figure out of the reasons of a kind; whether it was there."""
    found = {id(each) for _, names in _items(tree, kind) for _, each in names.children() if each.value == name}
    tree.drop(found)
    tree.drop({id(item) for item, names in _items(tree, kind) if not names.children()})
    return bool(found)


def _items(tree: Given, kind: str) -> list[tuple[Given, Given]]:
    """The reasons of a kind, each with the list of what it explains."""
    below = dict(tree.children()).get(kind)
    pairs = ((item, dict(item.children()).get("用于")) for _, item in (below.children() if below else ()))
    return [(item, names) for item, names in pairs if names and isinstance(names.value, list)]
