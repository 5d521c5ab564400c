package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.math.BigInteger;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Remembers what the API server answered to our own writes until the watch has caught up with it, so that a pass that follows at once does
 * not work on an older object.
 */
final class OwnWrites<T extends HasMetadata> {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,39}");

    private final ConcurrentMap<ObjectKey, T> written = new ConcurrentHashMap<>();

    void wrote(ObjectKey key, T object) {
        written.put(key, object);
    }

    void forget(ObjectKey key) {
        written.remove(key);
    }

    /** The newer one of what the watch has and what we wrote. */
    T newest(ObjectKey key, T watched) {
        T own = written.get(key);
        if (own == null) {
            return watched;
        }
        if (isNewer(own, watched)) {
            return own;
        }
        written.remove(key, own);
        return watched;
    }

    /**
     * Resource versions of one kind can be compared as numbers of any size since Kubernetes 1.35, and could before in practice; else the watch
     * wins.
     */
    private static boolean isNewer(HasMetadata own, HasMetadata watched) {
        if (!Objects.equals(own.getMetadata().getUid(), watched.getMetadata().getUid())) {
            return false;
        }
        String ours = Objects.requireNonNullElse(own.getMetadata().getResourceVersion(), "");
        String theirs = Objects.requireNonNullElse(watched.getMetadata().getResourceVersion(), "");
        return DECIMAL.matcher(ours).matches()
                && DECIMAL.matcher(theirs).matches()
                && new BigInteger(ours).compareTo(new BigInteger(theirs)) > 0;
    }
}
