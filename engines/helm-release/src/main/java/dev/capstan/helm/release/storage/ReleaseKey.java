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

    /** The revision that the name of a Secret says; 0 when it is not the name of one. */
    int version(String secretName) {
        String start = PREFIX + name + ".v";
        String number = secretName.startsWith(start) ? secretName.substring(start.length()) : "";
        return number.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(number) : 0;
    }

    @Override
    public String toString() {
        return storageNamespace + "/" + name;
    }
}
