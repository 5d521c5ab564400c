package dev.capstan.cli.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.api.argo.ArgoKeys;
import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.api.meta.ToolkitKeys;
import dev.capstan.api.sealedsecret.SealedSecret;
import dev.capstan.api.source.ArtifactGenerator;
import java.util.Optional;

/** How the objects of a kind are suspended: by a field of their spec or, where they have none, by an annotation. */
public final class SuspendSwitch {

    private SuspendSwitch() {}

    /** Whether there is a way at all. */
    public static boolean isThereFor(ToolkitKind kind) {
        return switch (kind) {
            case EXTERNAL_ARTIFACT, APP_PROJECT -> false;
            default -> true;
        };
    }

    /** Why somebody has suspended it, when that was said. */
    public static Optional<String> reason(ToolkitObject object) {
        return object.annotation(ToolkitKeys.SUSPEND_REASON).filter(reason -> !reason.isBlank());
    }

    /** The merge patch that suspends. */
    public static String suspending(ToolkitKind kind, Optional<String> reason) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode annotations = patch.putObject("metadata").putObject("annotations");
        reason.ifPresentOrElse(
                text -> annotations.put(ToolkitKeys.SUSPEND_REASON, text),
                () -> annotations.putNull(ToolkitKeys.SUSPEND_REASON));
        annotation(kind)
                .ifPresentOrElse(
                        key -> annotations.put(key, key.equals(ArgoKeys.SKIP_RECONCILE) ? "true" : "disabled"),
                        () -> patch.putObject("spec").put("suspend", true));
        return patch.toString();
    }

    /** The merge patch that resumes. */
    public static String resuming(ToolkitKind kind) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode annotations = patch.putObject("metadata").putObject("annotations");
        annotations.putNull(ToolkitKeys.SUSPEND_REASON);
        annotation(kind)
                .ifPresentOrElse(
                        annotations::putNull, () -> patch.putObject("spec").put("suspend", false));
        return patch.toString();
    }

    private static Optional<String> annotation(ToolkitKind kind) {
        return switch (kind) {
            case ARTIFACT_GENERATOR -> Optional.of(ArtifactGenerator.RECONCILE);
            case SEALED_SECRET -> Optional.of(SealedSecret.RECONCILE);
            case APPLICATION, APPLICATION_SET -> Optional.of(ArgoKeys.SKIP_RECONCILE);
            default -> Optional.empty();
        };
    }
}
