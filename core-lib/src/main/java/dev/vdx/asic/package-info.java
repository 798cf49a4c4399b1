/**
 * ASiC containers (EN 319 162-1): ASiC-E with CAdES written, ASiC-S and ASiC-E with CAdES read.
 */
@NullMarked
package dev.vdx.asic;

import org.jspecify.annotations.NullMarked;
