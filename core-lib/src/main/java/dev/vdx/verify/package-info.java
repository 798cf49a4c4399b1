/**
 * EN 319 102-1: the building blocks of validation. Pure: no clock, no network, no files.
 */
@NullMarked
package dev.vdx.verify;

import org.jspecify.annotations.NullMarked;
