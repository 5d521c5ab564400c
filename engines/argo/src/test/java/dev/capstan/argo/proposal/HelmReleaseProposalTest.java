package dev.capstan.argo.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.object.Trees;
import dev.capstan.argo.secret.SecretType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelmReleaseProposalTest {

    @Test
    void aChartBecomesARelease() {
        var proposal = new ProposalScenario().application("shop", """
                source:
                  repoURL: https://charts.example.com
                  chart: podinfo
                  targetRevision: 6.x
                  helm: {releaseName: podinfo, valueFiles: [values-prod.yaml]}
                """).proposed();

        assertThat(proposal.sources()).containsExactly(Trees.yaml("""
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: HelmRepository
                metadata: {name: charts-example-com, namespace: flux-system}
                spec: {interval: 120s, url: "https://charts.example.com"}
                """));
        assertThat(proposal.applications().getFirst().objects()).containsExactly(Trees.yaml("""
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata: {name: shop, namespace: flux-system}
                spec:
                  interval: 10m
                  releaseName: podinfo
                  targetNamespace: shop
                  chart:
                    spec:
                      chart: podinfo
                      version: 6.x
                      sourceRef: {kind: HelmRepository, name: charts-example-com}
                      valuesFiles: [values.yaml, values-prod.yaml]
                  install: {crds: CreateReplace}
                  upgrade: {crds: CreateReplace}
                  driftDetection: {mode: enabled}
                """));
    }

    @Test
    void itIsSaidThatThereIsNoRelease() {
        var notes = new ProposalScenario()
                .application("shop", "source: {repoURL: https://charts.example.com, chart: podinfo}")
                .notes();

        assertThat(notes)
                .anyMatch(note ->
                        note.contains("installs one as revision 1") && note.contains("install.disableTakeOwnership"));
    }

    @Test
    void valuesAndParametersComeLast() {
        JsonNode spec = new ProposalScenario().application("shop", """
                source:
                  repoURL: https://charts.example.com
                  chart: podinfo
                  helm:
                    valuesObject: {replicaCount: 2, ui: {color: red}}
                    values: "ignored: true"
                    parameters:
                    - {name: replicaCount, value: "3"}
                    - {name: ui.message, value: "from $ARGOCD_APP_NAME, with love"}
                    - {name: tag, value: "1.0", forceString: true}
                """).spec();

        assertThat(spec.path("values")).hasToString("""
                {"replicaCount":3,"ui":{"color":"red","message":"from shop, with love"},"tag":"1.0"}""");
    }

    @Test
    void aChartInGitNamesFilesFromTheRootOfTheRepository() {
        JsonNode chart = new ProposalScenario().application("shop", """
                source:
                  repoURL: https://git.example.com/shop
                  path: charts/shop
                  helm: {valueFiles: [prod.yaml, ../../common.yaml, /envs/eu.yaml], ignoreMissingValueFiles: true}
                """).spec().at("/chart/spec");

        assertThat(chart).isEqualTo(Trees.yaml("""
                chart: ./charts/shop
                reconcileStrategy: Revision
                sourceRef: {kind: GitRepository, name: shop-head}
                valuesFiles: [charts/shop/values.yaml, charts/shop/prod.yaml, common.yaml, envs/eu.yaml]
                ignoreMissingValuesFiles: true
                """));
    }

    @Test
    void aReferenceIntoTheChartsOwnRepositoryIsAFile() {
        JsonNode spec = new ProposalScenario().application("shop", """
                sources:
                - {repoURL: https://git.example.com/shop, path: chart, helm: {valueFiles: [$values/envs/eu.yaml]}}
                - {repoURL: https://git.example.com/shop, ref: values}
                """).spec();

        assertThat(spec.at("/chart/spec/valuesFiles/1").asText()).isEqualTo("envs/eu.yaml");
        assertThat(spec.has("valuesFrom")).isFalse();
    }

    @Test
    void filesOfOtherRepositoriesBecomeConfigMapsInTheirOrder() {
        String sources = """
                sources:
                - repoURL: https://charts.example.com
                  chart: podinfo
                  helm: {valueFiles: [own.yaml, $values/eu.yaml, later.yaml]}
                - {repoURL: https://git.example.com/values, ref: values}
                """;
        var unread = new ProposalScenario().application("shop", sources);

        assertThat(unread.spec().at("/chart/spec/valuesFiles")).hasSize(2);
        assertThat(unread.spec().path("valuesFrom")).isEqualTo(Trees.yaml("""
                list: [{kind: ConfigMap, name: shop-values-1}, {kind: ConfigMap, name: shop-values-2}]
                """).path("list"));
        assertThat(unread.notes()).anyMatch(note -> note.contains("make a ConfigMap flux-system/shop-values-1"));

        ObjectNode object = ProposalScenario.object("shop", sources);
        var known = List.of(
                new KnownSource(object.at("/spec/sources/0"), Optional.empty(), name -> Optional.of("# " + name)),
                KnownSource.of(object.at("/spec/sources/1"), Optional.empty()));
        var read = new ProposalScenario()
                .application(new KnownApplication(object, known, NamespaceUse.DESTINATION))
                .part();

        assertThat(read.values())
                .extracting(copy -> copy.path("data").path("values.yaml").asText())
                .containsExactly("# $values/eu.yaml", "# later.yaml");
    }

    @Test
    void aRegistryOfChartsIsOne() {
        var scenario = new ProposalScenario()
                .secret(
                        SecretType.REPOSITORY,
                        "oci",
                        Map.of("url", "registry.example.com/charts", "type", "helm", "enableOCI", "true"))
                .application(
                        "shop",
                        "source: {repoURL: registry.example.com/charts, chart: podinfo, targetRevision: 1.0.0}");

        assertThat(scenario.part().source().path("spec")).isEqualTo(Trees.yaml("""
                {interval: 120s, url: "oci://registry.example.com/charts", type: oci}
                """));
    }

    @Test
    void anArtifactThatIsAChartIsReferredTo() {
        var scenario = new ProposalScenario().application("shop", """
                source: {repoURL: oci://registry.example.com/podinfo, targetRevision: 6.x, path: ., helm: {skipCrds: true}}
                """);

        assertThat(scenario.part().source().at("/spec/ref/semver").asText()).isEqualTo("6.x");
        assertThat(scenario.spec().path("chartRef")).isEqualTo(Trees.yaml("{kind: OCIRepository, name: podinfo}"));
        assertThat(scenario.spec().at("/install/crds").asText()).isEqualTo("Skip");
    }

    @Test
    void theStatusTellsThatAFolderIsAChart() {
        ObjectNode object =
                ProposalScenario.object("shop", "source: {repoURL: https://git.example.com/shop, path: chart}");
        object.putObject("status").put("sourceType", "Helm");

        assertThat(new ProposalScenario()
                        .application(KnownApplication.of(object))
                        .part()
                        .isRelease())
                .isTrue();
    }
}
