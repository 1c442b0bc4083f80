"""A specification with one kind more, Volume, and a message more a side."""

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

MsgNotice = { text: tstr }

MsgFarewell = { ? why: tstr }
"""
_LAST_IDENTIFIER = "PhysicsID = id\n"
_LAST_MESSAGE = "  37, MsgPhysicsDelete\n"
_MESSAGES = """\
  37, MsgPhysicsDelete //
  38, MsgVolumeCreate //
  39, MsgVolumeUpdate //
  40, MsgVolumeDelete //
  41, MsgNotice
"""
_LAST_CLIENT_MESSAGE = "  1, MsgInvokeMethod\n"
_CLIENT_MESSAGES = """\
  1, MsgInvokeMethod //
  2, MsgFarewell
"""
_NEXT_PART = f"\n; {65 * '='} document\n"


def with_volume(text: str) -> str:
    """The protocol's specification with the kind and the messages."""
    anchors = (_LAST_IDENTIFIER, _LAST_MESSAGE, _LAST_CLIENT_MESSAGE)
    for anchor in (*anchors, _NEXT_PART):
        assert text.count(anchor) == 1, anchor
    text = text.replace(_LAST_IDENTIFIER, _LAST_IDENTIFIER + _IDENTIFIER)
    text = text.replace(_NEXT_PART, _RULES + _NEXT_PART)
    text = text.replace(_LAST_CLIENT_MESSAGE, _CLIENT_MESSAGES)
    return text.replace(_LAST_MESSAGE, _MESSAGES)
