package dev.vdx.pdf.object;

/** A PDF object (ISO 32000-2, 7.3). Immutable; equal where the values are, whatever the spelling in the file. */
public sealed interface PdfObject
        permits PdfArray, PdfBoolean, PdfDictionary, PdfName, PdfNull, PdfNumber, PdfReference, PdfStream, PdfString {}
