/**
 * Signs PDFs by incremental update (EN 319 142-1; ISO 32000-2, 7.5.6): what was there stays, byte for byte.
 */
@NullMarked
package dev.vdx.pdf.sign;

import org.jspecify.annotations.NullMarked;
