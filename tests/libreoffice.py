"""LibreOffice itself as a reviewer: a script of steps is done to a Word file, which is saved as Word again."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

needs_libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
PATIENCE = 120

BASIC = """
Dim doc As Object

Sub Work(script As String)
  Dim number As Integer, line As String, part
  number = FreeFile()
  Open script For Input As #number
  Do While Not EOF(number)
    Line Input #number, line
    part = Split(line, Chr(9))
    Select Case part(0)
      Case "open": doc = StarDesktop.loadComponentFromURL(part(1), "_blank", 0, Array(Named("Hidden", True)))
      Case "record": doc.RecordChanges = (part(1) = "on")
      Case "accept": Dispatch(".uno:AcceptAllTrackedChanges")
      Case "reject": Dispatch(".uno:RejectAllTrackedChanges")
      Case "replace": Found(part(1)).setString(part(2))
      Case "split": Found(part(1)).Text.insertControlCharacter(Found(part(1)).End, 0, False)
      Case "join": Across(part(1), False).setString("")
      Case "remove": Across(part(1), True).setString("")
      Case "save": doc.storeToURL(part(1), Array(Named("FilterName", "MS Word 2007 XML")))
      Case "close": doc.close(True)
    End Select
  Loop
  Close #number
  StarDesktop.terminate()
End Sub

Function Named(name As String, value)
  Dim one As New com.sun.star.beans.PropertyValue
  one.Name = name
  one.Value = value
  Named = one
End Function

Sub Dispatch(command As String)
  Dim helper
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(doc.CurrentController.Frame, command, "", 0, Array())
End Sub

Function Found(text As String)
  Dim wanted
  wanted = doc.createSearchDescriptor()
  wanted.SearchString = text
  wanted.SearchCaseSensitive = True
  Found = doc.findFirst(wanted)
End Function

Function Across(text As String, whole As Boolean)
  Dim place, cursor
  place = Found(text)
  cursor = place.Text.createTextCursorByRange(place.End)
  If whole Then
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
  Else
    cursor.gotoEndOfParagraph(False)
  End If
  cursor.goRight(1, True)
  Across = cursor
End Function
"""
LIBRARY = "http://openoffice.org/2000/library"
MODULE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0'
    '//EN" "module.dtd">\n<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Review"'
    ' script:language="StarBasic">{}</script:module>'
)
NAMES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument '
    f'1.0//EN" "library.dtd">\n<library:library xmlns:library="{LIBRARY}" library:name="Standard" library:readonly='
    '"false" library:passwordprotected="false"><library:element library:name="Review"/></library:library>'
)
LIBRARIES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument'
    f' 1.0//EN" "libraries.dtd">\n<library:libraries xmlns:library="{LIBRARY}" xmlns:xlink="http://www.w3.org/1999/'
    'xlink"><library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type='
    '"simple" library:link="false"/></library:libraries>'
)


class Office:
    """One profile of LibreOffice, in a folder; `edited` runs a script in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._start("--terminate_after_init")
        basic = folder / "profile" / "user" / "basic"
        (basic / "Standard").mkdir(parents=True, exist_ok=True)
        (basic / "script.xlc").write_text(LIBRARIES, "utf-8")
        (basic / "Standard" / "script.xlb").write_text(NAMES, "utf-8")
        (basic / "Standard" / "Review.xba").write_text(MODULE.format(escape(BASIC)), "utf-8")

    def edited(self, data: bytes, *scripts: tuple[tuple[str, ...], ...]) -> list[bytes]:
        """The file after each of these scripts, each done to the file as it was, saved as Word."""
        source = self.folder / "source.docx"
        source.write_bytes(data)
        lines, results = [], []
        for number, steps in enumerate(scripts):
            results.append(self.folder / f"result{number}.docx")
            results[-1].unlink(missing_ok=True)
            lines += [("open", source.as_uri()), *steps, ("save", results[-1].as_uri()), ("close",)]
        script = self.folder / "script.txt"
        script.write_text("".join("\t".join(line) + "\n" for line in lines), "utf-8")
        self._start(f'macro:///Standard.Review.Work("{script}")')
        return [result.read_bytes() for result in results]

    def _start(self, *arguments: str) -> None:
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", profile, "--headless", "--norestore", *arguments], capture_output=True, timeout=PATIENCE
        )
