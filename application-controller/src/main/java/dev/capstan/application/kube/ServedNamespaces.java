package dev.capstan.application.kube;

import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import java.util.List;

/** The namespaces whose Applications are taken care of: the control plane's, and those that the operator of the controller names. */
final class ServedNamespaces {
    private final String controlPlane;
    private final List<Glob> others;

    /**
     * @param others patterns
     * @throws IllegalArgumentException when one of them is malformed
     */
    ServedNamespaces(String controlPlane, List<String> others) {
        this.controlPlane = controlPlane;
        this.others = others.stream().map(ServedNamespaces::pattern).toList();
    }

    private static Glob pattern(String text) {
        return switch (Glob.parse(text, GlobSyntax.TEXT)) {
            case Glob.Parsed.Usable(Glob glob) -> glob;
            case Glob.Parsed.Malformed(String why) ->
                throw new IllegalArgumentException("capstan.application.namespaces: " + why);
        };
    }

    boolean has(String namespace) {
        return namespace.equals(controlPlane) || others.stream().anyMatch(it -> it.matches(namespace));
    }
}
