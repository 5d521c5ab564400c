package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Trees;
import dev.capstan.argo.secret.ArgoSecret;
import dev.capstan.argo.secret.SecretType;
import dev.capstan.argo.survey.Installation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An installation, piece by piece, and what is proposed for it. */
final class ProposalScenario {
    private final Map<String, Map<String, String>> configMaps = new HashMap<>();
    private final List<ArgoSecret> secrets = new ArrayList<>();
    private final List<JsonNode> projects = new ArrayList<>();
    private final List<KnownApplication> applications = new ArrayList<>();

    ProposalScenario configMap(String name, Map<String, String> data) {
        configMaps.put(name, data);
        return this;
    }

    ProposalScenario secret(SecretType type, String name, Map<String, String> data) {
        Map<String, byte[]> bytes = new HashMap<>();
        data.forEach((key, value) -> bytes.put(key, value.getBytes(StandardCharsets.UTF_8)));
        secrets.add(new ArgoSecret(name, Map.of(SecretType.LABEL, type.label()), Map.of(), bytes));
        return this;
    }

    ProposalScenario project(String yaml) {
        projects.add(Trees.yaml(yaml));
        return this;
    }

    /** An Application {@code argocd/<name>} that is synced to the namespace {@code shop} by itself, unless its spec says otherwise. */
    ProposalScenario application(String name, String spec) {
        return application(KnownApplication.of(object(name, spec)));
    }

    ProposalScenario application(KnownApplication application) {
        applications.add(application);
        return this;
    }

    static ObjectNode object(String name, String spec) {
        ObjectNode object = Trees.yaml("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata:
                  name: %s
                  namespace: argocd
                  finalizers: [resources-finalizer.argocd.argoproj.io]
                spec:
                  project: default
                  destination: {server: https://kubernetes.default.svc, namespace: shop}
                  syncPolicy: {automated: {prune: true, selfHeal: true}}
                """.formatted(name));
        ((ObjectNode) object.path("spec")).setAll(Trees.yaml(spec));
        return object;
    }

    FluxProposal proposed() {
        var objects = applications.stream().map(KnownApplication::object).toList();
        var installation = new Installation("argocd", configMaps, secrets, projects, objects, List.of());
        return FluxProposer.propose(installation, applications, "flux-system");
    }

    /** What is proposed for the only source of the only Application. */
    ProposedPart part() {
        return proposed().applications().getFirst().parts().getFirst();
    }

    JsonNode spec() {
        return part().object().path("spec");
    }

    /** What is said of the only Application, and of sources. */
    List<String> notes() {
        return proposed().allNotes().stream().map(Note::what).toList();
    }
}
