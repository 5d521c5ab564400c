package dev.capstan.application.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.api.argo.Application;
import dev.capstan.api.argo.ApplicationStatus;
import dev.capstan.api.argo.Operation;
import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.application.status.StatusEdit;
import dev.capstan.runtime.object.ObjectEdit;
import dev.capstan.runtime.reconcile.ReconcileResult;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One Application at an API server that lives in a field. */
final class StoredApplication implements ReconcilerContext<Application, ApplicationStatus> {
    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> events = new ArrayList<>();
    final List<Application> written = new ArrayList<>();
    Application now;
    /** What somebody else does to the Application while it is written. */
    UnaryOperator<Application> meanwhile = UnaryOperator.identity();

    StoredApplication(Application first) {
        this.now = first;
    }

    static Application copy(Application application) {
        return Serialization.clone(application);
    }

    /** Writes how a reconciliation ended, as the frame around it does. */
    void conclude(ReconcileResult<ApplicationStatus> result) {
        write(now, result.status(), result.edit());
    }

    @Override
    public Application write(Application object, UnaryOperator<ApplicationStatus> change, ObjectEdit edit) {
        Application changed = copy(meanwhile.apply(copy(now)));
        meanwhile = UnaryOperator.identity();
        ApplicationStatus stored = changed.getStatus() == null ? StatusEdit.INITIAL : changed.getStatus();
        changed.setStatus(change.apply(stored));
        edit.operation().ifPresent(operation -> changed.setOperation(read(operation)));
        now = changed;
        written.add(changed);
        return changed;
    }

    private static @Nullable Operation read(JsonNode operation) {
        return operation.isNull() ? null : JSON.convertValue(operation, Operation.class);
    }

    @Override
    public Application writeFinalStatus(Application object, UnaryOperator<ApplicationStatus> change) {
        return write(object, change, ObjectEdit.NONE);
    }

    @Override
    public Optional<Application> find(ObjectKey key) {
        return Optional.of(now);
    }

    @Override
    public Stream<Application> all() {
        return Stream.of(now);
    }

    @Override
    public List<Application> indexed(String index, String value) {
        return List.of();
    }

    @Override
    public void wake(ObjectKey key) {
        throw new AssertionError("Nobody is woken");
    }

    @Override
    public void recordEvent(
            Application about, Severity severity, Reason reason, String message, Map<String, String> metadata) {
        events.add(reason.text() + ": " + message);
    }
}
