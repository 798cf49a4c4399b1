/** The one place that writes: the database (Jdbi, Flyway) and the documents' folder. */
@NullMarked
package dev.vdx.node.store;

import org.jspecify.annotations.NullMarked;
