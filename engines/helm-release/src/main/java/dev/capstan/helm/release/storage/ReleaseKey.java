package dev.capstan.helm.release.storage;

/**
 * Where the records of a release are.
 *
 * @param storageNamespace namespace of the records, which may be another than that of the release
 * @param name name of the release
 */
public record ReleaseKey(String storageNamespace, String name) {

    private static final String PREFIX = "sh.helm.release.v1.";

    /** Name of the Secret of a revision. */
    public String secretName(int version) {
        return PREFIX + name + ".v" + version;
    }

    @Override
    public String toString() {
        return storageNamespace + "/" + name;
    }
}
