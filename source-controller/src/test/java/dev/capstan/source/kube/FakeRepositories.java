package dev.capstan.source.kube;

import static java.util.Objects.requireNonNull;

import dev.capstan.api.event.Severity;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.api.source.GitRepository;
import dev.capstan.api.source.GitRepositoryStatus;
import dev.capstan.runtime.object.ObjectEdit;
import dev.capstan.runtime.reconcile.ReconcilerContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** GitRepositories in memory; what is done to them goes into a journal, in order. */
final class FakeRepositories implements ReconcilerContext<GitRepository, GitRepositoryStatus> {
    private final Map<ObjectKey, GitRepository> objects = new LinkedHashMap<>();
    private final List<ObjectKey> woken = new ArrayList<>();
    private final List<String> journal;
    private Map<String, Function<GitRepository, List<String>>> indexers = Map.of();

    FakeRepositories(List<String> journal) {
        this.journal = journal;
    }

    /** Finds objects by these indexes from now on. */
    void indexBy(Map<String, Function<GitRepository, List<String>>> newIndexers) {
        indexers = newIndexers;
    }

    /** Stores an object in place of the one of the same name. */
    GitRepository put(GitRepository object) {
        objects.put(object.key(), object);
        return object;
    }

    /** Those that were woken, in order. */
    List<ObjectKey> woken() {
        return List.copyOf(woken);
    }

    /** Writes what a reconciliation ended with; without an entry in the journal. */
    GitRepository end(GitRepository object, UnaryOperator<GitRepositoryStatus> change) {
        var newest = find(object.key()).orElse(object);
        var status = Optional.ofNullable(newest.getStatus()).orElse(GitRepositoryStatus.INITIAL);
        var changed = Serialization.clone(newest);
        changed.setStatus(change.apply(status));
        return put(changed);
    }

    @Override
    public void wake(ObjectKey key) {
        woken.add(key);
    }

    @Override
    public Optional<GitRepository> find(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public Stream<GitRepository> all() {
        return objects.values().stream();
    }

    @Override
    public List<GitRepository> indexed(String index, String value) {
        var valuesOf = requireNonNull(indexers.get(index), index);
        return all().filter(object -> valuesOf.apply(object).contains(value)).toList();
    }

    @Override
    public GitRepository write(GitRepository object, UnaryOperator<GitRepositoryStatus> change, ObjectEdit edit) {
        journal.add("status");
        return end(object, change);
    }

    @Override
    public GitRepository writeFinalStatus(GitRepository object, UnaryOperator<GitRepositoryStatus> change) {
        journal.add("final status");
        return end(object, change);
    }

    @Override
    public void recordEvent(
            GitRepository about, Severity severity, Reason reason, String message, Map<String, String> metadata) {
        journal.add(severity + " " + reason.text() + ": " + message);
    }
}
