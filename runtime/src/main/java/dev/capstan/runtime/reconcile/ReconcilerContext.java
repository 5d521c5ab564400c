package dev.capstan.runtime.reconcile;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.runtime.object.ObjectEdit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a reconciler has of the objects of its kind. Reading is from the watch and never blocks; there is nothing to read before the watch is
 * open.
 *
 * @param <T> the kind
 * @param <S> its status
 */
public interface ReconcilerContext<T, S> {
    /** Asks for a reconciliation of an object; several requests before it begins make one. */
    void wake(ObjectKey key);

    /** The object as the watch last saw it, or as we wrote it since then. */
    Optional<T> find(ObjectKey key);

    /** All objects as the watch last saw them. */
    Stream<T> all();

    /** The objects that an index has under a value. */
    List<T> indexed(String index, String value);

    /**
     * Writes the status in the middle of a reconciliation, for example to say that a long step began.
     *
     * @param change pure, since it may be asked again for a fresher status
     * @return the object as it is now, with which the reconciliation goes on; the given one when it is gone
     */
    default T writeStatus(T object, UnaryOperator<S> change) {
        return write(object, change, ObjectEdit.NONE);
    }

    /**
     * The same, with a change of something else of the object: in the same patch where the status is a field of it.
     *
     * @param change pure, since it may be asked again for a fresher status
     * @return the object as it is now, with which the reconciliation goes on; the given one when it is gone
     * @throws dev.capstan.runtime.object.WriteContention when somebody asked for another operation than the one that the edit replaces
     */
    T write(T object, UnaryOperator<S> change, ObjectEdit edit);

    /**
     * Writes the status that the reconciliation will end with before it ends, for those who must find it when they hear of it. As at the end, a
     * request counts as handled from then on.
     *
     * @param change pure, since it may be asked again for a fresher status
     * @return the object as it is now, with which the reconciliation goes on; the given one when it is gone
     */
    T writeFinalStatus(T object, UnaryOperator<S> change);

    /**
     * Records an event at the API server and on the bus.
     *
     * @param metadata facts under the names of {@link dev.capstan.api.event.EventMetadata}, without prefix
     */
    void recordEvent(T about, Severity severity, Reason reason, String message, Map<String, String> metadata);
}
