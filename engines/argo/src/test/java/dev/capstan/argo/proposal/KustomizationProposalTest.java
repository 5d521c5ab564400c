package dev.capstan.argo.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Trees;
import dev.capstan.argo.secret.SecretType;
import dev.capstan.argo.source.SourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KustomizationProposalTest {
    private static final String SHOP =
            "source: {repoURL: https://git.example.com/shop.git, targetRevision: main, path: deploy}";

    @Test
    void aFolderBecomesAKustomization() {
        var proposal = new ProposalScenario().application("shop", SHOP).proposed();

        assertThat(proposal.sources()).containsExactly(Trees.yaml("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata: {name: shop-main, namespace: flux-system}
                spec:
                  interval: 120s
                  url: https://git.example.com/shop.git
                  ref: {branch: main}
                """));
        assertThat(proposal.applications().getFirst().objects()).containsExactly(Trees.yaml("""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: shop, namespace: flux-system}
                spec:
                  interval: 10m
                  timeout: 5m
                  sourceRef: {kind: GitRepository, name: shop-main}
                  path: ./deploy
                  prune: true
                  wait: true
                  targetNamespace: shop
                """));
    }

    @Test
    void optionsOfKustomizeBecomeFields() {
        JsonNode spec = new ProposalScenario().application("shop", """
                source:
                  repoURL: https://git.example.com/shop.git
                  path: deploy
                  kustomize:
                    namePrefix: eu-
                    nameSuffix: -blue
                    namespace: shop-eu
                    images: ["nginx=registry.example.com:5000/nginx:1.27", "busybox:1.37", "app@sha256:abc"]
                    replicas: [{name: web, count: "3"}]
                    patches: [{target: {kind: Deployment}, patch: "- op: remove\\n  path: /spec/paused\\n"}]
                    components: [../components/tls]
                    ignoreMissingComponents: true
                    commonLabels: {app: $ARGOCD_APP_NAME}
                    labelWithoutSelector: true
                """).spec();

        assertThat(spec.path("namePrefix").asText()).isEqualTo("eu-");
        assertThat(spec.path("nameSuffix").asText()).isEqualTo("-blue");
        assertThat(spec.path("targetNamespace").asText()).isEqualTo("shop-eu");
        assertThat(spec.path("images")).isEqualTo(Trees.yaml("""
                list:
                - {name: nginx, newName: "registry.example.com:5000/nginx", newTag: "1.27"}
                - {name: busybox, newTag: "1.37"}
                - {name: app, digest: "sha256:abc"}
                """).path("list"));
        assertThat(spec.path("patches")).isEqualTo(Trees.yaml("""
                list:
                - {patch: "- op: remove\\n  path: /spec/paused\\n", target: {kind: Deployment}}
                - patch: "- op: add\\n  path: /spec/replicas\\n  value: 3\\n"
                  target: {kind: Deployment|ReplicaSet|ReplicationController|StatefulSet, name: web}
                """).path("list"));
        assertThat(spec.path("components").get(0).asText()).isEqualTo("../components/tls");
        assertThat(spec.path("ignoreMissingComponents").asBoolean()).isTrue();
        assertThat(spec.at("/commonMetadata/labels/app").asText()).isEqualTo("shop");
    }

    @Test
    void labelsOfSelectorsAreNotMadeLabelsOfObjects() {
        var scenario = new ProposalScenario().application("shop", """
                source:
                  repoURL: https://git.example.com/shop.git
                  kustomize: {commonLabels: {team: a}}
                """);

        assertThat(scenario.spec().has("commonMetadata")).isFalse();
        assertThat(scenario.notes()).anyMatch(note -> note.contains("includeSelectors: true"));
    }

    @Test
    void whatIsNotAutomatedIsSuspended() {
        var scenario = new ProposalScenario().application("shop", SHOP + "\nsyncPolicy: {}");

        assertThat(scenario.spec().path("suspend").asBoolean()).isTrue();
        assertThat(scenario.spec().path("prune").asBoolean()).isFalse();
        assertThat(scenario.spec().path("deletionPolicy").asText()).isEqualTo("Delete");
        assertThat(scenario.notes()).anyMatch(note -> note.contains("synced by hand"));
    }

    @Test
    void anApplicationThatIsDeletedWithoutItsObjectsLeavesThem() {
        ObjectNode object = ProposalScenario.object("shop", SHOP);
        ((ObjectNode) object.path("metadata")).remove("finalizers");

        assertThat(new ProposalScenario()
                        .application(KnownApplication.of(object))
                        .spec()
                        .path("deletionPolicy")
                        .asText())
                .isEqualTo("Orphan");
    }

    @Test
    void namespacesThatManifestsWriteStay() {
        assertThat(withNamespaces(NamespaceUse.WRITTEN).spec().has("targetNamespace"))
                .isFalse();
        assertThat(withNamespaces(NamespaceUse.DESTINATION).notes()).isEmpty();

        var mixed = withNamespaces(NamespaceUse.MIXED);
        assertThat(mixed.spec().has("targetNamespace")).isFalse();
        assertThat(mixed.notes()).anyMatch(note -> note.contains("write the namespaces into the manifests"));
    }

    private static ProposalScenario withNamespaces(NamespaceUse use) {
        ObjectNode object = ProposalScenario.object("shop", SHOP);
        var source = KnownSource.of(object.at("/spec/source"), Optional.of(SourceKind.KUSTOMIZE));
        return new ProposalScenario().application(new KnownApplication(object, List.of(source), use));
    }

    @Test
    void theNamespaceIsProposedOnceAndNeverPruned() {
        String spec = SHOP + """

                syncPolicy:
                  automated: {}
                  syncOptions: [CreateNamespace=true]
                  managedNamespaceMetadata: {labels: {team: a}}
                """;
        var proposal = new ProposalScenario()
                .application("a", spec)
                .application("b", spec)
                .proposed();

        assertThat(proposal.applications().getFirst().namespaces()).containsExactly(Trees.yaml("""
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: shop
                  labels: {team: a}
                  annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}
                """));
        assertThat(proposal.applications().getLast().namespaces()).isEmpty();
    }

    @Test
    void anotherClusterIsNamedByAKubeconfig() {
        var scenario = new ProposalScenario()
                .secret(
                        SecretType.CLUSTER,
                        "cluster-eu",
                        Map.of(
                                "name",
                                "EU West",
                                "server",
                                "https://eu.example.com",
                                "config",
                                "{\"bearerToken\": \"hidden\"}"))
                .application("shop", SHOP + "\ndestination: {name: EU West, namespace: shop}");

        assertThat(scenario.spec().at("/kubeConfig/secretRef/name").asText()).isEqualTo("eu-west-kubeconfig");
        assertThat(scenario.notes())
                .anyMatch(note -> note.contains("make the Secret flux-system/eu-west-kubeconfig"))
                .noneMatch(note -> note.contains("hidden"));
    }

    @Test
    void pointersAreIgnoredByRegularExpressions() {
        var scenario = new ProposalScenario().application("shop", SHOP + """

                ignoreDifferences:
                - {group: apps, kind: Deployment, name: web-*, jsonPointers: [/spec/replicas]}
                - {kind: Service, jqPathExpressions: [.spec.ports]}
                """);

        assertThat(scenario.spec().path("ignore")).isEqualTo(Trees.yaml("""
                list: [{paths: [/spec/replicas], target: {group: apps, kind: Deployment, name: web-.*}}]
                """).path("list"));
        assertThat(scenario.notes()).anyMatch(note -> note.contains("Flux has no jq paths"));
    }

    @Test
    void anAccountOfTheProjectAppliesHereToo() {
        var scenario = new ProposalScenario().project("""
                metadata: {name: team, namespace: argocd}
                spec:
                  sourceRepos: ["*"]
                  destinations: [{server: "*", namespace: "*"}]
                  destinationServiceAccounts:
                  - {server: "*", namespace: shop, defaultServiceAccount: deployer}
                """).application("shop", SHOP + "\nproject: team");

        assertThat(scenario.spec().path("serviceAccountName").asText()).isEqualTo("deployer");
        assertThat(scenario.notes())
                .anyMatch(note -> note.contains("make the ServiceAccount flux-system/deployer"))
                .anyMatch(note -> note.contains("shop:deployer"));
    }

    @Test
    void severalSourcesBecomeSeveralKustomizations() {
        var proposal = new ProposalScenario().application("shop", """
                sources:
                - {repoURL: https://git.example.com/shop.git, path: a, name: base}
                - {repoURL: https://git.example.com/shop.git, path: b}
                """).proposed();

        assertThat(proposal.sources()).hasSize(1);
        assertThat(proposal.applications().getFirst().parts())
                .extracting(ProposedPart::toString)
                .containsExactly("Kustomization flux-system/shop-base", "Kustomization flux-system/shop-2");
    }
}
