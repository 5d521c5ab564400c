package dev.capstan.cli.migrate.plan;

import dev.capstan.cli.migrate.survey.FluxController;
import java.util.List;
import java.util.Optional;

/**
 * How tenants are held apart.
 *
 * @param hasCrossNamespaceRefs whether objects may refer to those of other namespaces
 * @param kustomizeAccount who Kustomizations are applied as that name nobody; empty for the controller itself
 * @param helmAccount the same for HelmReleases
 * @param hasRemoteBases whether builds may fetch other repositories
 */
public record Tenancy(
        boolean hasCrossNamespaceRefs,
        Optional<String> kustomizeAccount,
        Optional<String> helmAccount,
        boolean hasRemoteBases) {

    /** What Capstan installs unless it is told otherwise. */
    public static final Tenancy LOCKED = new Tenancy(false, Optional.of("default"), Optional.of("default"), false);

    /** What the flags of Flux say. */
    public static Tenancy of(List<FluxController> controllers) {
        return new Tenancy(
                controllers.stream()
                        .filter(it -> !it.component().equals("source-controller")
                                && !it.component().equals("source-watcher"))
                        .anyMatch(it -> !it.flags().isOn("no-cross-namespace-refs")),
                account(controllers, "kustomize-controller"),
                account(controllers, "helm-controller"),
                controllers.stream()
                        .filter(it -> it.component().equals("kustomize-controller"))
                        .anyMatch(it -> !it.flags().isOn("no-remote-bases")));
    }

    private static Optional<String> account(List<FluxController> controllers, String component) {
        return controllers.stream()
                .filter(it -> it.component().equals(component))
                .flatMap(it -> it.flags().value("default-service-account").stream())
                .filter(account -> !account.isEmpty())
                .findFirst();
    }

    /** Locked down, with the accounts that Flux used where it used some. */
    public Tenancy locked() {
        return new Tenancy(
                false,
                Optional.of(kustomizeAccount.orElse("default")),
                Optional.of(helmAccount.orElse("default")),
                false);
    }
}
