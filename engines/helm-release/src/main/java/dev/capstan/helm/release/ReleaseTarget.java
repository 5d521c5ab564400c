package dev.capstan.helm.release;

import dev.capstan.apply.Owner;
import dev.capstan.helm.release.record.RevisionId;
import dev.capstan.helm.release.storage.ReleaseKey;

/**
 * A release in a cluster.
 *
 * @param key where its records are
 * @param namespace namespace that it is installed into
 * @param owner on whose behalf its objects are applied; they carry its two labels
 */
public record ReleaseTarget(ReleaseKey key, String namespace, Owner owner) {

    /** Name of the release. */
    public String name() {
        return key.name();
    }

    /** One of its revisions. */
    public RevisionId revision(int version) {
        return new RevisionId(namespace, name(), version);
    }
}
