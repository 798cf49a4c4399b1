package dev.vdx.json;

import dev.vdx.model.Source;

/**
 * Content that stays outside of its signature.
 *
 * @param name what the signature calls it, such as the file's name; written as a relative URI reference
 * @param content the bytes, of any size; stays open
 */
public record DetachedContent(String name, Source content) {}
