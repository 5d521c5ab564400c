package dev.capstan.apply.prune;

import dev.capstan.apply.Owner;
import dev.capstan.apply.watch.ObservedObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why an object that left its set is not deleted: checks that are asked one after the other. Pure. */
final class KeepChecks {

    /** The admission plugin NamespaceLifecycle refuses to delete these, whoever asks. */
    private static final Set<String> LASTING_NAMESPACES = Set.of("default", "kube-system", "kube-public");

    private static final List<Check> CHECKS = List.of(
            KeepChecks::isLastingNamespace,
            KeepChecks::belongsToAnotherOwner,
            KeepChecks::carriesNoLabels,
            KeepChecks::asksToBeKept);

    private KeepChecks() {}

    @FunctionalInterface
    private interface Check {
        Optional<String> reason(ObservedObject live, Owner pruning);
    }

    /**
     * The first reason to keep it; empty when it may be deleted.
     *
     * @param live the object as it is
     * @param pruning on whose behalf it would be deleted
     */
    static Optional<String> reasonToKeep(ObservedObject live, Owner pruning) {
        return CHECKS.stream()
                .flatMap(check -> check.reason(live, pruning).stream())
                .findFirst();
    }

    private static Optional<String> isLastingNamespace(ObservedObject live, Owner pruning) {
        boolean isLasting = live.id().isKind("", "Namespace")
                && LASTING_NAMESPACES.contains(live.id().name());
        return isLasting ? Optional.of("Kubernetes never deletes this namespace") : Optional.empty();
    }

    private static Optional<String> belongsToAnotherOwner(ObservedObject live, Owner pruning) {
        return live.owner().filter(owner -> !owner.equals(pruning)).map(owner -> "it belongs to " + owner + " now");
    }

    private static Optional<String> carriesNoLabels(ObservedObject live, Owner pruning) {
        return live.owner().isEmpty() ? Optional.of("it does not carry the ownership labels") : Optional.empty();
    }

    private static Optional<String> asksToBeKept(ObservedObject live, Owner pruning) {
        return live.policy().isKept() ? Optional.of("the object says to keep it") : Optional.empty();
    }
}
