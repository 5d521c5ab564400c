package dev.capstan.cli.export;

import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.kind.KindWords;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Prints manifests of objects. */
final class ExportRun {

    private final PrintWriter out;

    ExportRun(PrintWriter out) {
        this.out = out;
    }

    /** What is asked for; refuses a kind without names unless all are meant. */
    static KindWords.Chosen chosen(List<String> words, boolean isAll) {
        KindWords.Chosen chosen = KindWords.read(words);
        boolean isOne = chosen.kinds().size() == 1;
        if (chosen.rest().isEmpty() && !isAll && isOne) {
            throw KindWords.wrong("Name the %s, or say --all"
                    .formatted(chosen.kinds().getFirst().kind()));
        }
        if (!chosen.rest().isEmpty() && (isAll || !isOne)) {
            throw KindWords.wrong(isAll ? "Names and --all exclude each other" : "Names need one kind, not several");
        }
        return chosen;
    }

    /**
     * Returns whether there was something to print.
     *
     * @throws CommandFailure when one that was named is not there
     */
    boolean run(Path kubeconfig, Optional<String> namespace, KindWords.Chosen chosen) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            var objects = new ToolkitObjects(client, namespace);
            List<ToolkitObject> found = chosen.rest().isEmpty()
                    ? chosen.kinds().stream()
                            .flatMap(
                                    kind -> (chosen.kinds().size() == 1 ? objects.all(kind) : objects.allIfServed(kind))
                                            .stream())
                            .toList()
                    : chosen.rest().stream()
                            .map(name -> objects.one(chosen.kinds().getFirst(), name))
                            .toList();
            for (ToolkitObject object : found) {
                out.print("---\n" + ManifestForGit.of(object));
            }
            out.flush();
            return !found.isEmpty();
        }
    }
}
