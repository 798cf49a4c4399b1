/**
 * PAdES (EN 319 142-1): read, write, revisions and what changed between them.
 */
@NullMarked
package dev.vdx.pdf;

import org.jspecify.annotations.NullMarked;
