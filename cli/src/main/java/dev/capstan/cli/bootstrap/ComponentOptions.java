package dev.capstan.cli.bootstrap;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.manifests.Catalog;
import dev.capstan.cli.manifests.Controller;
import dev.capstan.cli.manifests.ControllerWords;
import dev.capstan.cli.manifests.InstallationChoice;
import dev.capstan.cli.options.InstallationOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What of Capstan a cluster keeps itself with. */
final class ComponentOptions {

    private static final List<String> NEEDED = List.of("source-controller", "kustomize-controller");

    @Mixin
    private InstallationOptions options = new InstallationOptions();

    @Option(
            names = "--components-extra",
            paramLabel = "NAME",
            split = ",",
            description = "Further controllers, beside those of --components.")
    private List<String> extra = new ArrayList<>();

    /**
     * What was chosen, with the account for the Kustomization that keeps the cluster.
     *
     * @param catalog what there is
     * @param namespace for the controllers
     * @throws CommandFailure for controllers that there are not, or without those by which a cluster keeps itself
     */
    InstallationChoice choice(Catalog catalog, String namespace) {
        InstallationChoice choice = withExtra(catalog, options.choice(catalog, namespace));
        List<String> missing = NEEDED.stream()
                .filter(name -> choice.controllers().stream()
                        .noneMatch(controller -> controller.name().equals(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw new CommandFailure(
                    "--components: a cluster keeps itself by source-controller and kustomize-controller; add "
                            + String.join(" and ", missing),
                    2);
        }
        return choice.withClusterReconciler(true);
    }

    private InstallationChoice withExtra(Catalog catalog, InstallationChoice choice) {
        if (extra.isEmpty()) {
            return choice;
        }
        List<Controller> added = ControllerWords.read(catalog, extra);
        List<Controller> all = catalog.controllers().stream()
                .filter(controller -> choice.controllers().contains(controller) || added.contains(controller))
                .toList();
        boolean isOnePod = choice.inOnePod().equals(choice.controllers());
        return choice.withControllers(all).withOnePod(isOnePod ? all : choice.inOnePod());
    }
}
