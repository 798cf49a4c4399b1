/** Messages pushed: sending until a receipt is here, receiving and giving one. */
@NullMarked
package dev.vdx.node.push;

import org.jspecify.annotations.NullMarked;
