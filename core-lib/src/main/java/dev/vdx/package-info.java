/**
 * The front door: {@link dev.vdx.Verifier} and {@link dev.vdx.Signer}. Picks the room and owns the order of the corridor.
 */
@NullMarked
package dev.vdx;

import org.jspecify.annotations.NullMarked;
