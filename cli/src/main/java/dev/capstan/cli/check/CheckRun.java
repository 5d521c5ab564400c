package dev.capstan.cli.check;

import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.inspection.ArgoCdCheck;
import dev.capstan.cli.inspection.ClockCheck;
import dev.capstan.cli.inspection.ClusterVersion;
import dev.capstan.cli.inspection.Finding;
import dev.capstan.cli.inspection.InstallationCheck;
import dev.capstan.cli.inspection.OwnersCheck;
import dev.capstan.cli.inspection.RightsCheck;
import dev.capstan.cli.inspection.StorageCheck;
import dev.capstan.cli.terminal.PrintableText;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a cluster, and prints what was found. */
final class CheckRun {

    private final PrintWriter out;
    private final CheckCommand.Format format;
    private final String namespace;
    private final Clock clock = Clock.systemUTC();

    CheckRun(PrintWriter out, CheckCommand.Format format, String namespace) {
        this.out = out;
        this.format = format;
        this.namespace = namespace;
    }

    /** Returns whether everything works. */
    boolean run(Path kubeconfig, boolean isBefore) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            List<Finding> findings = findings(client, isBefore);
            boolean isGood = findings.stream().noneMatch(Finding::hasFailed);
            switch (format) {
                case TEXT -> text(findings);
                case JSON -> out.println(json(findings, isGood));
            }
            out.flush();
            return isGood;
        }
    }

    private List<Finding> findings(KubernetesClient client, boolean isBefore) {
        List<Finding> findings = new ArrayList<>();
        findings.add(ClusterVersion.check(client.getKubernetesVersion().getGitVersion()));
        findings.addAll(new ClockCheck(client, clock).findings());
        if (isBefore) {
            Finding rights = new RightsCheck(client, namespace).finding();
            findings.add(rights);
            if (rights.hasFailed()) {
                return List.copyOf(findings);
            }
            new ArgoCdCheck(client).finding().ifPresent(findings::add);
            List<Finding> owners = new OwnersCheck(client, namespace).findings(true, false);
            findings.addAll(owners.isEmpty() ? List.of(Finding.ok("Owners", "nobody else works here")) : owners);
            findings.add(new StorageCheck(client, namespace).classes(Optional.empty()));
        } else {
            findings.addAll(installation(client));
        }
        return List.copyOf(findings);
    }

    private List<Finding> installation(KubernetesClient client) {
        try {
            List<Finding> findings = new ArrayList<>(new OwnersCheck(client, namespace).competitors());
            findings.addAll(new InstallationCheck(client, namespace, clock).findings());
            new ArgoCdCheck(client).finding().ifPresent(findings::add);
            return findings;
        } catch (KubernetesClientException refusal) {
            if (refusal.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw refusal;
            }
            return List.of(Finding.failed(
                    "Controllers",
                    "you may not see the installation in the namespace " + namespace,
                    "Ask for the right to list Deployments, StatefulSets and Pods there: " + refusal.getMessage()));
        }
    }

    private void text(List<Finding> findings) {
        for (Finding finding : findings) {
            String mark = switch (finding.level()) {
                case OK -> "✓";
                case WARNING -> "!";
                case FAILED -> "✗";
            };
            out.println(PrintableText.of(mark + " " + finding.subject() + ": " + finding.message()));
            finding.fix().ifPresent(fix -> out.println(PrintableText.of("    " + fix)));
        }
    }

    private static String json(List<Finding> findings, boolean isGood) {
        return Serialization.asJson(Map.of(
                "ok", isGood, "findings", findings.stream().map(CheckRun::json).toList()));
    }

    private static Map<String, String> json(Finding finding) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("level", finding.level().word());
        fields.put("subject", finding.subject());
        fields.put("message", finding.message());
        finding.fix().ifPresent(fix -> fields.put("fix", fix));
        return fields;
    }
}
