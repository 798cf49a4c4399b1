/** The part of {@code vdx demo} that needs nodes; it calls them as an agency's own system would. */
@NullMarked
package dev.vdx.node.demo;

import org.jspecify.annotations.NullMarked;
