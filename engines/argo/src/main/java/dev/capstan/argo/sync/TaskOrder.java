package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.object.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Puts the tasks of a sync in their order. Pure. */
public final class TaskOrder {

    private static final Comparator<SyncTask> ORDER = Comparator.comparing(SyncTask::phase)
            .thenComparingLong(SyncTask::wave)
            .thenComparingInt(task -> KindOrder.of(task.key().kind()))
            .thenComparing(task -> task.key().name())
            .thenComparing(SyncTask::key);

    private TaskOrder() {}

    /**
     * Sorts by phase, wave, kind and name. A Namespace or definition of a kind is pulled forward to before the first task
     * that needs it, and takes over phase and wave of that.
     */
    public static List<SyncTask> sort(List<SyncTask> tasks) {
        List<SyncTask> sorted = tasks.stream().sorted(ORDER).toList();
        List<SyncTask> withNamespaces = pullForward(
                sorted, TaskOrder::namespaceOf, task -> nonEmpty(task.key().namespace()));
        return pullForward(
                withNamespaces,
                TaskOrder::kindOf,
                task -> Optional.of(task.key().group() + "/" + task.key().kind()));
    }

    /**
     * Mirrors the waves of prunes, so that what was created first goes last, and moves those that ask for it behind
     * everything else.
     *
     * @param isLast whether a prune comes last
     */
    static List<SyncTask> movePrunes(List<SyncTask> tasks, Predicate<SyncTask> isLast) {
        TreeSet<Long> waves = new TreeSet<>();
        tasks.stream().filter(SyncTask::isPrune).forEach(task -> waves.add(task.wave()));
        Map<Long, Long> mirrored = new TreeMap<>();
        List<Long> ascending = List.copyOf(waves);
        List<Long> descending = List.copyOf(waves.descendingSet());
        for (int i = 0; i < ascending.size(); i++) {
            mirrored.put(ascending.get(i), descending.get(i));
        }
        List<SyncTask> moved = new ArrayList<>();
        for (SyncTask task : tasks) {
            moved.add(task.isPrune() ? task.inWave(mirrored.getOrDefault(task.wave(), task.wave())) : task);
        }
        long last = moved.stream()
                .filter(task -> task.phase() == SyncPhase.SYNC)
                .mapToLong(SyncTask::wave)
                .reduce(0, Math::max);
        long behind = last == Long.MAX_VALUE ? last : last + 1;
        moved.replaceAll(task -> task.isPrune() && isLast.test(task) ? task.inWave(behind) : task);
        return moved;
    }

    /** A task and its ties: what it makes for others, or else what it needs of them. */
    private record Tied(SyncTask task, Optional<String> makes, Optional<String> needs) {

        Tied inStepOf(SyncTask user) {
            return new Tied(task.at(user.phase(), user.wave()), makes, needs);
        }
    }

    private static List<SyncTask> pullForward(
            List<SyncTask> tasks,
            Function<SyncTask, Optional<String>> makes,
            Function<SyncTask, Optional<String>> needs) {
        List<Tied> tied = new ArrayList<>(tasks.size());
        for (SyncTask task : tasks) {
            Optional<String> made = task.isPrune() ? Optional.empty() : makes.apply(task);
            boolean isUser = !task.isPrune() && made.isEmpty();
            tied.add(new Tied(task, made, isUser ? needs.apply(task) : Optional.empty()));
        }
        for (int i = 0; i < tied.size(); i++) {
            Tied maker = tied.get(i);
            int user = maker.makes().isPresent() ? firstUser(tied.subList(0, i), maker.makes()) : -1;
            if (user >= 0) {
                tied.remove(i);
                tied.add(user, maker.inStepOf(tied.get(user).task()));
            }
        }
        return tied.stream().map(Tied::task).toList();
    }

    private static int firstUser(List<Tied> tied, Optional<String> made) {
        for (int i = 0; i < tied.size(); i++) {
            if (tied.get(i).needs().equals(made)) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<String> namespaceOf(SyncTask task) {
        return task.key().isKind("", "Namespace") ? Optional.of(task.key().name()) : Optional.empty();
    }

    private static Optional<String> kindOf(SyncTask task) {
        return task.target().flatMap(TaskOrder::definedKind);
    }

    /** The group and kind that a definition defines. */
    static Optional<String> definedKind(JsonNode object) {
        ObjectKey key = ObjectKey.of(object);
        JsonNode group = object.path("spec").path("group");
        JsonNode kind = object.path("spec").path("names").path("kind");
        return key.isKind("apiextensions.k8s.io", "CustomResourceDefinition") && group.isTextual() && kind.isTextual()
                ? Optional.of(group.textValue() + "/" + kind.textValue())
                : Optional.empty();
    }

    private static Optional<String> nonEmpty(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
