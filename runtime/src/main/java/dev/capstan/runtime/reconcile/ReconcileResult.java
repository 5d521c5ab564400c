package dev.capstan.runtime.reconcile;

import dev.capstan.api.meta.Requeue;
import dev.capstan.runtime.object.ObjectEdit;
import java.util.function.UnaryOperator;

/**
 * How a reconciliation ended.
 *
 * @param status from the stored status to the one that is true now; pure, since it is asked again when somebody else changed the object
 * @param edit what else is changed of the object
 * @param requeue when to reconcile again
 * @param <S> the status
 */
public record ReconcileResult<S>(UnaryOperator<S> status, ObjectEdit edit, Requeue requeue) {
    /** A result that changes nothing but the status. */
    public ReconcileResult(UnaryOperator<S> status, Requeue requeue) {
        this(status, ObjectEdit.NONE, requeue);
    }
}
