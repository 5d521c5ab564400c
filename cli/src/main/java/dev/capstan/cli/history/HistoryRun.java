package dev.capstan.cli.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.api.helm.HelmRelease;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.release.HelmReleaseLookup;
import dev.capstan.cli.release.Revision;
import dev.capstan.cli.release.RevisionLookup;
import dev.capstan.cli.terminal.PrintableText;
import dev.capstan.cli.terminal.Table;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and prints the revisions of releases. */
final class HistoryRun {

    private static final int LONGEST_DESCRIPTION = 80;
    private static final int DIGITS = 12;

    private static final Limits LIMITS =
            new Limits(Integer.MAX_VALUE, Limits.DEFAULT.depth(), Limits.DEFAULT.aliasedNodes());

    private final PrintWriter out;
    private final PrintWriter err;
    private final HistoryFormat format;

    HistoryRun(PrintWriter out, PrintWriter err, HistoryFormat format) {
        this.out = out;
        this.err = err;
        this.format = format;
    }

    /** Returns whether there was something to print. */
    boolean run(Path kubeconfig, Optional<String> namespace, Optional<String> name) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            var lookup = new HelmReleaseLookup(client, namespace);
            List<HelmRelease> objects =
                    name.map(one -> List.of(lookup.one(one))).orElseGet(lookup::all);
            var revisions = new RevisionLookup(client);
            List<Revision> all = new ArrayList<>();
            for (HelmRelease object : objects) {
                RevisionLookup.Revisions found = revisions.of(object);
                all.addAll(found.revisions());
                found.notices().stream().map(PrintableText::of).forEach(err::println);
            }
            if (!all.isEmpty() || format != HistoryFormat.TABLE) {
                out.println(text(all));
                out.flush();
            }
            return !all.isEmpty();
        }
    }

    private String text(List<Revision> revisions) {
        return switch (format) {
            case TABLE -> String.join("\n", table(revisions));
            case JSON -> json(revisions).toPrettyString();
            case YAML -> {
                byte[] json = json(revisions).toString().getBytes(StandardCharsets.UTF_8);
                byte[] yaml = YamlWriter.write(Json.read("the history", json, LIMITS));
                yield new String(yaml, StandardCharsets.UTF_8).strip();
            }
        };
    }

    private static JsonNode json(List<Revision> revisions) {
        return Serialization.jsonMapper().valueToTree(revisions);
    }

    static List<String> table(List<Revision> revisions) {
        var table = new Table(List.of(
                "NAMESPACE",
                "HELMRELEASE",
                "REVISION",
                "DEPLOYED",
                "STATUS",
                "CHART",
                "APP VERSION",
                "VALUES",
                "CAUSE",
                "DESCRIPTION"));
        revisions.forEach(revision -> table.add(List.of(
                revision.namespace(),
                revision.helmRelease(),
                Long.toString(revision.revision()),
                revision.deployed().replaceFirst("\\.\\d+Z$", "Z"),
                revision.status(),
                revision.chart() + "@" + revision.chartVersion(),
                revision.appVersion(),
                shortened(revision.valuesDigest()),
                revision.cause(),
                firstLine(revision.description()))));
        return table.lines();
    }

    /** As much of a digest as tells it from others. */
    private static String shortened(String digest) {
        String hex = digest.substring(digest.indexOf(':') + 1);
        return hex.substring(0, Math.min(DIGITS, hex.length()));
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() > LONGEST_DESCRIPTION ? line.substring(0, LONGEST_DESCRIPTION - 1) + "…" : line;
    }
}
