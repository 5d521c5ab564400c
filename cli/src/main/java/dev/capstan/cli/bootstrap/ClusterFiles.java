package dev.capstan.cli.bootstrap;

import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of a cluster in its repository, laid out as {@code flux bootstrap} does it.
 *
 * @param path of the cluster
 * @param namespace of the installation, which is also the name of the folder
 */
record ClusterFiles(ClusterPath path, String namespace) {

    private static final String KUSTOMIZATION = """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        resources:
        - gotk-components.yaml
        - gotk-sync.yaml
        """;

    /** The folder of the installation. */
    String folder() {
        return path.file(namespace);
    }

    /** The objects of the installation. */
    String components() {
        return folder() + "/gotk-components.yaml";
    }

    /** The objects by which the cluster keeps itself. */
    String sync() {
        return folder() + "/gotk-sync.yaml";
    }

    /** What takes both in; belongs to the user once it is there. */
    String kustomization() {
        return folder() + "/kustomization.yaml";
    }

    /**
     * What the files hold.
     *
     * @param installation its objects
     * @param summary of the installation in one line, for people
     */
    Map<String, byte[]> content(List<YamlMap> installation, String summary, SyncSpec sync) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(components(), manifest(installation, summary));
        files.put(sync(), manifest(sync.objects(), "Where this cluster is kept from."));
        files.put(kustomization(), KUSTOMIZATION.getBytes(StandardCharsets.UTF_8));
        return files;
    }

    private static byte[] manifest(List<YamlMap> objects, String summary) {
        String head = "# Written by 'capstan bootstrap', which writes it anew each time: changes belong into"
                + " kustomization.yaml, as patches.\n# " + summary + "\n---\n";
        return (head + new String(YamlWriter.writeAll(objects), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
    }
}
