package dev.capstan.argo.project;

/** Where objects of a kind live. */
public enum Scope {
    NAMESPACE,
    CLUSTER,
    /** Nobody can tell: the API server does not serve the kind, and no definition of it is applied with it. */
    UNKNOWN
}
