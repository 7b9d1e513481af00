"""The fields of a form in a PDF: what they are called, and what was filled in."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from functions.ingest.extract.pdf.annotations import Annotation, text_within
from functions.ingest.extract.pdf.labels import Labels
from functions.ingest.extract.pdf.letters import Letters
from functions.ingest.extract.pdf.strings import wide_line

_PASSWORD = 1 << 13  # flag of a text field
_CHOICES = (raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
_TICKED = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
_MOST_OPTIONS = 1_000
_LONGEST_NAME = 100  # characters; a longer one is a sentence of help


class Form:
    """Reads the fields of a document's pages, each once however often it is shown."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._form = document.formenv
        self._seen: set[tuple[str, str]] = set()

    def lines(self, widgets: Sequence[Annotation], letters: Letters, text_page: pypdfium2.PdfTextPage) -> list[str]:
        """Return "name: value" for each field that a page shows filled in.

        A box that is not ticked says "no" where the page has other values: an empty form says nothing.
        """
        if not self._form or not widgets:
            return []
        fields = [_Field(self._form.raw, widget) for widget in widgets]
        labels = Labels(letters, [widget.box for widget in widgets])
        first = {field.name: field for field in reversed(fields)}  # of each group of choices
        answers = [
            _ticked(field, first[field.name], labels) if field.kind in _TICKED else _entered(field, labels)
            for field in fields
            if field.kind in _TICKED or not field.is_written_on(text_page)
        ]
        new = [answer for answer in answers if answer and self._is_new(answer)]
        return [answer.text for answer in new] if any(answer.is_given for answer in new) else []

    def _is_new(self, answer: "_Answer") -> bool:
        is_new = answer.key not in self._seen
        self._seen.add(answer.key)
        return is_new


class _Answer(NamedTuple):
    key: tuple[str, str]  # the field's own name, and the value
    name: str  # for readers
    is_given: bool = True

    @property
    def text(self) -> str:
        return f"{self.name}: {self.key[1]}" if self.name else self.key[1]


class _Field:
    """A field where a page shows it."""

    def __init__(self, form: raw.FPDF_FORMHANDLE, widget: Annotation) -> None:
        self.form, self.widget = form, widget
        self.kind = raw.FPDFAnnot_GetFormFieldType(form, widget.handle)
        self.name = self._line(raw.FPDFAnnot_GetFormFieldName)

    @property
    def own_name(self) -> str:
        """What its author calls it for readers, or ""."""
        said = self._line(raw.FPDFAnnot_GetFormFieldAlternateName)
        return said if len(said) <= _LONGEST_NAME else ""

    @property
    def last_name(self) -> str:
        """What its author calls it for programs, without the names of the groups that it is in."""
        return self.name.rpartition(".")[2]

    @property
    def value(self) -> str:
        """What was written or chosen, "" of what is no field for that."""
        if self.kind != raw.FPDF_FORMFIELD_TEXTFIELD and self.kind not in _CHOICES:
            return ""
        if self.kind in _CHOICES:
            chosen = [self._option(number) for number in self._options() if self._is_chosen(number)]
            if any(chosen):
                return ", ".join(chosen)
        is_secret = raw.FPDFAnnot_GetFormFieldFlags(self.form, self.widget.handle) & _PASSWORD
        return "" if is_secret else self._line(raw.FPDFAnnot_GetFormFieldValue)

    @property
    def export_value(self) -> str:
        return self._line(raw.FPDFAnnot_GetFormFieldExportValue)

    @property
    def is_ticked(self) -> bool:
        return bool(raw.FPDFAnnot_IsChecked(self.form, self.widget.handle))

    @property
    def is_one_of_several(self) -> bool:
        return int(raw.FPDFAnnot_GetFormControlCount(self.form, self.widget.handle)) > 1

    def is_written_on(self, text_page: pypdfium2.PdfTextPage) -> bool:
        """Tell whether the page's own text within the field says the value already."""
        return "".join(self.value.split()) in "".join(text_within(text_page, self.widget.box).split())

    def _options(self) -> range:
        return range(min(raw.FPDFAnnot_GetOptionCount(self.form, self.widget.handle), _MOST_OPTIONS))

    def _is_chosen(self, number: int) -> bool:
        return bool(raw.FPDFAnnot_IsOptionSelected(self.form, self.widget.handle, number))

    def _option(self, number: int) -> str:
        return wide_line(
            lambda buffer, size: raw.FPDFAnnot_GetOptionLabel(self.form, self.widget.handle, number, buffer, size)
        )

    def _line(self, function: Callable[..., int]) -> str:
        return wide_line(lambda buffer, size: function(self.form, self.widget.handle, buffer, size))


def _entered(field: _Field, labels: Labels) -> _Answer | None:
    """Return what was written into a field or chosen from its list."""
    value = field.value
    if not value:
        return None
    return _Answer((field.name, value), field.own_name or labels.of_entry(field.widget.box) or field.last_name)


def _ticked(field: _Field, first: _Field, labels: Labels) -> _Answer | None:
    """Return "yes" or "no" of a box, or which one of several, the `first` among them, is ticked."""
    label = labels.of_choice(field.widget.box)
    if field.kind == raw.FPDF_FORMFIELD_CHECKBOX and not field.is_one_of_several:
        value = "yes" if field.is_ticked else "no"
        return _Answer((field.name, value), field.own_name or label or field.last_name, is_given=field.is_ticked)
    if not field.is_ticked:
        return None
    group = labels.of_entry(first.widget.box)
    is_of_choice = group in ("", label, labels.of_choice(first.widget.box))
    return _Answer((field.name, label or field.export_value), field.last_name if is_of_choice else group)
