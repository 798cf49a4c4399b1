/** The pages a person sees: what they say in Thai and English, who is signed in, and Verify. Knows nothing of HTTP. */
@NullMarked
package dev.vdx.node.page;

import org.jspecify.annotations.NullMarked;
