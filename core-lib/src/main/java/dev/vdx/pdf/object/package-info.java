/**
 * What a PDF file is made of (ISO 32000-2, 7): objects, their syntax, cross-reference sections and the revisions they
 * form. Reads strictly and never repairs; knows nothing of signatures.
 */
@NullMarked
package dev.vdx.pdf.object;

import org.jspecify.annotations.NullMarked;
