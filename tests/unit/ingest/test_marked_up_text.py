"""Org, AsciiDoc, reStructuredText and LaTeX by their headings."""

from functions.ingest.extract import extract, media_type_of


def pairs(name: str, text: str) -> list[tuple[str, str]]:
    data = text.encode()
    return [(section.heading, section.text) for section in extract(data, media_type_of(name, "", data), name)]


def test_org_gives_its_headings_and_leaves_out_what_only_sets_it() -> None:
    text = """#+TITLE: Manual
#+STARTUP: overview
* TODO [#A] Pump                                  :tools:
:PROPERTIES:
:ID: 4711
:END:
The *pump* needs [[http://a.b][oil]].
# no comment
- every day
#+begin_src sh
* no heading
#+end_src
** Table
| Item | Count |
|------+-------|
| lamp | 12    |
"""
    assert pairs("a.org", text) == [
        ("Manual > Pump", "The pump needs oil.\n- every day\n\n* no heading"),
        ("Manual > Pump > Table", "Item: lamp | Count: 12"),
    ]


def test_asciidoc_gives_its_headings_lists_tables_and_links() -> None:
    text = """= Manual
:toc: left

// no comment
== Pump
[NOTE]
The *pump* needs link:http://a.b[oil], see <<oil,the list>>.

* every day
. first

----
== no heading
----

|===
|Item |Count

|lamp
|12
|===
"""
    assert pairs("a.adoc", text) == [
        (
            "Manual > Pump",
            "The pump needs oil, see the list.\n\n- every day\n1. first\n\n== no heading\n\nItem: lamp | Count: 12",
        )
    ]


def test_restructured_text_gives_its_headings_code_notes_and_tables() -> None:
    text = """======
Manual
======

.. _pump:

Pump
----

The *pump* needs :ref:`oil <oil>`, see `here <http://a.b>`_. Run::

    turn it

.. note:: Not today.

.. toctree::
   :maxdepth: 2

   other

.. image:: a.png
   :alt: The pump from above

===== =====
Item  Count
===== =====
lamp  12
===== =====
"""
    assert pairs("a.rst", text) == [
        (
            "Manual > Pump",
            "The *pump* needs oil, see here. Run:\n\n    turn it\n\nNot today.\n\nThe pump from above\n\n"
            "Item: lamp | Count: 12",
        )
    ]


def test_latex_gives_its_sections_lists_tables_and_letters() -> None:
    text = r"""\documentclass{article}
\title{The \emph{Pump}}
\author{Ada}
\begin{document}
\maketitle
\section{Gr\"o\ss{}e}\label{sec:size}
The pump is 5\,m high % not this
and costs 50\% of \textbf{all}, $a_1 < 5$.
\begin{itemize}
  \item oil
  \item[water] cold
\end{itemize}
\begin{verbatim}
\section{no}
\end{verbatim}
\begin{tabular}{l|r}
Item & Count \\ \hline
lamp & 12 \\
\end{tabular}
\end{document}
"""
    assert pairs("a.tex", text) == [
        ("The Pump", "Author: Ada"),
        (
            "The Pump > Größe",
            "The pump is 5 m high and costs 50% of all, $a_1 < 5$.\n- oil\n- water: cold\n\n\\section{no}\n\n"
            "Item: lamp | Count: 12",
        ),
    ]
