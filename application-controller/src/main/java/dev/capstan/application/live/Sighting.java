package dev.capstan.application.live;

import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import java.util.Optional;

/** What was seen of an object at one moment. */
public final class Sighting {

    private final ObjectKey key;
    private final String uid;
    private final ResourceVersion version;
    private final long contentHash;
    private final Optional<Health> health;
    private final Optional<String> owner;
    private final byte[] packed;

    /**
     * @param owner the Application that it is marked for
     * @param packed its content
     */
    Sighting(
            ObjectKey key,
            String uid,
            String version,
            long contentHash,
            Optional<Health> health,
            Optional<String> owner,
            byte[] packed) {
        this.key = key;
        this.uid = uid;
        this.version = new ResourceVersion(version);
        this.contentHash = contentHash;
        this.health = health;
        this.owner = owner;
        this.packed = packed;
    }

    public ObjectKey key() {
        return key;
    }

    String uid() {
        return uid;
    }

    ResourceVersion version() {
        return version;
    }

    /** The Application that it is marked for. */
    public Optional<String> application() {
        return owner;
    }

    byte[] packed() {
        return packed;
    }

    /** What is remembered of it besides its content. */
    KnownObject known(long ticket) {
        return new KnownObject(uid, version, contentHash, health, owner, ticket);
    }

    /** As it is given out. */
    public LiveObject object() {
        return new PackedObject(key, uid, version.text(), contentHash, packed);
    }
}
