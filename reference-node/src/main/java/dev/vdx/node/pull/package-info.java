/** Requests: asked, answered from the agency's own documents, or laid before a person. */
@NullMarked
package dev.vdx.node.pull;

import org.jspecify.annotations.NullMarked;
