package dev.capstan.sealedsecret.key;

import dev.capstan.secrets.sealed.SealingException;
import dev.capstan.secrets.sealed.UnsealingKeys;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All keys that are known: the newest seals, each may unseal. */
public final class KeyRing {
    private final List<UsableKey> keys;
    private final KeyPriority priority;
    private final UnsealingKeys unsealing;

    /** These keys. */
    public KeyRing(Collection<UsableKey> keys, KeyPriority priority) {
        this.priority = priority;
        this.keys = keys.stream()
                .sorted(Comparator.comparing(priority::timeOf)
                        .thenComparing(key -> key.pair().name())
                        .reversed())
                .toList();
        this.unsealing = unsealing(this.keys);
    }

    private static UnsealingKeys unsealing(List<UsableKey> keys) {
        var all = UnsealingKeys.none();
        try {
            for (UsableKey key : keys) {
                all = UsableKey.addTo(all, key.pair());
            }
        } catch (SealingException impossible) {
            throw new IllegalStateException("A usable key was read before", impossible);
        }
        return all;
    }

    /** The key that seals; empty when there are none. */
    public Optional<UsableKey> newest() {
        return keys.stream().findFirst();
    }

    /** When the newest key began; empty when there are none. */
    public Optional<Instant> newestTime() {
        return newest().map(priority::timeOf);
    }

    /** What unseals; the newest is tried first. */
    public UnsealingKeys unsealing() {
        return unsealing;
    }

    /** How many keys there are. */
    public int size() {
        return keys.size();
    }

    @Override
    public String toString() {
        return "KeyRing[" + keys.size() + "]";
    }
}
