package dev.capstan.runtime.log;

import dev.capstan.api.meta.ObjectReference;
import org.slf4j.MDC;

/** Puts the object and the pass into every log line of a thread, as long as it is open. */
public final class LogContext implements AutoCloseable {
    /** Key of the controller, for example {@code kustomization}. */
    public static final String CONTROLLER = "controller";

    /** Key of the API group of the object. */
    public static final String GROUP = "controllerGroup";

    /** Key of the kind of the object. */
    public static final String KIND = "controllerKind";

    /** Key of the namespace. */
    public static final String NAMESPACE = "namespace";

    /** Key of the name. */
    public static final String NAME = "name";

    /** Key of the identity of the pass. */
    public static final String RECONCILE_ID = "reconcileID";

    private LogContext() {}

    /** Opens the context of a pass over an object. */
    public static LogContext of(ObjectReference object, String reconcileId) {
        MDC.put(CONTROLLER, object.kind().toLowerCase(java.util.Locale.ROOT));
        MDC.put(GROUP, object.group());
        MDC.put(KIND, object.kind());
        MDC.put(NAMESPACE, object.namespace());
        MDC.put(NAME, object.name());
        MDC.put(RECONCILE_ID, reconcileId);
        return new LogContext();
    }

    @Override
    public void close() {
        MDC.remove(CONTROLLER);
        MDC.remove(GROUP);
        MDC.remove(KIND);
        MDC.remove(NAMESPACE);
        MDC.remove(NAME);
        MDC.remove(RECONCILE_ID);
    }
}
