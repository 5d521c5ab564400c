package dev.capstan.cli.migrate.plan;

import dev.capstan.cli.migrate.survey.FluxOrigin;
import java.util.List;

/** Who would bring Flux back, and what must be done about it before. Pure. */
final class OriginRules {

    private OriginRules() {}

    /** @param goesIntoGit whether the repository gets the new components in the course of the migration */
    static List<Finding> about(FluxOrigin origin, boolean goesIntoGit) {
        return switch (origin) {
            case FluxOrigin.Applied _ -> List.of();
            case FluxOrigin.Bootstrapped bootstrapped -> bootstrapped(bootstrapped, goesIntoGit);
            case FluxOrigin.HelmRelease(var namespace, var release) ->
                List.of(Finding.warns(
                        "Helm release " + namespace + "/" + release,
                        "its records are moved into the backup, so that Helm forgets it without deleting anything",
                        "Take it out of whatever runs `helm upgrade` for it, which would install Flux again"));
            case FluxOrigin.Operator(var namespace, var name, var isPaused) ->
                List.of(
                        isPaused
                                ? Finding.warns(
                                        "FluxInstance " + namespace + "/" + name,
                                        "it is paused, and stays",
                                        "Uninstall flux-operator after the migration, as the guide tells; do not let it"
                                                + " reconcile again")
                                : Finding.blocks(
                                        "FluxInstance " + namespace + "/" + name,
                                        "flux-operator would bring the controllers of Flux back",
                                        "Pause it: kubectl -n %s annotate fluxinstance %s fluxcd.controlplane.io/reconcile=disabled"
                                                .formatted(namespace, name)));
            case FluxOrigin.Other(var tool, var marks) ->
                List.of(Finding.blocks(
                        tool,
                        "it applies the controllers of Flux (%s), and would bring them back"
                                .formatted(String.join(", ", marks)),
                        "Take them out of it without deleting them, then try again"));
        };
    }

    private static List<Finding> bootstrapped(FluxOrigin.Bootstrapped origin, boolean goesIntoGit) {
        String name = "Kustomization %s/%s".formatted(origin.namespace(), origin.name());
        if (goesIntoGit) {
            return origin.source().startsWith("GitRepository ")
                    ? List.of(Finding.notes(
                            name,
                            "gotk-components.yaml in %s of %s is replaced in one commit, after Flux has stopped and before"
                                            .formatted(origin.path(), origin.source())
                                    + " Capstan starts"))
                    : List.of(Finding.blocks(
                            name,
                            "its source is no GitRepository: " + origin.source(),
                            "Replace the components there by hand"));
        }
        return List.of(
                origin.isSuspended()
                        ? Finding.warns(
                                name,
                                "it is suspended, and its folder %s still holds the components of Flux"
                                        .formatted(origin.path()),
                                "Before you resume it, replace gotk-components.yaml there by what --export writes")
                        : Finding.blocks(
                                name,
                                "it applies the controllers of Flux from %s, and would bring them back at its next run"
                                        .formatted(origin.path()),
                                ("Let --commit replace them in Git. Or suspend it (flux suspend kustomization %s -n %s), migrate, commit what --export writes in"
                                                + " place of gotk-components.yaml, and resume it")
                                        .formatted(origin.name(), origin.namespace())));
    }
}
