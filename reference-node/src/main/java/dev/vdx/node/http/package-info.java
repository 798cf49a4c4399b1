/** Routes, authentication, limits, problems (RFC 9457). The only importer of Javalin. */
@NullMarked
package dev.vdx.node.http;

import org.jspecify.annotations.NullMarked;
