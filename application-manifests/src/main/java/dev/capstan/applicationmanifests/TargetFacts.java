package dev.capstan.applicationmanifests;

import dev.capstan.argo.project.Scope;
import dev.capstan.helm.Capabilities;
import java.util.function.BiFunction;

/**
 * What rendering has to know of the cluster of the destination.
 *
 * @param capabilities its version and what it serves; charts may ask for both
 * @param scopes of a group and a kind: whether its objects live in namespaces
 */
public record TargetFacts(Capabilities capabilities, BiFunction<String, String, Scope> scopes) {
    /** Of no cluster: what Helm assumes then, and scopes that nobody knows. */
    public static final TargetFacts NONE = new TargetFacts(Capabilities.DEFAULT, (_, _) -> Scope.UNKNOWN);
}
