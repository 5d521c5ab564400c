package dev.capstan.api.schema;

/** Regular expressions that several fields share. They are part of the wire contract: changing one changes what is accepted. */
public final class Patterns {
    /** A duration as Go writes it, hours allowed: {@code 10m}, {@code 1h30m}, {@code 0.5s}. */
    public static final String INTERVAL = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$";

    /** A duration as Go writes it, without hours. */
    public static final String TIMEOUT = "^([0-9]+(\\.[0-9]+)?(ms|s|m))+$";

    /** A digest: {@code <algorithm>:<value>}. */
    public static final String DIGEST = "^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$";

    /** A condition type, optionally with a DNS prefix. */
    public static final String CONDITION_TYPE =
            "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$";

    /** A condition reason. */
    public static final String CONDITION_REASON = "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$";

    private Patterns() {}
}
