/** Pages of a PDF drawn as pictures, for people to look at; no verdict rests on them. */
@NullMarked
package dev.vdx.pdf.picture;

import org.jspecify.annotations.NullMarked;
