/** What happened, hash-chained. */
@NullMarked
package dev.vdx.node.audit;

import org.jspecify.annotations.NullMarked;
