package dev.capstan.kustomize.resource;

/** Knows which kinds have no namespace. */
@FunctionalInterface
public interface ClusterScopes {
    /** Whether the kind certainly has no namespace. */
    boolean isClusterScoped(Gvk gvk);
}
