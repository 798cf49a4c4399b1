package dev.vdx.trust;

import dev.vdx.cms.TimestampSource;
import dev.vdx.model.DigestAlgorithm;
import dev.vdx.model.SigningException;
import dev.vdx.model.SigningProblem;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Several time-stamp authorities, asked one after the other until one gives a sound token. One that failed in the last half minute is asked
 * after those that did not, so that signing many documents does not wait for it each time. Safe for several threads.
 */
public final class TimestampAuthorities implements TimestampSource {
    private final List<TimestampAuthority> authorities;

    private TimestampAuthorities(List<TimestampAuthority> authorities) {
        this.authorities = authorities;
    }

    /**
     * These, the preferred one first.
     *
     * @throws IllegalArgumentException without any
     */
    public static TimestampAuthorities inOrder(List<TimestampAuthority> authorities) {
        if (authorities.isEmpty()) {
            throw new IllegalArgumentException("no time-stamp authority");
        }
        return new TimestampAuthorities(List.copyOf(authorities));
    }

    /**
     * As the interface says.
     *
     * @throws SigningException what the one authority says; TIMESTAMP_NONE with the reason of each where there are several
     */
    @Override
    public byte[] timestamp(DigestAlgorithm algorithm, byte[] digest) throws SigningException {
        List<String> reasons = new ArrayList<>();
        for (TimestampAuthority authority : order()) {
            try {
                return authority.timestamp(algorithm, digest);
            } catch (SigningException e) {
                if (authorities.size() == 1 || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                List<String> why = e.details().subList(1, e.details().size());
                reasons.add(authority.address().getAuthority() + ": " + String.join(", ", why));
            }
        }
        throw new SigningException(SigningProblem.TIMESTAMP_NONE, String.join("; ", reasons));
    }

    @Override
    public List<URI> addresses() {
        return authorities.stream().flatMap(each -> each.addresses().stream()).toList();
    }

    private List<TimestampAuthority> order() {
        List<TimestampAuthority> order = new ArrayList<>(authorities);
        order.sort(Comparator.comparing(TimestampAuthority::failedLately));
        return order;
    }

    @Override
    public String toString() {
        return "TimestampAuthorities" + authorities;
    }
}
