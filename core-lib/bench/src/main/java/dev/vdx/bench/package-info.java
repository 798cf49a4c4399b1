/** JMH benchmarks of core-lib. */
@NullMarked
package dev.vdx.bench;

import org.jspecify.annotations.NullMarked;
