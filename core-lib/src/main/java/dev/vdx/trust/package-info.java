/**
 * Anchors, certificate chains, CRL, OCSP and time-stamp clients. The only room with a network.
 */
@NullMarked
package dev.vdx.trust;

import org.jspecify.annotations.NullMarked;
