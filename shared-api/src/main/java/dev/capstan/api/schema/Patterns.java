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

    /** A name of one part: lower-case letters, digits and hyphens. */
    public static final String DNS_LABEL = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";

    /** The name of an object, of one part or several. */
    public static final String DNS_SUBDOMAIN = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /** The alias of a source. */
    public static final String ALIAS = "^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$";

    /** An alias where it is used: {@code @alias}. */
    public static final String ALIAS_REFERENCE = "^@([a-z0-9]([a-z0-9_-]*[a-z0-9])?)$";

    /** A path in a source: {@code @alias/path}. */
    public static final String ALIASED_PATH = "^@([a-z0-9]([a-z0-9_-]*[a-z0-9])?)/(.*)$";

    /** The key of values in a ConfigMap or Secret. */
    public static final String VALUES_KEY = "^[\\-._a-zA-Z0-9]+$";

    /** A place among values, in the notation of {@code helm --set}. */
    public static final String TARGET_PATH = "^([a-zA-Z0-9_\\-.\\\\\\/]|\\[[0-9]{1,5}\\])+$";

    private Patterns() {}
}
