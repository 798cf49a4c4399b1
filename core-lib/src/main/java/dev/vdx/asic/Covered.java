package dev.vdx.asic;

import dev.vdx.model.Finding;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a signature covers: a manifest and what it names, or in ASiC-S the one data object.
 *
 * @param name of the entry whose digest is signed; empty where none was found
 * @param intact whether the manifest's own digests hold
 * @param names of the entries covered
 * @param all of it: these and the manifest
 * @param findings what is wrong with it
 */
record Covered(String name, boolean intact, List<String> names, Set<String> all, List<Finding> findings) {

    Covered(String name, boolean intact, List<String> names, List<Finding> findings) {
        this(name, intact, names, together(name, names), findings);
    }

    private static Set<String> together(String name, List<String> names) {
        Set<String> all = new HashSet<>(names);
        if (!name.isEmpty()) {
            all.add(name);
        }
        return Set.copyOf(all);
    }
}
