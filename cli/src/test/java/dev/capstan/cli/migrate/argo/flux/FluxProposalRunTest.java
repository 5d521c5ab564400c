package dev.capstan.cli.migrate.argo.flux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.archive.TarWriter;
import dev.capstan.argo.project.Scope;
import dev.capstan.argo.proposal.Note;
import dev.capstan.argo.survey.Installation;
import dev.capstan.cli.CommandFailure;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proposals for Applications whose repositories lie in folders. */
class FluxProposalRunTest {
    private static final String REPOSITORY = "https://git.example.com/shop";
    private static final String VALUES = "https://git.example.com/values";
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web%s}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: nginx}]}
            """;

    @TempDir
    private Path folder;

    private final List<JsonNode> applications = new ArrayList<>();

    @Test
    void aFolderOfManifestsIsTheSame() throws IOException {
        file("shop/deploy/web.yaml", WEB.formatted(""));
        file("shop/deploy/rest.yaml", """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                spec: {ports: [{port: 80}]}
                ---
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: shop}
                """);

        assertThat(proof("source: {repoURL: %s, path: deploy}")).isEqualTo(new Proof.Same(3));
    }

    @Test
    void aKustomizationWithOptionsIsTheSame() throws IOException {
        file("shop/deploy/kustomization.yaml", "resources: [web.yaml]\nimages: [{name: nginx, newTag: '1'}]\n");
        file("shop/deploy/web.yaml", WEB.formatted(""));
        file("shop/tls/kustomization.yaml", """
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                patches: [{target: {kind: Deployment}, patch: '[{"op": "add", "path": "/metadata/labels", "value": {tls: "yes"}}]'}]
                """);

        assertThat(proof("""
                source:
                  repoURL: %s
                  path: deploy
                  kustomize:
                    namePrefix: eu-
                    images: ["nginx=registry.example.com/nginx:2"]
                    replicas: [{name: web, count: "3"}]
                    components: [../tls]
                    patches: [{target: {kind: Deployment}, patch: "- op: add\\n  path: /spec/paused\\n  value: true\\n"}]
                """)).isEqualTo(new Proof.Same(1));
    }

    @Test
    void overridesInTheFolderCount() throws IOException {
        file("shop/deploy/kustomization.yaml", "resources: [web.yaml]");
        file("shop/deploy/web.yaml", WEB.formatted(""));
        file("shop/deploy/.argocd-source-shop.yaml", "kustomize: {nameSuffix: -blue}");

        ProvedProposal proved = proved("source: {repoURL: %s, path: deploy}");

        assertThat(proved.proofs().values()).containsExactly(new Proof.Same(1));
        assertThat(proved.proposal()
                        .applications()
                        .getFirst()
                        .objects()
                        .getFirst()
                        .at("/spec/nameSuffix")
                        .asText())
                .isEqualTo("-blue");
    }

    @Test
    void aFolderBelowThatIsTakenTooIsFound() throws IOException {
        file("shop/deploy/web.yaml", WEB.formatted(""));
        file("shop/deploy/later/extra.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: extra}}");

        assertThat(proof("source: {repoURL: %s, path: deploy}"))
                .isEqualTo(new Proof.Different(1, List.of("ConfigMap shop/extra: only Flux makes it")));
    }

    @Test
    void fieldsThatDifferAreNamedWithoutValues() throws IOException {
        file("shop/deploy/kustomization.yaml", "resources: [web.yaml]");
        file("shop/deploy/web.yaml", WEB.formatted(""));

        Proof proof = proof("""
                source: {repoURL: %s, path: deploy, kustomize: {commonAnnotations: {team: hidden}}}
                """);

        assertThat(proof)
                .isEqualTo(new Proof.Different(
                        1, List.of("Deployment.apps shop/web: spec.template.metadata.annotations")));
    }

    @Test
    void namespacesThatManifestsNameStay() throws IOException {
        file("shop/deploy/web.yaml", WEB.formatted(", namespace: elsewhere"));

        ProvedProposal proved = proved("source: {repoURL: %s, path: deploy}");

        assertThat(proved.proofs().values()).containsExactly(new Proof.Same(1));
        assertThat(proved.proposal()
                        .applications()
                        .getFirst()
                        .objects()
                        .getFirst()
                        .at("/spec/targetNamespace")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void aChartInARepositoryIsTheSame() throws IOException {
        chart("shop/charts/web");
        file("shop/charts/web/prod.yaml", "replicas: 2\nmessage: from prod\n");
        file("shop/common.yaml", "message: from common\n");

        assertThat(proof("""
                source:
                  repoURL: %s
                  path: charts/web
                  helm:
                    releaseName: front
                    valueFiles: [prod.yaml, ../../common.yaml]
                    values: "replicas: 3"
                    parameters: [{name: labels.team, value: "a,b"}]
                """)).isEqualTo(new Proof.Same(4));
    }

    @Test
    void aPublishedChartIsTheSame() throws IOException {
        chart("web");
        file("web/prod.yaml", "message: from prod\n");
        try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("web-1.0.0.tgz")));
                var tar = new TarWriter(out);
                Stream<Path> files = Files.walk(folder.resolve("web"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                tar.file(name, false, Files.size(file), Files.newInputStream(file));
            }
        }

        assertThat(proof("""
                source:
                  repoURL: https://charts.example.com/
                  chart: web
                  targetRevision: 1.0.0
                  helm: {skipCrds: true, valueFiles: [prod.yaml], parameters: [{name: replicas, value: "7"}]}
                """)).isEqualTo(new Proof.Same(3));
    }

    @Test
    void valuesOfAnotherRepositoryAreTheSameInAConfigMap() throws IOException {
        chart("shop/charts/web");
        file("values/eu.yaml", "message: from eu\n");

        ProvedProposal proved = proved("""
                sources:
                - {repoURL: %s, path: charts/web, helm: {valueFiles: [$values/eu.yaml], valuesObject: {replicas: 5}}}
                - {repoURL: https://git.example.com/values, ref: values}
                """);

        assertThat(proved.proofs().values()).containsExactly(new Proof.Same(4));
        assertThat(proved.proposal().applications().getFirst().objects())
                .extracting(object -> object.path("kind").asText())
                .containsExactly("ConfigMap", "HelmRelease");
    }

    @Test
    void hooksAndWavesOfManifestsAreNamed() throws IOException {
        file("shop/deploy/job.yaml", """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate, annotations: {argocd.argoproj.io/hook: PreSync}}
                ---
                apiVersion: v1
                kind: Service
                metadata:
                  name: web
                  annotations: {argocd.argoproj.io/sync-wave: "2", argocd.argoproj.io/sync-options: Prune=false}
                """);

        ProvedProposal proved = proved("source: {repoURL: %s, path: deploy}");

        assertThat(proved.proofs().values()).containsExactly(new Proof.Same(2));
        assertThat(proved.notes())
                .extracting(Note::what)
                .anyMatch(what -> what.startsWith("objects that are hooks") && what.endsWith("(Job migrate)"))
                .anyMatch(what -> what.startsWith("objects in waves") && what.endsWith("(Service web)"))
                .anyMatch(what -> what.contains("kustomize.toolkit.fluxcd.io/prune: disabled (Service web)"));
    }

    /** A Kustomization applies what no sync of Argo CD does: the Job that clears up before a deletion would run at once. */
    @ParameterizedTest
    @ValueSource(strings = {"PreDelete", "PostDelete", "SyncFail", "Skip"})
    void whatNoSyncAppliesIsNotTheSame(String hook) throws IOException {
        file("shop/deploy/web.yaml", WEB.formatted(""));
        file("shop/deploy/job.yaml", """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: clear, annotations: {argocd.argoproj.io/hook: %s}}
                """.formatted(hook));

        ProvedProposal proved = proved("source: {repoURL: %s, path: deploy}");

        assertThat(proved.proofs().values())
                .containsExactly(new Proof.Different(1, List.of("Job.batch shop/clear: only Flux makes it")));
        assertThat(proved.notes())
                .anyMatch(note -> note.weight() == Note.Weight.MISSING
                        && note.what().endsWith("take them out of its files before (Job clear)"));
        assertThat(proved.isUsable()).isFalse();
    }

    @Test
    void withoutFilesNothingIsProved() throws IOException {
        assertThat(proof("source: {repoURL: https://git.example.com/other, path: a}"))
                .isEqualTo(
                        new Proof.Unproved(
                                "no files of https://git.example.com/other; give --checkout https://git.example.com/other=PATH"));
    }

    @Test
    void whatDoesNotRenderIsSaid() throws IOException {
        file("shop/deploy/odd.yaml", "{apiVersion: v1, kind: ConfigMap");

        assertThat(proof("source: {repoURL: %s, path: deploy}")).isInstanceOf(Proof.Failed.class);
    }

    @Test
    void onlyWhatIsChosenIsProposed() throws IOException {
        application("a", "source: {repoURL: https://git.example.com/other, path: a}");
        application("b", "source: {repoURL: https://git.example.com/other, path: b}");

        assertThat(run().propose(List.of("b"), "flux-system").proofs()).containsOnlyKeys("argocd/b");
        assertThatThrownBy(() -> run().propose(List.of("b", "team/c"), "flux-system"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("There is no Application team/c");
    }

    /** The Kustomization of somebody else would get another source, and prune all that it has applied. */
    @Test
    void namesThatAreTakenInTheClusterAreSaid() throws IOException {
        application("taken", "source: {repoURL: https://git.example.com/other, path: a}");
        application("free", "source: {repoURL: https://git.example.com/other, path: b}");

        ProvedProposal proved = run().propose(List.of(), "flux-system");

        assertThat(proved.notes())
                .filteredOn(note -> note.what().startsWith("there is one of this name already"))
                .extracting(Note::subject)
                .containsExactly("Kustomization taken");
        assertThat(ProposalJson.of(proved).path("notes").toString()).contains("Kustomization taken");
    }

    /** In Flux, values of the spec win over single ones from files; in Argo CD it is the other way round. */
    @Test
    void aFileParameterThatValuesHideIsNotTheSame() throws IOException {
        chart("shop/charts/web");
        file("shop/charts/web/message.txt", "from file");
        String source =
                "source: {repoURL: %s, path: charts/web, helm: {fileParameters: [{name: message, path: message.txt}]";

        assertThat(proof(source + "}}")).isEqualTo(new Proof.Same(4));
        applications.clear();
        assertThat(proof(source + ", values: 'message: inline'}}"))
                .isEqualTo(new Proof.Different(4, List.of("ConfigMap shop/shop: data.message")));
    }

    @Test
    void filesAreNotWrittenOver() throws IOException {
        file("shop/deploy/web.yaml", WEB.formatted(""));
        var proposal = proved("source: {repoURL: %s, path: deploy}").proposal();
        Path out = folder.resolve("out");

        assertThat(ProposalFiles.write(out, proposal, false)).containsExactly("00-sources.yaml", "shop.yaml");
        Files.writeString(out.resolve("shop.yaml"), "mine");
        Files.delete(out.resolve("00-sources.yaml"));

        assertThatThrownBy(() -> ProposalFiles.write(out, proposal, false))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--force");
        assertThat(out.resolve("shop.yaml")).hasContent("mine");
        assertThat(out.resolve("00-sources.yaml")).doesNotExist();

        ProposalFiles.write(out, proposal, true);
        assertThat(out.resolve("shop.yaml")).content().contains("kind: Kustomization");
    }

    @Test
    void theSameIsSaidOnceAndProgramsGetAll() throws IOException {
        application("a", "source: {repoURL: https://git.example.com/other, path: a}");
        application("b", "source: {repoURL: https://git.example.com/other, path: b}");
        ProvedProposal proved = run().propose(List.of(), "flux-system");

        assertThat(ProposalText.of(proved))
                .contains("argocd/a, argocd/b: not proved: no files of https://git.example.com/other; give --checkout"
                        + " https://git.example.com/other=PATH");
        var json = ProposalJson.of(proved);
        assertThat(json.at("/applications/1/proof/outcome").asText()).isEqualTo("unproved");
        assertThat(json.at("/sources/0/kind").asText()).isEqualTo("GitRepository");
        assertThat(proved.isUsable()).isTrue();
    }

    @Test
    void aCheckoutMustBeThere() {
        assertThatThrownBy(() -> Checkouts.of(List.of("https://git.example.com/shop")))
                .hasMessageContaining("URL=PATH");
        assertThatThrownBy(() -> Checkouts.of(List.of("https://git.example.com/shop=" + folder.resolve("gone"))))
                .hasMessageContaining("there is nothing at");
    }

    private void chart(String path) throws IOException {
        file(path + "/Chart.yaml", "{apiVersion: v2, name: web, version: 1.0.0}");
        file(path + "/values.yaml", "replicas: 1\nmessage: from chart\nlabels: {}\n");
        file(path + "/crds/things.yaml", """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: things.example.com}
                """);
        file(path + "/templates/all.yaml", """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}
                  labels: {{ toJson .Values.labels }}
                data: {message: {{ .Values.message }}, replicas: {{ .Values.replicas | quote }}}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: {{ .Release.Namespace }}}
                """);
        file(path + "/templates/hooks.yaml", """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: before, annotations: {helm.sh/hook: pre-install}}
                ---
                apiVersion: v1
                kind: Pod
                metadata: {name: test, annotations: {helm.sh/hook: test}}
                """);
    }

    private Proof proof(String spec) throws IOException {
        return proved(spec).proofs().values().iterator().next();
    }

    private ProvedProposal proved(String spec) throws IOException {
        application("shop", spec.replace("%s", REPOSITORY));
        return run().propose(List.of(), "flux-system");
    }

    private void application(String name, String spec) {
        String object = """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: %s, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io]}
                spec:
                  project: default
                  destination: {server: https://kubernetes.default.svc, namespace: shop}
                  syncPolicy: {automated: {prune: true, selfHeal: true}}
                """.formatted(name) + spec.indent(2);
        applications.add(new ObjectMapper().valueToTree(PlainYaml.read(object, Limits.DEFAULT)));
    }

    private FluxProposalRun run() throws IOException {
        Files.createDirectories(folder.resolve("shop"));
        Files.createDirectories(folder.resolve("values"));
        var places = new ArrayList<>(
                List.of(REPOSITORY + ".git=" + folder.resolve("shop"), VALUES + "=" + folder.resolve("values")));
        Path chart = folder.resolve("web-1.0.0.tgz");
        if (Files.exists(chart)) {
            places.add("https://charts.example.com/web=" + chart);
        }
        var checkouts = Checkouts.of(places);
        var installation = new Installation("argocd", Map.of(), List.of(), List.of(), applications, List.of());
        return new FluxProposalRun(
                installation,
                checkouts,
                (_, kind) -> kind.startsWith("Cluster") || kind.startsWith("CustomResource")
                        ? Scope.CLUSTER
                        : Scope.NAMESPACE,
                new PresentObjects(Set.of("Kustomization taken", "GitRepository shop-head")));
    }

    private void file(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
