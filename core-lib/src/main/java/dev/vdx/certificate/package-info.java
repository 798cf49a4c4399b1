/**
 * The Thai electronic certificate (spec/thai-certificate.md): a record and a page description become a PDF/A-3U with the
 * same facts for machines in it, and what such a document says for machines is read and compared.
 */
@NullMarked
package dev.vdx.certificate;

import org.jspecify.annotations.NullMarked;
