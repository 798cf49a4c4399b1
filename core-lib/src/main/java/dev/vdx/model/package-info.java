/**
 * The words of VDX: digests, algorithms, what a signature says of itself, the standard's indications. Records and enums
 * anyone may build; imports nothing of ours.
 */
@NullMarked
package dev.vdx.model;

import org.jspecify.annotations.NullMarked;
