package dev.capstan.application.live;

import java.util.Set;

/**
 * What charts may ask of a cluster.
 *
 * @param version such as {@code v1.34.1}; empty when it is not known
 * @param apiVersions {@code group/version} and {@code group/version/Kind}
 */
public record ServerFacts(String version, Set<String> apiVersions) {
    public ServerFacts {
        apiVersions = Set.copyOf(apiVersions);
    }
}
