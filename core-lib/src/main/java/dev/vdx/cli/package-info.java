/**
 * The {@code vdx} command.
 */
@NullMarked
package dev.vdx.cli;

import org.jspecify.annotations.NullMarked;
