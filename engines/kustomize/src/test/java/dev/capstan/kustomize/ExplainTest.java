package dev.capstan.kustomize;

import static dev.capstan.kustomize.BuildScenario.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExplainTest {
    private static final BuildScenario OVERLAY = kustomization("""
                    resources: [base]
                    namespace: shop
                    namePrefix: prod-
                    labels:
                    - pairs: {team: x}
                    images:
                    - name: nginx
                      newTag: "2.0"
                    replicas:
                    - name: web
                      count: 5
                    patches:
                    - path: patch.yaml
                    - target: {kind: Deployment}
                      patch: |-
                        - op: add
                          path: /spec/paused
                          value: true
                    configMapGenerator:
                    - name: settings
                      behavior: merge
                      literals: [level=debug]
                    """)
            .file("patch.yaml", """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata:
                      name: web
                    spec:
                      template:
                        spec:
                          containers:
                          - name: nginx
                            workingDir: /srv
                          - name: sidecar
                            image: sidecar:1
                            envFrom:
                            - configMapRef:
                                name: settings
                    """)
            .file("base/kustomization.yaml", """
                    resources: [deployment.yaml]
                    configMapGenerator:
                    - name: settings
                      literals: [level=info, lang=en]
                    """)
            .file("base/deployment.yaml", BuildScenario.DEPLOYMENT);

    @Test
    void aFieldThatNothingChangedStandsInItsFile() {
        assertThat(who("Deployment", "spec.selector.matchLabels.app"))
                .containsExactly("web base/deployment.yaml:9 resource");
    }

    @Test
    void aFieldOfAPatchFileStandsThere() {
        assertThat(who("Deployment", "spec.template.spec.containers[name=nginx].workingDir"))
                .containsExactly("/srv patch.yaml:10 patches[0]");
    }

    @Test
    void aFieldOfAnInlinePatchStandsInTheKustomizationFile() {
        assertThat(who("Deployment", "spec.paused")).containsExactly("true kustomization.yaml:18 patches[1]");
    }

    @Test
    void transformersAreNamedByTheirEntries() {
        assertThat(who("Deployment", "metadata.namespace")).containsExactly("shop kustomization.yaml:2 namespace");
        assertThat(who("Deployment", "metadata.labels.team")).containsExactly("x kustomization.yaml:5 labels[0]");
    }

    @Test
    void earlierValuesFollowTheLastOne() {
        assertThat(who("Deployment", "spec.replicas"))
                .containsExactly("5 kustomization.yaml:10 replicas[0]", "1 base/deployment.yaml:6 resource");
        assertThat(who("Deployment", "spec.template.spec.containers[name=nginx].image"))
                .containsExactly(
                        "nginx:2.0 kustomization.yaml:7 images[0]", "nginx:1.0 base/deployment.yaml:16 resource");
    }

    @Test
    void aMergedConfigMapKeepsTheHistoryOfTheOneItReplaces() {
        assertThat(who("ConfigMap", "data.lang")).containsExactly("en base/kustomization.yaml:4 configMapGenerator[0]");
        assertThat(who("ConfigMap", "data.level"))
                .containsExactly(
                        "debug kustomization.yaml:22 configMapGenerator[0]",
                        "info base/kustomization.yaml:4 configMapGenerator[0]");
    }

    @Test
    void namesShowPrefixAndHashAndReferencesFollow() {
        assertThat(who("ConfigMap", "metadata.name"))
                .hasSize(3)
                .satisfiesExactly(
                        hash -> assertThat(hash).startsWith("prod-settings-").endsWith(" name hash"),
                        prefix -> assertThat(prefix).isEqualTo("prod-settings kustomization.yaml:3 namePrefix"),
                        made -> assertThat(made).startsWith("settings base/kustomization.yaml:"));
        assertThat(who("Deployment", "spec.template.spec.containers[name=sidecar].envFrom[0].configMapRef.name"))
                .first()
                .asString()
                .startsWith("prod-settings-")
                .endsWith(" name reference");
    }

    @Test
    void everyFieldOfEveryObjectIsExplained() {
        for (ExplainedObject object : explained()) {
            assertThat(object.fields()).isNotEmpty();
            assertThat(object.fields()).allSatisfy(field -> {
                assertThat(field.settings().getFirst().file()).isNotEmpty();
                assertThat(field.settings().getFirst().by()).isNotEmpty();
            });
        }
    }

    @Test
    void explainsTheVeryObjectsThatABuildGives() {
        assertThat(explained())
                .extracting(ExplainedObject::object)
                .isEqualTo(OVERLAY.built().objects());
    }

    @Test
    void formerNamesFindAnObjectByTheNameInItsFile() {
        assertThat(explained())
                .filteredOn(each -> each.object().kind().equals("Deployment"))
                .singleElement()
                .satisfies(each -> assertThat(each.formerNames()).contains("web"));
    }

    @Test
    void anElementThatMovesInItsListKeepsWhoSetIt() {
        BuildScenario scenario = kustomization("""
                        resources: [deployment.yaml]
                        patches:
                        - target: {kind: Deployment}
                          patch: '[{"op": "add", "path": "/spec/template/spec/containers/0/ports/0", "value": {"containerPort": 9}}]'
                        """).deployment();

        List<ExplainedObject> objects = explained(scenario);

        assertThat(who(objects, "Deployment", "spec.template.spec.containers[name=nginx].ports[1].containerPort"))
                .containsExactly("80 deployment.yaml:19 resource");
        assertThat(who(objects, "Deployment", "spec.template.spec.containers[name=nginx].ports[0].containerPort"))
                .first()
                .isEqualTo("9 kustomization.yaml:4 patches[0]");
    }

    @Test
    void aFailedBuildIsNotExplained() {
        BuildScenario scenario = kustomization("resources: [absent.yaml]\n");

        ExplainOutcome outcome = new Kustomizer().explain(scenario.tree(), "", BuildOptions.defaults());

        assertThat(outcome).isEqualTo(new ExplainOutcome.NotExplained(scenario.problem()));
    }

    private static List<ExplainedObject> explained() {
        return explained(OVERLAY);
    }

    private static List<ExplainedObject> explained(BuildScenario scenario) {
        return switch (new Kustomizer().explain(scenario.tree(), "", BuildOptions.defaults())) {
            case ExplainOutcome.Explained explained -> explained.objects();
            case ExplainOutcome.NotExplained failed ->
                throw new AssertionError(failed.problem().describe());
        };
    }

    private static List<String> who(String kind, String path) {
        return who(explained(), kind, path);
    }

    private static List<String> who(List<ExplainedObject> objects, String kind, String path) {
        return objects.stream()
                .filter(each -> each.object().kind().equals(kind))
                .flatMap(each -> each.fields().stream())
                .filter(field -> field.path().equals(path))
                .flatMap(field -> field.settings().stream())
                .map(setting -> setting.value() + " " + setting.place() + " " + setting.by())
                .toList();
    }
}
