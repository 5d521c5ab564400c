package dev.capstan.application.source.adapter;

import dev.capstan.git.mirror.References;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The branches and tags that remotes had when they were last asked; those of the remotes that were used last. For several threads. */
final class KnownReferences {
    private static final int MOST = 5_000;

    private final Map<String, References> known = new LinkedHashMap<>(16, 0.75f, true);

    /** Those of a remote, by its identity. */
    synchronized Optional<References> of(String identity) {
        return Optional.ofNullable(known.get(identity));
    }

    /** Notes an answer; those that were known before. */
    synchronized Optional<References> put(String identity, References references) {
        Optional<References> before = Optional.ofNullable(known.put(identity, references));
        if (known.size() > MOST) {
            var oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return before;
    }
}
