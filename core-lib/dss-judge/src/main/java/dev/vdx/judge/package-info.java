/** EU DSS as a judge of what VDX signs, in a process of its own. */
@NullMarked
package dev.vdx.judge;

import org.jspecify.annotations.NullMarked;
