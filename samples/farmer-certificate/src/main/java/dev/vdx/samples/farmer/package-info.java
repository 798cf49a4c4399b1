/** A record of a farmer registry becomes a certificate. */
@NullMarked
package dev.vdx.samples.farmer;

import org.jspecify.annotations.NullMarked;
