/**
 * Keys in an HTTP signing service: Cloud Signature Consortium API, version 2.
 */
@NullMarked
package dev.vdx.remote;

import org.jspecify.annotations.NullMarked;
