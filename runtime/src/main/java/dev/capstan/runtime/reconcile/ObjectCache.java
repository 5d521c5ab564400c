package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.ObjectKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects of a kind as a watch last saw them.
 *
 * @param <T> the kind
 */
public interface ObjectCache<T> {
    /** The object, if it is there. */
    Optional<T> find(ObjectKey key);

    /** All objects. */
    Stream<T> all();

    /** The objects that an index has under a value. */
    List<T> indexed(String index, String value);

    /** A cache of a watch that is not open. */
    static <T> ObjectCache<T> empty() {
        return new ObjectCache<>() {
            @Override
            public Optional<T> find(ObjectKey key) {
                return Optional.empty();
            }

            @Override
            public Stream<T> all() {
                return Stream.empty();
            }

            @Override
            public List<T> indexed(String index, String value) {
                return List.of();
            }
        };
    }
}
