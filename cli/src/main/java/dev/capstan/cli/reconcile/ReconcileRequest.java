package dev.capstan.cli.reconcile;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.kind.KindWords;
import java.util.List;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param words kind and name
 * @param isWithSource whether its sources come first
 * @param isForced whether a release is made though nothing has changed
 * @param isReset whether failures are forgotten
 */
record ReconcileRequest(List<String> words, boolean isWithSource, boolean isForced, boolean isReset) {

    ReconcileRequest {
        words = List.copyOf(words);
    }

    KindWords.Named object() {
        return KindWords.one(words);
    }

    /** What of it cannot be asked for. */
    Optional<String> problem() {
        ToolkitKind kind = object().kind();
        object().onlyName();
        if ((isForced || isReset) && kind != ToolkitKind.HELM_RELEASE) {
            return Optional.of(
                    "--force and --reset are for HelmReleases; a %s has nothing like that".formatted(kind.kind()));
        }
        return Optional.empty();
    }
}
