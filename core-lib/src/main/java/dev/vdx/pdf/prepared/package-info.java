/** What somebody may have put into a PDF before it is signed, to come alive afterwards. */
@NullMarked
package dev.vdx.pdf.prepared;

import org.jspecify.annotations.NullMarked;
