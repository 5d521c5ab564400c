package dev.capstan.argo.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.annotation.SyncWave;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The deletion of an application's objects, highest wave first. Pure. */
public final class CascadingDeletion {

    private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";
    private static final String RESOURCE_POLICY = "helm.sh/resource-policy";

    private CascadingDeletion() {}

    /** How an application's objects are deleted with it; empty when its finalizers say that they stay. */
    public static Optional<Propagation> propagation(List<String> finalizers) {
        if (finalizers.contains(FINALIZER + "/background")) {
            return Optional.of(Propagation.BACKGROUND);
        }
        return finalizers.contains(FINALIZER) || finalizers.contains(FINALIZER + "/foreground")
                ? Optional.of(Propagation.FOREGROUND)
                : Optional.empty();
    }

    /** What happens next. */
    public sealed interface Step {

        /** Delete these, and look again once they are gone. */
        record Delete(List<ObjectKey> objects) implements Step {
            public Delete {
                objects = List.copyOf(objects);
            }
        }

        /** Wait until these are gone. */
        record Wait(List<ObjectKey> deleting) implements Step {
            public Wait {
                deleting = List.copyOf(deleting);
            }

            /** For status and logs. */
            public String message() {
                ObjectKey first = deleting.getFirst();
                return "waiting for deletion of " + first.display()
                        + (deleting.size() > 1 ? " and " + (deleting.size() - 1) + " more resources" : "");
            }
        }

        /** Somebody has to approve first. */
        record Confirm(ObjectKey object) implements Step {}

        /** All that goes is gone; the finalizer may be dropped. */
        record Done() implements Step {}
    }

    /**
     * The next step.
     *
     * @param live all live objects of the application that its project allows
     * @param application key of the application itself, which may be among its objects
     * @param options of the application
     * @param isApproved whether deletions that need it are approved, see {@link DeletionApproval}
     */
    public static Step next(List<ObjectNode> live, ObjectKey application, SyncOptions options, boolean isApproved) {
        List<ObjectKey> deleting = new ArrayList<>();
        List<ObjectNode> going = new ArrayList<>();
        for (ObjectNode object : live) {
            if (isKept(object, application, options)) {
                continue;
            }
            if (Metadata.of(object).isDeleting()) {
                deleting.add(ObjectKey.of(object));
            }
            going.add(object);
            if (!isApproved && needsApproval(object, options)) {
                return new Step.Confirm(ObjectKey.of(object));
            }
        }
        if (!deleting.isEmpty()) {
            return new Step.Wait(deleting);
        }
        if (going.isEmpty()) {
            return new Step.Done();
        }
        long highest = going.stream().mapToLong(SyncWave::of).max().orElse(0);
        return new Step.Delete(going.stream()
                .filter(object -> SyncWave.of(object) == highest)
                .map(ObjectKey::of)
                .sorted()
                .toList());
    }

    /** Definitions of kinds stay, since objects of others go with them; so does what is marked to stay. */
    private static boolean isKept(ObjectNode object, ObjectKey application, SyncOptions options) {
        ObjectKey key = ObjectKey.of(object);
        return key.isKind("apiextensions.k8s.io", "CustomResourceDefinition")
                || key.equals(application)
                || option(object, options, "Delete").equals(Optional.of("false"))
                || Metadata.of(object).annotationList(RESOURCE_POLICY).contains("keep");
    }

    private static boolean needsApproval(ObjectNode object, SyncOptions options) {
        return option(object, options, "Delete").equals(Optional.of("confirm"))
                || option(object, options, "Prune").equals(Optional.of("confirm"));
    }

    private static Optional<String> option(ObjectNode object, SyncOptions options, String name) {
        return SyncOptions.of(object).value(name).or(() -> options.value(name));
    }
}
