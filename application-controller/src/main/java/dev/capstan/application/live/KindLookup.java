package dev.capstan.application.live;

/** What a cluster says about a kind. */
public sealed interface KindLookup {
    /**
     * It serves it.
     *
     * @param version the one that the cluster prefers
     * @param isNamespaced whether its objects are in namespaces
     */
    record Served(String version, boolean isNamespaced) implements KindLookup {}

    /** It does not serve it. */
    record NotServed() implements KindLookup {}

    /**
     * It cannot be told at the moment.
     *
     * @param why for people
     */
    record Unknown(String why) implements KindLookup {}
}
