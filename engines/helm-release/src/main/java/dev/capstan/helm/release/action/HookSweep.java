package dev.capstan.helm.release.action;

import dev.capstan.apply.Manifest;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.helm.release.object.ObjectRemoval;
import dev.capstan.helm.release.object.ReleaseMarks;
import dev.capstan.helm.release.record.RecordedHook;
import dev.capstan.helm.release.record.ReleaseRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes the hooks that an action has left whose process died: those that would not be there any more if it had come to
 * its end. Nobody waits for them.
 */
final class HookSweep {

    private final ObjectRemoval removal;
    private final ReleaseMarks marks;
    private final List<Manifest> objects;

    private HookSweep(ObjectRemoval removal, ReleaseMarks marks, List<Manifest> objects) {
        this.removal = removal;
        this.marks = marks;
        this.objects = objects;
    }

    static HookSweep of(ActionContext context, ReleaseRecord abandoned) {
        List<Manifest> objects = new ArrayList<>();
        for (RecordedHook hook : abandoned.hooks()) {
            if (hasRun(hook, abandoned) && isTransient(hook)) {
                objects.addAll(context.texts()
                        .salvage("the hook " + hook.path(), hook.manifest())
                        .manifests());
            }
        }
        return new HookSweep(context.removal(ClusterApi.Propagation.BACKGROUND), context.marks(), objects);
    }

    /** Whether there is nothing to delete. */
    boolean isEmpty() {
        return objects.isEmpty();
    }

    /** What could not be deleted, and why. */
    List<String> run() {
        List<String> left = new ArrayList<>();
        for (Manifest object : objects) {
            if (removal.removeHook(object, marks) instanceof ObjectRemoval.Failed(var failure)) {
                left.add(failure.message());
            }
        }
        return left;
    }

    /** A rollback takes over what the record of the earlier revision says of its hooks. */
    private static boolean hasRun(RecordedHook hook, ReleaseRecord abandoned) {
        Instant begun = abandoned.lastDeployed().orElse(Instant.MIN);
        return hook.lastRun()
                .startedAt()
                .filter(started -> !started.isBefore(begun))
                .isPresent();
    }

    /** Whether its policies do not let it stay. How one ended that was still running nobody knows. */
    private static boolean isTransient(RecordedHook hook) {
        boolean isDefinition = hook.kind().equals("CustomResourceDefinition");
        boolean goesAfterSuccess = hook.deletePolicies().contains(RecordedHook.SUCCEEDED);
        boolean goesAfterFailure = hook.deletePolicies().contains(RecordedHook.FAILED);
        return !isDefinition
                && switch (hook.lastRun().phase()) {
                    case RUNNING, UNKNOWN -> goesAfterSuccess || goesAfterFailure;
                    case SUCCEEDED -> goesAfterSuccess;
                    case FAILED -> goesAfterFailure;
                    case NONE -> false;
                };
    }
}
