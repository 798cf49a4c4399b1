/**
 * XAdES (EN 319 132-1) and plain XML signatures (XMLDSIG): read, on Java's own XML signature API behind a hardened parser
 * and closed lists of what it may do.
 */
@NullMarked
package dev.vdx.xml;

import org.jspecify.annotations.NullMarked;
