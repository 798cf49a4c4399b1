/**
 * Where private keys live, and which cryptographic provider does the work.
 */
@NullMarked
package dev.vdx.key;

import org.jspecify.annotations.NullMarked;
