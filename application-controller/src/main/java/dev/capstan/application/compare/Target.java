package dev.capstan.application.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.digest.Digest;

/**
 * A manifest as it is compared and applied.
 *
 * @param manifest with marks and namespace; nobody changes it
 * @param digest the same for equal manifests
 */
record Target(ObjectKey key, ObjectNode manifest, String digest) {
    static Target of(ObjectNode manifest) {
        return new Target(
                ObjectKey.of(manifest),
                manifest,
                Digest.sha256(manifest.toString()).hex());
    }

    /** Without the manifest, which may hold secrets. */
    @Override
    public String toString() {
        return key.toString();
    }
}
