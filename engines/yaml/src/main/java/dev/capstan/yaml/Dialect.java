package dev.capstan.yaml;

/** How unquoted words are understood when YAML becomes JSON. */
public enum Dialect {
    /**
     * As kustomize does (go-yaml v3): {@code yes} and {@code on} are strings, dates become times in the notation of RFC
     * 3339.
     */
    KUSTOMIZE,
    /**
     * As kubectl, Helm and the controllers do (sigs.k8s.io/yaml, go-yaml v2): {@code y}, {@code yes}, {@code on} and
     * their opposites are booleans, as values and as keys; dates stay as they are written.
     */
    KUBERNETES
}
