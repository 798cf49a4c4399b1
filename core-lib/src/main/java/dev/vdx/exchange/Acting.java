package dev.vdx.exchange;

import java.util.Optional;

/**
 * Who acted, and how they were identified.
 *
 * @param provider identity provider, such as {@code thaid}
 * @param subject pseudonym the provider or agency gave; never a citizen's number
 * @param ial identity assurance level, such as {@code 2.3}
 * @param aal authenticator assurance level, such as {@code 2}
 */
public record Acting(String provider, String subject, Optional<String> ial, Optional<String> aal) {}
