/**
 * Documents that were signed at a lower level than was asked for: what is written down of them until they are raised.
 */
@NullMarked
package dev.vdx.pending;

import org.jspecify.annotations.NullMarked;
