/**
 * The visible seal: layout, Thai text shaping, QR.
 */
@NullMarked
package dev.vdx.seal;

import org.jspecify.annotations.NullMarked;
