package dev.capstan.argo.proposal;

/** Whether manifests name namespaces. Argo CD fills in the destination's where there is none; Flux puts all objects into one, or none. */
public enum NamespaceUse {
    /** Nobody has looked. */
    UNKNOWN,
    /** No object names another one than the destination's. */
    DESTINATION,
    /** All objects of namespaces name theirs, and not all the destination's. */
    WRITTEN,
    /** Some name another one, and some none. */
    MIXED
}
