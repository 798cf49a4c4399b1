/**
 * What later revisions of a signed PDF changed, object by object: denied unless a rule explains it. The rules are those
 * of {@code spec/pdf-changes.md}.
 */
@NullMarked
package dev.vdx.pdf.change;

import org.jspecify.annotations.NullMarked;
