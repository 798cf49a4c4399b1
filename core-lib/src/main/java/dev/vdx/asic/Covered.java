package dev.vdx.asic;

import dev.vdx.model.Finding;
import java.util.List;

/**
 * What a signature covers: a manifest and what it names, or in ASiC-S the one data object.
 *
 * @param name of the entry whose digest is signed; empty where none was found
 * @param intact whether the manifest's own digests hold
 * @param names of the entries covered
 * @param findings what is wrong with it
 */
record Covered(String name, boolean intact, List<String> names, List<Finding> findings) {}
