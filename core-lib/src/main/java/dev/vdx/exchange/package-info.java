/**
 * The data of the exchange: messages, receipts, the directory ({@code spec/exchange.md}). Builds, signs, parses and
 * verifies them; no network, no clock, no files of its own.
 */
@NullMarked
package dev.vdx.exchange;

import org.jspecify.annotations.NullMarked;
