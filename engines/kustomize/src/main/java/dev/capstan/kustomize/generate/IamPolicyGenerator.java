package dev.capstan.kustomize.generate;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.Origin;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.file.SettingsReader;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.resource.ClusterScopes;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.yaml.YamlScalar;
import java.util.Optional;

/** Generates a service account that is bound to one of Google's cloud. */
public final class IamPolicyGenerator implements Generator {
    private static final String ANNOTATION = "iam.gke.io/gcp-service-account";

    private final SettingsReader settings;
    private final ClusterScopes scopes;

    /** A generator with its configuration. */
    public IamPolicyGenerator(SettingsReader settings, ClusterScopes scopes) {
        this.settings = settings;
        this.scopes = scopes;
    }

    @Override
    public Resource generate() {
        String cloud = settings.text("cloud");
        if (!cloud.equals("gke")) {
            throw new BuildFault(settings.place("cloud")
                    .problem(Code.GENERATOR_FAILED, "cloud provider " + cloud + " not supported yet")
                    .advise("Only gke is known."));
        }
        Optional<SettingsReader> kubernetes = settings.section("kubernetesService");
        Optional<SettingsReader> google = settings.section("serviceAccount");
        String name = kubernetes.map(each -> each.text("name")).orElse("");
        String namespace = kubernetes.map(each -> each.text("namespace")).orElse("");
        String account = google.map(each -> each.text("name")).orElse("");
        String project = google.map(each -> each.text("projectId")).orElse("");
        Node annotations = map(ANNOTATION, Node.string(account + "@" + project + ".iam.gserviceaccount.com"));
        Node metadata = map("annotations", annotations);
        metadata.append(YamlScalar.ofString("name"), Node.plain(name));
        if (!namespace.isEmpty()) {
            metadata.append(YamlScalar.ofString("namespace"), Node.plain(namespace));
        }
        Node root = map("apiVersion", Node.plain("v1"));
        root.append(YamlScalar.ofString("kind"), Node.plain("ServiceAccount"));
        root.append(YamlScalar.ofString("metadata"), metadata);
        Origin origin = new Origin(
                settings.file(),
                settings.place().line(),
                Optional.of("IAMPolicyGenerator"),
                Optional.empty(),
                Optional.empty());
        return new Resource(root, origin, scopes);
    }

    private static Node map(String key, Node value) {
        Node map = Node.map();
        map.append(YamlScalar.ofString(key), value);
        return map;
    }
}
