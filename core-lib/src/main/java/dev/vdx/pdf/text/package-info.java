/** Where on the pages of a PDF which text stands, as far as its fonts tell (ISO 32000-2, 9.10). */
@NullMarked
package dev.vdx.pdf.text;

import org.jspecify.annotations.NullMarked;
