package dev.capstan.argo.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.annotation.DeletionHook;
import dev.capstan.argo.annotation.Hook;
import dev.capstan.argo.annotation.SyncOptions;
import dev.capstan.argo.annotation.SyncWave;
import dev.capstan.argo.object.Metadata;
import dev.capstan.argo.object.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sync status of an application and of each of its objects. Pure.
 *
 * @param status of the application
 * @param resources one line for each object, in the order of the objects
 * @param errors why objects could not be compared, as messages of the condition {@code ComparisonError}
 */
public record ApplicationComparison(SyncStatus status, List<ResourceStatus> resources, List<String> errors) {

    private static final String COMPARE_OPTIONS = "argocd.argoproj.io/compare-options";

    public ApplicationComparison {
        resources = List.copyOf(resources);
        errors = List.copyOf(errors);
    }

    /**
     * What is known of the application beside its objects.
     *
     * @param options sync options of the application
     * @param isIncomplete whether manifests or live objects could not be loaded
     * @param managedNamespace the destination's namespace when its metadata are managed, else empty
     * @param hasChangedNamespaceMetadata whether those metadata are others than at the last sync
     * @param hookWaves waves of the hooks' manifests
     */
    public record Context(
            SyncOptions options,
            boolean isIncomplete,
            String managedNamespace,
            boolean hasChangedNamespaceMetadata,
            Map<ObjectKey, Long> hookWaves) {

        public Context {
            hookWaves = Map.copyOf(hookWaves);
        }

        /** An application whose objects are all known, without options. */
        public static Context plain() {
            return new Context(SyncOptions.none(), false, "", false, Map.of());
        }
    }

    /** Sums up the comparisons of all objects. */
    public static ApplicationComparison of(List<ComparedObject> objects, Context context) {
        List<String> errors = new ArrayList<>();
        objects.forEach(object -> {
            if (object.difference() instanceof Difference.Failed failed) {
                errors.add("Failed to compare desired state to live state: " + failed.message());
            }
        });
        boolean isUnknown = context.isIncomplete() || !errors.isEmpty();
        List<ResourceStatus> lines = new ArrayList<>();
        boolean isOutOfSync = context.hasChangedNamespaceMetadata();
        for (ComparedObject object : objects) {
            Optional<SyncStatus> status = statusOf(object, context);
            isOutOfSync |= status.equals(Optional.of(SyncStatus.OUT_OF_SYNC)) && !isTolerated(object);
            if (isUnknown || !object.isPermitted()) {
                status = Optional.of(SyncStatus.UNKNOWN);
            }
            lines.add(line(object, status, context));
        }
        SyncStatus overall = isUnknown ? SyncStatus.UNKNOWN : isOutOfSync ? SyncStatus.OUT_OF_SYNC : SyncStatus.SYNCED;
        return new ApplicationComparison(overall, lines, errors);
    }

    private static Optional<SyncStatus> statusOf(ComparedObject object, Context context) {
        boolean isSkipped =
                object.target().map(target -> Hook.of(target).isSkipped()).orElse(false);
        if (isHook(object.object()) || isSkipped || !object.isSelfReferenced()) {
            return Optional.empty();
        }
        boolean isModified = object.difference() instanceof Difference.Compared compared && compared.isModified();
        boolean isDifferent = (isModified || isOneSided(object)) && !isOneSidedManagedNamespace(object, context);
        return Optional.of(isDifferent ? SyncStatus.OUT_OF_SYNC : SyncStatus.SYNCED);
    }

    private static boolean isOneSided(ComparedObject object) {
        return object.target().isEmpty() || object.live().isEmpty();
    }

    /** The destination's namespace with managed metadata need not be in the sources, and is not missing before a sync. */
    private static boolean isOneSidedManagedNamespace(ComparedObject object, Context context) {
        Metadata metadata = Metadata.of(object.object());
        return isOneSided(object)
                && !context.managedNamespace().isEmpty()
                && metadata.isKind("", "Namespace")
                && metadata.name().equals(context.managedNamespace());
    }

    /** An extra object that says itself that it shall not count. */
    private static boolean isTolerated(ComparedObject object) {
        return object.target().isEmpty()
                && Metadata.of(object.object()).annotationList(COMPARE_OPTIONS).contains("IgnoreExtraneous");
    }

    private static ResourceStatus line(ComparedObject object, Optional<SyncStatus> status, Context context) {
        ObjectNode shown = object.object();
        ObjectKey key = ObjectKey.of(shown);
        boolean isHook = isHook(shown);
        long wave = object.target()
                .map(SyncWave::of)
                .orElseGet(() -> isHook ? context.hookWaves().getOrDefault(key, 0L) : 0L);
        return new ResourceStatus(
                key,
                Metadata.of(shown).version(),
                status,
                isHook,
                object.target().isEmpty() && object.isSelfReferenced() && !isOneSidedManagedNamespace(object, context),
                wave,
                needsConfirmation(object.target(), context) || needsConfirmation(object.live(), context));
    }

    private static boolean needsConfirmation(Optional<ObjectNode> object, Context context) {
        return object.map(SyncOptions::of)
                .map(own -> isConfirmed(own, context, "Delete") || isConfirmed(own, context, "Prune"))
                .orElse(false);
    }

    private static boolean isConfirmed(SyncOptions own, Context context, String option) {
        return own.value(option).or(() -> context.options().value(option)).equals(Optional.of("confirm"));
    }

    private static boolean isHook(ObjectNode object) {
        return Hook.of(object).isHook() || DeletionHook.isAny(object);
    }
}
