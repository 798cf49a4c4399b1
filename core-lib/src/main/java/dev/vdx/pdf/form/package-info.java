/** Interactive form fields as a tree (ISO 32000-2, 12.7.4). */
@NullMarked
package dev.vdx.pdf.form;

import org.jspecify.annotations.NullMarked;
