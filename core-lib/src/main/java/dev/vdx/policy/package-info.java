/**
 * Policies as JSON files: those that come with VDX, and anybody's own.
 */
@NullMarked
package dev.vdx.policy;

import org.jspecify.annotations.NullMarked;
