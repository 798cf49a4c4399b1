/** A node: configuration, wiring by hand, start and stop; the command {@code vdx-node}. */
@NullMarked
package dev.vdx.node;

import org.jspecify.annotations.NullMarked;
