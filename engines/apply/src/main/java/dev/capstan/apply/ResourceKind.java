package dev.capstan.apply;

/**
 * Group, version and kind of an object.
 *
 * @param group API group, empty for the core group
 * @param version API version without the group
 * @param kind kind, CamelCase
 */
public record ResourceKind(String group, String version, String kind) {

    public ResourceKind {
        if (version.isEmpty() || kind.isEmpty()) {
            throw new IllegalArgumentException(
                    "A kind needs a version and a name: " + group + "/" + version + " " + kind);
        }
    }

    /** Reads an {@code apiVersion} as it stands in a manifest ({@code v1}, {@code apps/v1}). */
    public static ResourceKind of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? new ResourceKind("", apiVersion, kind)
                : new ResourceKind(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    /** As it stands in a manifest. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Whether this is the kind of that group, whatever the version. */
    public boolean is(String otherGroup, String otherKind) {
        return group.equals(otherGroup) && kind.equals(otherKind);
    }

    @Override
    public String toString() {
        return apiVersion() + " " + kind;
    }
}
