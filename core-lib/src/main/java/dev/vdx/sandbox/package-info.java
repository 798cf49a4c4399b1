/**
 * A test PKI with a time-stamp authority, OCSP responder and CRLs on loopback. Never for production.
 */
@NullMarked
package dev.vdx.sandbox;

import org.jspecify.annotations.NullMarked;
