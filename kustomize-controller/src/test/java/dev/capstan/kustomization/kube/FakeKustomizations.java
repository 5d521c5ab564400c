package dev.capstan.kustomization.kube;

import static java.util.Objects.requireNonNull;

import dev.capstan.api.event.Severity;
import dev.capstan.api.kustomize.Kustomization;
import dev.capstan.api.kustomize.KustomizationSpec;
import dev.capstan.api.kustomize.KustomizationStatus;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.runtime.object.ObjectEdit;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Kustomizations in memory, found by the indexes of the controller. */
final class FakeKustomizations implements ReconcilerContext<Kustomization, KustomizationStatus> {

    private final Map<ObjectKey, Kustomization> objects = new LinkedHashMap<>();
    private final List<String> woken = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    /** Stores {@code apps/<name>} with that generation of its spec; its status stays. */
    Kustomization put(String name, long generation, KustomizationSpec spec) {
        var object = new Kustomization();
        object.setMetadata(new ObjectMetaBuilder()
                .withNamespace("apps")
                .withName(name)
                .withUid("uid-" + name)
                .withGeneration(generation)
                .build());
        object.setSpec(spec);
        find(object.key()).map(Kustomization::getStatus).ifPresent(object::setStatus);
        objects.put(object.key(), object);
        return object;
    }

    /** Names of those that were woken up since the last call, in order. */
    List<String> takeWoken() {
        List<String> taken = List.copyOf(woken);
        woken.clear();
        return taken;
    }

    /** {@code reason: message} of every event since the last call, in order. */
    List<String> takeEvents() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    @Override
    public void wake(ObjectKey key) {
        woken.add(key.name());
    }

    @Override
    public Optional<Kustomization> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public Stream<Kustomization> all() {
        return objects.values().stream();
    }

    @Override
    public List<Kustomization> indexed(String index, String value) {
        var valuesOf = requireNonNull(KustomizationIndexes.ALL.get(index), index);
        return all().filter(object -> valuesOf.apply(object).contains(value)).toList();
    }

    @Override
    public Kustomization write(Kustomization object, UnaryOperator<KustomizationStatus> change, ObjectEdit edit) {
        KustomizationStatus before = object.getStatus();
        object.setStatus(change.apply(before == null ? KustomizationStatus.INITIAL : before));
        return object;
    }

    @Override
    public Kustomization writeFinalStatus(Kustomization object, UnaryOperator<KustomizationStatus> change) {
        return writeStatus(object, change);
    }

    @Override
    public void recordEvent(
            Kustomization about, Severity severity, Reason reason, String message, Map<String, String> metadata) {
        events.add(reason.text() + ": " + message);
    }
}
