package dev.capstan.application.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.ObjectKey;

/** A live object whose content is at hand in few bytes. */
final class PackedObject implements LiveObject {

    private final ObjectKey key;
    private final String uid;
    private final String resourceVersion;
    private final long contentHash;
    private final byte[] packed;

    PackedObject(ObjectKey key, String uid, String resourceVersion, long contentHash, byte[] packed) {
        this.key = key;
        this.uid = uid;
        this.resourceVersion = resourceVersion;
        this.contentHash = contentHash;
        this.packed = packed;
    }

    @Override
    public ObjectKey key() {
        return key;
    }

    @Override
    public String uid() {
        return uid;
    }

    @Override
    public String resourceVersion() {
        return resourceVersion;
    }

    @Override
    public long contentHash() {
        return contentHash;
    }

    @Override
    public ObjectNode content() {
        return Packing.unpack(packed);
    }

    /** Never the content, which may be a Secret's. */
    @Override
    public String toString() {
        return key + " in version " + resourceVersion;
    }
}
