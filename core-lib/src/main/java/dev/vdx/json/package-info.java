/**
 * JAdES (TS 119 182-1) and plain JSON Web Signatures (RFC 7515): read and write; canonical JSON (RFC 8785).
 */
@NullMarked
package dev.vdx.json;

import org.jspecify.annotations.NullMarked;
