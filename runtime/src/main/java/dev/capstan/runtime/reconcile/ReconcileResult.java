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
 * @param isPostponed whether nothing was done yet: then nothing is written, and what the object asked for is still to be done
 * @param <S> the status
 */
public record ReconcileResult<S>(UnaryOperator<S> status, ObjectEdit edit, Requeue requeue, boolean isPostponed) {
    /** A result that changes the object, too. */
    public ReconcileResult(UnaryOperator<S> status, ObjectEdit edit, Requeue requeue) {
        this(status, edit, requeue, false);
    }

    /** A result that changes nothing but the status. */
    public ReconcileResult(UnaryOperator<S> status, Requeue requeue) {
        this(status, ObjectEdit.NONE, requeue);
    }

    /** The object cannot be looked at yet, and is looked at again. */
    public static <S> ReconcileResult<S> postponed(Requeue requeue) {
        return new ReconcileResult<>(UnaryOperator.identity(), ObjectEdit.NONE, requeue, true);
    }
}
