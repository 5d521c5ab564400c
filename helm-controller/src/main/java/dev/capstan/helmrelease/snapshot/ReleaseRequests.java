package dev.capstan.helmrelease.snapshot;

import dev.capstan.api.helm.HelmReleaseStatus;
import dev.capstan.api.meta.ToolkitKeys;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What people ask for once, by annotations. Each counts only together with a request of the same value, and only when
 * neither of the two was handled before: so an annotation that was copied from elsewhere asks for nothing.
 *
 * @param force value of the annotation that asks for a release, whether it counts or not
 * @param isForced whether a release is asked for
 * @param reset value of the annotation that asks to forget failures, whether it counts or not
 * @param isReset whether that is asked for
 */
public record ReleaseRequests(Optional<String> force, boolean isForced, Optional<String> reset, boolean isReset) {

    /** The requests that are not handled yet. */
    static ReleaseRequests of(Map<String, String> annotations, HelmReleaseStatus status) {
        Optional<String> request = Optional.ofNullable(annotations.get(ToolkitKeys.REQUESTED_AT))
                .filter(token -> !token.isEmpty() && !token.equals(status.lastHandledReconcileAt()));
        Optional<String> force = Optional.ofNullable(annotations.get(ToolkitKeys.FORCE_AT));
        Optional<String> reset = Optional.ofNullable(annotations.get(ToolkitKeys.RESET_AT));
        return new ReleaseRequests(
                force,
                counts(force, request, status.lastHandledForceAt()),
                reset,
                counts(reset, request, status.lastHandledResetAt()));
    }

    private static boolean counts(Optional<String> token, Optional<String> request, @Nullable String handled) {
        return token.isPresent() && token.equals(request) && !Objects.equals(token.get(), handled);
    }
}
