package dev.vdx.node.http;

import dev.vdx.node.push.Refusal;
import java.util.List;

/**
 * Who calls the local listener, proven by a key or token.
 *
 * @param name for the audit record; names no person
 * @param scopes what it may do
 */
record Caller(String name, List<String> scopes) {
    Caller {
        scopes = List.copyOf(scopes);
    }

    /** Its name, if it may do that. */
    String require(String scope) throws Refusal {
        if (!scopes.contains(scope)) {
            throw new Refusal(403, "scope-missing", "this caller may not do that; it needs the scope " + scope);
        }
        return name;
    }
}
