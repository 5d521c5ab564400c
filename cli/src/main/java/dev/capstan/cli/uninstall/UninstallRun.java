package dev.capstan.cli.uninstall;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.Launcher;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what goes and what stays, asks, and takes it away. */
final class UninstallRun {

    private static final int SHOWN_AT_MOST = 50;

    private final PrintWriter out;
    private final BufferedReader answers;
    private final String namespace;
    private final boolean keepsNamespace;
    private final Duration timeout;

    UninstallRun(PrintWriter out, BufferedReader answers, String namespace, boolean keepsNamespace, Duration timeout) {
        this.out = out;
        this.answers = answers;
        this.namespace = namespace;
        this.keepsNamespace = keepsNamespace;
        this.timeout = timeout;
    }

    /** Returns whether it is gone, or would be. */
    boolean run(Path kubeconfig, boolean isDryRun, boolean isAgreed) throws IOException {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            refuseForeign(client);
            Installed installed = Installed.read(client, namespace);
            if (installed.isEmpty()) {
                print("Nothing of Capstan is in this cluster.");
                return true;
            }
            List<String> elsewhere = Installed.elsewhere(client, namespace);
            if (installed.isElsewhere() && !elsewhere.isEmpty()) {
                throw new CommandFailure(
                        "Nothing of Capstan is in the namespace %s; its controllers are elsewhere: %s. Name that namespace with --namespace"
                                .formatted(namespace, String.join(", ", elsewhere)));
            }
            describe(installed, elsewhere);
            if (isDryRun) {
                print("Nothing was deleted");
                return true;
            }
            if (!isAgreed && !agrees()) {
                print("Nothing was deleted");
                return false;
            }
            List<String> stuck = new Removal(client, namespace, timeout, this::print)
                    .run(installed, keepsNamespace, !elsewhere.isEmpty());
            stuck.forEach(line -> print("✗ " + line));
            print(
                    stuck.isEmpty()
                            ? "✓ Capstan is gone; what it had applied runs on"
                            : "The rest is gone; run this again when that is solved.");
            return stuck.isEmpty();
        }
    }

    private void refuseForeign(KubernetesClient client) {
        List<String> foreign = Installed.foreign(client);
        if (!foreign.isEmpty()) {
            throw new CommandFailure(
                    "These controllers are Flux's, and use the same definitions: %s. Take them away with `flux uninstall`, or over with `%s migrate flux`"
                            .formatted(String.join(", ", foreign), Launcher.command()));
        }
    }

    /** @param elsewhere controllers that use the same kinds, which stay then */
    private void describe(Installed installed, List<String> elsewhere) {
        Map<String, Long> parts = installed.parts().stream()
                .collect(Collectors.groupingBy(it -> it.getKind(), TreeMap::new, Collectors.counting()));
        Keepers.of(installed.parts(), installed.objects())
                .forEach(keeper -> print(keeper.title() + " keeps this installation and would be suspended first."));
        if (!parts.isEmpty()) {
            print("From the namespace %s and the cluster would go: %s"
                    .formatted(
                            namespace,
                            parts.entrySet().stream()
                                    .map(entry -> entry.getValue() + " " + entry.getKey())
                                    .collect(Collectors.joining(", "))));
        }
        if (!elsewhere.isEmpty()) {
            print("Definitions and custom resources stay: they are also used by " + String.join(", ", elsewhere));
        } else {
            print("%d definitions would go, with %d custom resources in all namespaces"
                    .formatted(
                            installed.definitions().size(), installed.objects().size()));
            List<String> staying = StayingObjects.lines(installed.objects());
            staying.stream().limit(SHOWN_AT_MOST).forEach(line -> print("  " + line));
            if (staying.size() > SHOWN_AT_MOST) {
                print("  and %d more; what they applied stays as well".formatted(staying.size() - SHOWN_AT_MOST));
            }
        }
        if (installed.applications() > 0) {
            print(("%d Applications and ApplicationSets stay, with their definitions: nobody would be left to take off"
                            + " their finalizers")
                    .formatted(installed.applications()));
        }
        if (installed.ownsNamespace()) {
            print(
                    keepsNamespace
                            ? "The namespace " + namespace + " stays."
                            : "The namespace " + namespace + " would go, with everything in it.");
        }
        keys(installed);
    }

    private void keys(Installed installed) {
        if (installed.sealingKeys() > 0 && installed.ownsNamespace() && !keepsNamespace) {
            print(
                    "WARNING: with the namespace go %d keys of SealedSecrets. Without them no SealedSecret in Git opens ever again."
                                    .formatted(installed.sealingKeys())
                            + " To keep them: kubectl -n " + namespace
                            + " get secret -l sealedsecrets.bitnami.com/sealed-secrets-key -o yaml > sealing-keys.yaml");
        }
    }

    private boolean agrees() throws IOException {
        out.print("Uninstall? [y/N] ");
        out.flush();
        String answer =
                Objects.requireNonNullElse(answers.readLine(), "").strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    private void print(String line) {
        out.println(PrintableText.of(line));
        out.flush();
    }
}
