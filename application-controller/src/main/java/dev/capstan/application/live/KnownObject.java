package dev.capstan.application.live;

import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.object.ObjectKey;
import java.util.Optional;

/**
 * What is remembered of an object of an Application.
 *
 * @param owner the Application that it is marked for
 * @param ticket by which its content is found
 */
record KnownObject(
        String uid,
        ResourceVersion version,
        long contentHash,
        Optional<Health> health,
        Optional<String> owner,
        long ticket) {

    /** Whether an Application has to look again after this became that. */
    boolean differsFrom(KnownObject other) {
        return contentHash != other.contentHash
                || !uid.equals(other.uid)
                || !health.equals(other.health)
                || !owner.equals(other.owner);
    }

    LiveObject object(ObjectKey key, byte[] packed) {
        return new PackedObject(key, uid, version.text(), contentHash, packed);
    }

    /** The versions seen so far mean nothing any more. */
    KnownObject inAnyVersion() {
        return new KnownObject(uid, ResourceVersion.unknown(), contentHash, health, owner, ticket);
    }
}
