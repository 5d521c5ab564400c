package dev.capstan.kustomize.resource;

/**
 * Group, version and kind. As a selector, an empty part means "any".
 *
 * @param group API group, empty for the core group
 * @param version version without group
 * @param kind kind
 */
public record Gvk(String group, String version, String kind) {
    /** Selects everything. */
    public static final Gvk ANY = new Gvk("", "", "");

    /** From the {@code apiVersion} and {@code kind} of an object. */
    public static Gvk of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return slash < 0
                ? new Gvk("", apiVersion, kind)
                : new Gvk(apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
    }

    /** A selector of a kind in any group and version. */
    public static Gvk ofKind(String kind) {
        return new Gvk("", "", kind);
    }

    /** The {@code apiVersion}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Whether the selector takes this. */
    public boolean isSelectedBy(Gvk selector) {
        return (selector.group.isEmpty() || selector.group.equals(group))
                && (selector.version.isEmpty() || selector.version.equals(version))
                && (selector.kind.isEmpty() || selector.kind.equals(kind));
    }

    /** For messages: kind, version and group with dots. */
    @Override
    public String toString() {
        return (kind.isEmpty() ? "[noKind]" : kind)
                + "." + (version.isEmpty() ? "[noVer]" : version)
                + "." + (group.isEmpty() ? "[noGrp]" : group);
    }
}
