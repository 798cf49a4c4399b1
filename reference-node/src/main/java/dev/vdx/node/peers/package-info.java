/** The directory of agencies, and the wire to their nodes. */
@NullMarked
package dev.vdx.node.peers;

import org.jspecify.annotations.NullMarked;
