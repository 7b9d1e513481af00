"""What the control words of RTF stand for."""
# ruff: noqa: RUF001, SIM905 - signs that look like others are meant, and words read better in a line

SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "\\~": " ", "\\_": "-", "\\\\": "\\", "\\{": "{", "\\}": "}", "\\\t": "\t",
}  # fmt: skip
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
MAIN_CHARSETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
SYMBOL_CHARSET = 2
# Groups that say nothing to a reader. Any other that is marked with a star is not read either.
UNREAD = frozenset(
    "colortbl info pict xe tc rxe listtable listoverridetable generator themedata datastore latentstyles "
    "rsidtbl mmathPr xmlnstbl objdata objclass objname bkmkstart bkmkend template filetbl revtbl pgptbl ftnsep ftnsepc "
    "ftncn aftnsep aftnsepc aftncn nonshppict shprslt pntxta pntxtb nonesttables colorschememapping falt panose "
    "atnid atrfstart atrfend atndate atnref atnparent atntime private userprops upr background docvar passwordhash "
    "private1 themelang stylerefs mtype mchr mpos mlimLoc mgrow msubHide msupHide mbegChr mendChr msepChr mshp "
    "mdegHide mctrlPr".split()
)
READ = frozenset("shpinst shppict nesttableprops moMath moMathPara ud picprop defchp annotation atnauthor".split())
HEADERS = frozenset("header headerl headerr headerf".split())
FOOTERS = frozenset("footer footerl footerr footerf".split())
