package dev.capstan.helm.release.record;

/**
 * One revision of a release.
 *
 * @param namespace namespace of the release
 * @param name name of the release
 * @param version revision, from 1
 */
public record RevisionId(String namespace, String name, int version) {
    @Override
    public String toString() {
        return namespace + "/" + name + ".v" + version;
    }
}
