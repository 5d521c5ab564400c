package dev.capstan.runtime.host;

import dev.capstan.runtime.bus.BusConsumer;
import dev.capstan.runtime.reconcile.KindReconciler;
import java.util.List;

/**
 * One controller: what it consists of. Each controller module has one bean of this type; it is asked for its parts only when the process
 * was told to run it, so a controller that was not selected costs nothing.
 */
public interface Controller {
    /** How it is called. */
    ControllerIdentity identity();

    /** The kinds that it reconciles. Called once, after {@link #start}. */
    List<KindReconciler<?, ?>> reconcilers();

    /** What it wants to hear from the bus. Called once, after {@link #start}. */
    default List<BusConsumer<?>> consumers() {
        return List.of();
    }

    /**
     * Opens what this process does for others also while another one leads. Called once, before {@link #start}.
     *
     * @param scope closes what it is given when the process ends, after everything of {@link #start}
     */
    default void standBy(ControllerScope scope) {}

    /**
     * Opens what must be there before the first reconciliation: storage, servers, caches. Called when this process may write, that is at once or
     * when it became the leader.
     *
     * @param scope closes what it is given when the controller ends, and when this method throws; reconciliations have ended by then
     */
    default void start(ControllerScope scope) {}
}
