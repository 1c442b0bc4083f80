"""A specification with one kind more: Volume."""

from __future__ import annotations

_IDENTIFIER = "VolumeID = id\n"
_RULES = """
; ================================================================== volumes

Dims = [ x: uint32, y: uint32, z: uint32 ]

TransferPoint = {
  value: float,
  color: RGBA,
}

; A regular grid of samples. The view holds them, x fastest.
MsgVolumeCreate = {
  id: VolumeID,
  ? name: tstr,
  view: BufferViewID,
  ; Samples along x, y and z.
  dims: Dims,
  transfer: [ * TransferPoint ],
}

MsgVolumeUpdate = {
  id: VolumeID,
  ? transfer: [ * TransferPoint ],
}

MsgVolumeDelete = { id: VolumeID }
"""
_LAST_IDENTIFIER = "PhysicsID = id\n"
_LAST_MESSAGE = "  37, MsgPhysicsDelete\n"
_MESSAGES = """\
  37, MsgPhysicsDelete //
  38, MsgVolumeCreate //
  39, MsgVolumeUpdate //
  40, MsgVolumeDelete
"""
_NEXT_PART = f"\n; {65 * '='} document\n"


def with_volume(text: str) -> str:
    """The protocol's specification with the kind Volume."""
    for anchor in (_LAST_IDENTIFIER, _LAST_MESSAGE, _NEXT_PART):
        assert text.count(anchor) == 1, anchor
    text = text.replace(_LAST_IDENTIFIER, _LAST_IDENTIFIER + _IDENTIFIER)
    text = text.replace(_NEXT_PART, _RULES + _NEXT_PART)
    return text.replace(_LAST_MESSAGE, _MESSAGES)
