package dev.capstan.application.deletion;

import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.argo.annotation.Propagation;
import dev.capstan.argo.sync.CascadingDeletion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The finalizers by which users say what happens when an Application is deleted. They are taken off in a fixed order. */
public final class Finalizers {
    private static final String RESOURCES = "resources-finalizer.argocd.argoproj.io";
    private static final String PRE_DELETE = "pre-delete-finalizer.argocd.argoproj.io";
    private static final String POST_DELETE = "post-delete-finalizer.argocd.argoproj.io";
    private static final String CLEANUP = "/cleanup";

    private Finalizers() {}

    /** Whether a finalizer is one of these. */
    public static boolean isOurs(String finalizer) {
        return stages(List.of(finalizer)).size() == 1;
    }

    /** Those that wait for the hooks of a type to run, and to go. */
    public static Set<String> of(DeletionHook type) {
        String name = type == DeletionHook.PRE_DELETE ? PRE_DELETE : POST_DELETE;
        return Set.of(name, name + CLEANUP);
    }

    /** What is to be done, in its order. */
    static List<Stage> stages(List<String> finalizers) {
        List<Stage> stages = new ArrayList<>();
        addHooks(finalizers, DeletionHook.PRE_DELETE, PRE_DELETE, stages);
        Optional<Propagation> propagation = CascadingDeletion.propagation(finalizers);
        Set<String> resources = new LinkedHashSet<>(finalizers);
        resources.retainAll(List.of(RESOURCES, RESOURCES + "/foreground", RESOURCES + "/background"));
        propagation.ifPresent(how -> stages.add(new Stage.Resources(resources, how)));
        addHooks(finalizers, DeletionHook.POST_DELETE, POST_DELETE, stages);
        return List.copyOf(stages);
    }

    private static void addHooks(List<String> finalizers, DeletionHook type, String name, List<Stage> stages) {
        if (finalizers.contains(name)) {
            stages.add(new Stage.Hooks(Set.of(name), type));
        }
        if (finalizers.contains(name + CLEANUP)) {
            stages.add(new Stage.HookCleanup(Set.of(name + CLEANUP), type));
        }
    }

    /** All of ours. */
    static Set<String> all(List<String> finalizers) {
        Set<String> all = new LinkedHashSet<>();
        stages(finalizers).forEach(stage -> all.addAll(stage.finalizers()));
        return all;
    }

    /** One step of a deletion. */
    sealed interface Stage {
        /** Those that come off once it is done. */
        Set<String> finalizers();

        /** Hooks run. */
        record Hooks(Set<String> finalizers, DeletionHook type) implements Stage {}

        /** Hooks that ran go, as far as their policies say so. */
        record HookCleanup(Set<String> finalizers, DeletionHook type) implements Stage {}

        /** The objects go. */
        record Resources(Set<String> finalizers, Propagation propagation) implements Stage {}
    }
}
