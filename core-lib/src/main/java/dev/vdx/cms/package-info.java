/**
 * CAdES (EN 319 122-1) and RFC 3161 time-stamp tokens: read and write.
 */
@NullMarked
package dev.vdx.cms;

import org.jspecify.annotations.NullMarked;
