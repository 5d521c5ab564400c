package dev.capstan.cli.bootstrap;

import dev.capstan.apply.Owner;
import dev.capstan.apply.profile.ApplyProfile;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.inspection.Finding;
import dev.capstan.cli.inspection.InstallationCheck;
import dev.capstan.cli.manifests.InstallationManifests;
import dev.capstan.cli.manifests.RenderedInstallation;
import dev.capstan.cli.rollout.Installer;
import dev.capstan.cli.rollout.Obstacles;
import dev.capstan.cli.terminal.Console;
import dev.capstan.cli.terminal.PrintableText;
import dev.capstan.yaml.YamlMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** The installation as the cluster has it: looked at before, applied, looked at after. */
final class ClusterInstallation {

    private final KubernetesClient client;
    private final BootstrapRequest request;
    private final RenderedInstallation rendered;
    private final Console console;
    private final Clock clock = Clock.systemUTC();
    private final OwnedApply owned;

    private ClusterInstallation(
            KubernetesClient client, BootstrapRequest request, RenderedInstallation rendered, Console console) {
        this.client = client;
        this.request = request;
        this.rendered = rendered;
        this.console = console;
        this.owned = new OwnedApply(
                client,
                Owner.kustomization(request.sync().name(), request.sync().name()));
    }

    static ClusterInstallation of(
            KubernetesClient client, BootstrapRequest request, InstallationManifests manifests, Console console) {
        return new ClusterInstallation(client, request, manifests.render(request.installation()), console);
    }

    /** What is installed. */
    List<YamlMap> objects() {
        return KeptObjects.marked(rendered.objects());
    }

    /**
     * Looks whether the cluster can take it. Nothing was written yet, neither here nor to the repository.
     *
     * @throws CommandFailure naming everything that is in the way
     */
    void check() {
        List<Finding> findings = new Obstacles(client, request.installation()).findings(true);
        List<Finding> failed = findings.stream().filter(Finding::hasFailed).toList();
        if (!failed.isEmpty()) {
            throw new CommandFailure("Nothing was done, because of this:\n  "
                    + failed.stream().map(Finding::line).map(PrintableText::of).collect(Collectors.joining("\n  ")));
        }
        findings.stream()
                .filter(finding -> finding.level() == Finding.Level.WARNING)
                .forEach(finding -> console.say("warning: " + PrintableText.of(finding.line())));
        console.done("the cluster can take it");
    }

    /** Makes the namespace, in which a key waits before anything else is installed. */
    void prepareNamespace() {
        owned.apply(objects().stream()
                .filter(object -> "Namespace".equals(object.getText("kind")))
                .toList());
    }

    /**
     * Installs what the repository holds, as the cluster will apply it itself from then on.
     *
     * @param objects with the patches of the user
     * @throws CommandFailure when it does not become ready; the repository has it, so it is not taken back
     */
    void install(List<YamlMap> objects) {
        owned.takeOver(objects);
        new Installer(
                        client,
                        console,
                        clock,
                        new Installer.Settings(request.timeout(), ApplyProfile.KUSTOMIZE_CONTROLLER, true, true))
                .install(new RenderedInstallation(rendered.choice(), owned.labelled(objects)));
    }

    /** Has the cluster keep itself. */
    void applySync(List<YamlMap> objects) {
        owned.apply(objects);
    }

    /** Looks whether what is there works, and returns whether it does. */
    boolean works() {
        List<Finding> findings = new InstallationCheck(client, request.sync().name(), clock).findings();
        findings.stream()
                .filter(finding -> finding.level() != Finding.Level.OK)
                .forEach(finding -> console.failed(PrintableText.of(finding.line())));
        return findings.stream().noneMatch(Finding::hasFailed);
    }
}
