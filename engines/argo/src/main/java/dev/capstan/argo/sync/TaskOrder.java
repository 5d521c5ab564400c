package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.annotation.SyncPhase;
import dev.capstan.argo.object.ObjectKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
        List<SyncTask> sorted = new ArrayList<>(tasks);
        sorted.sort(ORDER);
        pullForward(sorted, TaskOrder::namespaceOf, task -> nonEmpty(task.key().namespace()));
        pullForward(
                sorted,
                TaskOrder::kindOf,
                task -> Optional.of(task.key().group() + "/" + task.key().kind()));
        return List.copyOf(sorted);
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

    private static void pullForward(
            List<SyncTask> tasks,
            Function<SyncTask, Optional<String>> provides,
            Function<SyncTask, Optional<String>> needs) {
        Map<String, Integer> firstUse = new HashMap<>();
        for (int i = 0; i < tasks.size(); i++) {
            SyncTask task = tasks.get(i);
            if (task.isPrune()) {
                continue;
            }
            Optional<String> provided = provides.apply(task);
            if (provided.isEmpty()) {
                int place = i;
                needs.apply(task).ifPresent(key -> firstUse.putIfAbsent(key, place));
                continue;
            }
            Integer place = firstUse.get(provided.get());
            if (place != null) {
                SyncTask user = tasks.get(place);
                tasks.remove(i);
                tasks.add(place, task.at(user.phase(), user.wave()));
                firstUse.replaceAll((key, first) -> first >= place ? first + 1 : first);
            }
        }
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
