package dev.capstan.testkit.audit;

import java.util.List;

/**
 * The smallest part of a role: one verb on one resource of one group, {@code *} for any of them.
 *
 * @param role the role's name
 * @param namespace where it holds; empty for the whole cluster
 * @param apiGroup empty for the core group
 * @param resource with its subresource
 * @param verb the verb
 * @param names the objects that it is limited to; empty for all
 */
public record Right(String role, String namespace, String apiGroup, String resource, String verb, List<String> names) {

    boolean covers(ApiCall.Need need) {
        return (namespace.isEmpty() || namespace.equals(need.namespace()))
                && matches(apiGroup, need.apiGroup())
                && matches(verb, need.verb())
                && (matches(resource, need.resource()) || isSubresourceOfAny(need.resource()))
                && (names.isEmpty() || names.contains(need.name()));
    }

    private static boolean matches(String granted, String needed) {
        return granted.equals("*") || granted.equals(needed);
    }

    private boolean isSubresourceOfAny(String needed) {
        return resource.startsWith("*/") && needed.endsWith(resource.substring(1));
    }

    /** Whether it allows more than it names. */
    boolean isWildcard() {
        return apiGroup.equals("*") || resource.startsWith("*") || verb.equals("*");
    }

    @Override
    public String toString() {
        return "%s: %s %s%s"
                .formatted(
                        role,
                        verb,
                        apiGroup.isEmpty() ? resource : resource + "." + apiGroup,
                        names.isEmpty() ? "" : " " + names);
    }
}
