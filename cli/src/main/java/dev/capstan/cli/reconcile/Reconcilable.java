package dev.capstan.cli.reconcile;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.Launcher;
import dev.capstan.cli.cluster.SuspendSwitch;
import dev.capstan.cli.cluster.ToolkitObject;
import java.util.Locale;
import java.util.Optional;

/** Which objects a controller would look at when it is asked to. */
public final class Reconcilable {

    private Reconcilable() {}

    /** Why nobody would; empty when somebody would. */
    public static Optional<String> obstacle(ToolkitObject object) {
        return switch (object.kind()) {
            case ALERT, PROVIDER -> Optional.of("is read whenever there is an event, and needs no reconciliation");
            case SEALED_SECRET -> Optional.of("is unsealed whenever it or a key changes, and needs no reconciliation");
            case APP_PROJECT ->
                Optional.of("is read whenever an Application of it is looked at, and needs no reconciliation");
            case EXTERNAL_ARTIFACT -> Optional.of("is written by whoever publishes it; reconcile that instead");
            case HELM_REPOSITORY ->
                object.text("spec", "type")
                        .filter("oci"::equals)
                        .map(_ -> "is of the type oci, which is only read; reconcile a HelmChart that uses it");
            default -> Optional.empty();
        };
    }

    /** @throws CommandFailure when nobody would look at it, or not now */
    static void require(ToolkitObject object) {
        obstacle(object).ifPresent(why -> {
            throw new CommandFailure(object.title() + " " + why);
        });
        if (object.isBeingDeleted()) {
            throw new CommandFailure(object.title() + " is being deleted, and is not reconciled any more");
        }
        if (object.isSuspended()) {
            throw new CommandFailure(
                    "%s is suspended%s, so its controller would do nothing. Resume it first: %s resume %s %s -n %s"
                            .formatted(
                                    object.title(),
                                    SuspendSwitch.reason(object)
                                            .map(" (%s)"::formatted)
                                            .orElse(""),
                                    Launcher.command(),
                                    object.kind().kind().toLowerCase(Locale.ROOT),
                                    object.name(),
                                    object.namespace()));
        }
    }
}
