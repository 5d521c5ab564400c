package dev.capstan.cli.tree;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.ToolkitObject;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.kind.KindWords;
import dev.capstan.cli.terminal.PrintableText;
import dev.capstan.cli.terminal.SlowNotice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Prints the tree of one object. */
final class TreeRun {

    private static final Set<ToolkitKind> KINDS = Set.of(
            ToolkitKind.KUSTOMIZATION,
            ToolkitKind.HELM_RELEASE,
            ToolkitKind.ARTIFACT_GENERATOR,
            ToolkitKind.APPLICATION,
            ToolkitKind.APPLICATION_SET);

    private final PrintWriter out;

    TreeRun(PrintWriter out) {
        this.out = out;
    }

    /** One object of a kind that has applied something. */
    static KindWords.Named named(List<String> words) {
        KindWords.Named named = KindWords.one(words);
        if (!KINDS.contains(named.kind())) {
            throw KindWords.wrong(
                    "A %s applies nothing; there are trees of: kustomization, helmrelease, artifact generator, application, applicationset"
                            .formatted(named.kind().kind()));
        }
        named.onlyName();
        return named;
    }

    /** @throws CommandFailure when there is no such object */
    void run(Path kubeconfig, Optional<String> namespace, KindWords.Named named) {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            var toolkit = new ToolkitObjects(client, namespace);
            ToolkitObject object = toolkit.one(named.kind(), named.onlyName());
            TreeNode tree;
            try (SlowNotice _ = SlowNotice.over("looking at the objects of " + object.title())) {
                tree = new TreeBuilder(client, toolkit).of(object);
            }
            tree.lines().stream().map(PrintableText::of).forEach(out::println);
            out.flush();
        }
    }
}
