package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.annotation.HookType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The lines of {@code syncResult.resources}, each task's own, in the order in which they came. Immutable. */
public final class SyncResults {

    private static final SyncResults NONE = new SyncResults(new LinkedHashMap<>());

    private final Map<TaskId, TaskResult> lines;

    private SyncResults(Map<TaskId, TaskResult> lines) {
        this.lines = lines;
    }

    /** Those of an operation that has done nothing yet. */
    public static SyncResults none() {
        return NONE;
    }

    /** Those that a status holds. */
    public static SyncResults of(List<TaskResult> lines) {
        Map<TaskId, TaskResult> all = new LinkedHashMap<>();
        lines.forEach(line -> all.put(line.id(), line));
        return new SyncResults(all);
    }

    public List<TaskResult> lines() {
        return List.copyOf(lines.values());
    }

    /** The line of a task; one that says nothing when it has none yet. */
    public TaskResult of(SyncTask task) {
        TaskResult line = lines.get(task.id());
        return line == null
                ? new TaskResult(
                        task.key(),
                        task.version(),
                        task.phase(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        task.isHook() ? HookType.of(task.phase()) : Optional.empty(),
                        images(task.object()))
                : line;
    }

    /** Those of some tasks that could not be carried out. */
    List<SyncTask> failed(List<SyncTask> tasks) {
        return tasks.stream()
                .filter(task -> of(task).is(ResultCode.SYNC_FAILED))
                .toList();
    }

    /** Begins a change. */
    Draft change() {
        return new Draft(new LinkedHashMap<>(lines));
    }

    /** Lines while they are changed. */
    static final class Draft {
        private final Map<TaskId, TaskResult> changed;

        private Draft(Map<TaskId, TaskResult> changed) {
            this.changed = changed;
        }

        /** The line of a task as it is now. */
        TaskResult of(SyncTask task) {
            return new SyncResults(changed).of(task);
        }

        void set(SyncTask task, ResultCode status, OperationPhase phase, String message) {
            changed.put(task.id(), of(task).with(Optional.of(status), Optional.of(phase), message));
        }

        /** A task that was refused before it began. */
        void refuse(SyncTask task, String message) {
            changed.put(task.id(), of(task).with(Optional.of(ResultCode.SYNC_FAILED), Optional.empty(), message));
        }

        /** Changes how far a task is. */
        void set(SyncTask task, OperationPhase phase, String message) {
            TaskResult line = of(task);
            changed.put(task.id(), line.with(line.status(), Optional.of(phase), message));
        }

        SyncResults done() {
            return new SyncResults(changed);
        }
    }

    /** The images of all containers of an object that has pods. */
    static List<String> images(JsonNode object) {
        Set<String> images = new LinkedHashSet<>();
        JsonNode spec = object.path("spec");
        for (JsonNode pod : List.of(
                spec,
                spec.path("template").path("spec"),
                spec.path("jobTemplate").path("spec").path("template").path("spec"))) {
            for (JsonNode list : List.of(pod.path("containers"), pod.path("initContainers"))) {
                for (JsonNode container : list) {
                    if (container.path("image").isTextual()) {
                        images.add(container.path("image").textValue());
                    }
                }
            }
        }
        return new ArrayList<>(images);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SyncResults that && lines().equals(that.lines());
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return lines.values().toString();
    }
}
