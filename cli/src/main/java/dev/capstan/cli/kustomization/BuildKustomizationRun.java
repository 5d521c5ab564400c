package dev.capstan.cli.kustomization;

import dev.capstan.apply.Manifest;
import dev.capstan.cli.CommandFailure;
import dev.capstan.cli.cluster.Kubernetes;
import dev.capstan.cli.cluster.ToolkitObjects;
import dev.capstan.cli.terminal.SlowNotice;
import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Builds local files with the settings of a Kustomization of the cluster, and prints what it would apply. */
final class BuildKustomizationRun {

    private static final Limits LIMITS =
            new Limits(Integer.MAX_VALUE, Limits.DEFAULT.depth(), Limits.DEFAULT.aliasedNodes());

    private final PrintWriter out;
    private final PrintWriter err;

    BuildKustomizationRun(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** @throws CommandFailure when the Kustomization is not there, or when the files do not build */
    void run(Path kubeconfig, Optional<String> namespace, String name, Path folder) throws IOException {
        try (KubernetesClient client = Kubernetes.connect(kubeconfig)) {
            LiveKustomization kustomization = LiveKustomization.find(new ToolkitObjects(client, namespace), name);
            try (SlowNotice _ = SlowNotice.over("building " + folder);
                    BuildFiles files = BuildFiles.local(kustomization, folder)) {
                KustomizationBuild.Built built = new KustomizationBuild(client).of(kustomization, files);
                built.notices().forEach(notice -> err.println("capstan: warning: " + notice));
                err.flush();
                var owned = new OwnedManifest(kustomization.owner());
                for (Manifest manifest : built.manifests()) {
                    byte[] json = owned.of(manifest).toString().getBytes(StandardCharsets.UTF_8);
                    byte[] yaml = YamlWriter.write(Json.read(manifest.id().display(), json, LIMITS));
                    out.print("---\n" + new String(yaml, StandardCharsets.UTF_8));
                }
                out.flush();
            }
        }
    }
}
