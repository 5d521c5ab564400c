package dev.capstan.runtime.host;

import dev.capstan.api.meta.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.EventHandler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Lets anything wake up an object: a timer, a message, a watch of another kind. An object that is not known is left alone. Also passes on
 * every change of an object, whether it starts a reconciliation or not.
 */
final class WakeUpEventSource<P extends HasMetadata> extends AbstractEventSource<Void, P>
        implements ResourceEventAware<P> {
    private final BiConsumer<P, P> onChange;

    /**
     * @param onChange called with an object and what it was before
     */
    WakeUpEventSource(BiConsumer<P, P> onChange) {
        super(Void.class, "wakeups");
        this.onChange = onChange;
    }

    /** Asks for a reconciliation; several requests before it begins make one. */
    void wake(ObjectKey key) {
        EventHandler handler = getEventHandler();
        if (handler != null && isRunning()) {
            handler.handleEvent(new Event(new ResourceID(key.name(), key.namespace())));
        }
    }

    @Override
    public void onResourceUpdated(P changed, P before) {
        onChange.accept(changed, before);
    }

    /** Wake-ups have no objects of their own. */
    @Override
    public Set<Void> getSecondaryResources(P primary) {
        return Set.of();
    }
}
