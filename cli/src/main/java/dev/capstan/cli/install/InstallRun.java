package dev.capstan.cli.install;

import dev.capstan.cli.Launcher;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.inspection.ClockCheck;
import dev.capstan.cli.inspection.Finding;
import dev.capstan.cli.inspection.InstallationCheck;
import dev.capstan.cli.manifests.InstallationChoice;
import dev.capstan.cli.manifests.RenderedInstallation;
import dev.capstan.cli.rollout.Installer;
import dev.capstan.cli.rollout.NatsSecrets;
import dev.capstan.cli.terminal.Console;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An installation from the first look to the last check. */
final class InstallRun {

    private final Console console;
    private final Duration timeout;
    private final boolean keepsFailed;
    private final Clock clock = Clock.systemUTC();

    InstallRun(Console console, Duration timeout, boolean keepsFailed) {
        this.console = console;
        this.timeout = timeout;
        this.keepsFailed = keepsFailed;
    }

    /** Says what would happen. */
    int plan(Path kubeconfig, RenderedInstallation rendered) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            installer(client).plan(rendered).forEach(line -> console.say(PrintableText.of(line)));
            console.say("Nothing was written");
            return 0;
        }
    }

    /** Installs, and returns whether what is there now works: 0 or 1. */
    int install(Path kubeconfig, RenderedInstallation rendered, boolean renewsCertificate) {
        InstallationChoice choice = rendered.choice();
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            console.say("Installing %s into the namespace %s"
                    .formatted(choice.images().tag(), choice.namespace()));
            installer(client).install(rendered);
            if (renewsCertificate && choice.needsNats()) {
                new NatsSecrets(choice.namespace(), clock.instant()).renewCertificate(client);
                console.done("NATS starts again with a new certificate; controllers connect again by themselves");
            }
            List<Finding> findings = new ArrayList<>(new ClockCheck(client, clock).findings());
            findings.addAll(new InstallationCheck(client, choice.namespace(), clock).findings());
            return report(findings, renewsCertificate);
        }
    }

    private int report(List<Finding> findings, boolean isRestarting) {
        for (Finding finding : findings) {
            String line = PrintableText.of(finding.line());
            switch (finding.level()) {
                case OK -> {}
                case WARNING -> console.say("warning: " + line);
                case FAILED -> console.failed(line);
            }
        }
        boolean works = findings.stream().noneMatch(Finding::hasFailed);
        if (works) {
            console.done("installed, and everything that was checked works");
        } else if (isRestarting) {
            console.say("Installed; some of it may wait for NATS, which starts again: %s check says when it works"
                    .formatted(Launcher.command()));
        }
        return works || isRestarting ? 0 : 1;
    }

    private Installer installer(KubernetesClient client) {
        return new Installer(
                client,
                console,
                clock,
                new Installer.Settings(timeout, Installer.Settings.FIELD_MANAGER, false, keepsFailed));
    }
}
