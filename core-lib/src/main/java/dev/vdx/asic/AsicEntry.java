package dev.vdx.asic;

import dev.vdx.model.Source;

/**
 * A data object to be put into a container.
 *
 * @param name its path within the container, parted by slashes; neither {@code mimetype} nor within {@code META-INF}
 * @param mediaType its media type, such as {@code application/pdf}
 * @param content its bytes, read twice and not closed
 */
public record AsicEntry(String name, String mediaType, Source content) {}
