/**
 * A verdict as JSON and as text in English and Thai.
 */
@NullMarked
package dev.vdx.report;

import org.jspecify.annotations.NullMarked;
