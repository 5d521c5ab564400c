package dev.capstan.kustomize;

import static dev.capstan.kustomize.BuildScenario.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomize.BuildProblem.Code;
import org.junit.jupiter.api.Test;

class TransformersTest {
    @Test
    void setsTheNamespaceOfNamespacedObjectsOnly() {
        String yaml = kustomization("namespace: prod\nresources: [service.yaml, role.yaml]\n")
                .service()
                .file("role.yaml", "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n")
                .yaml();

        assertThat(yaml).contains("name: web\n  namespace: prod").contains("kind: ClusterRole\nmetadata:\n  name: r\n");
    }

    @Test
    void namespaceReachesTheDefaultAccountOfARoleBindingOnly() {
        String yaml = kustomization("namespace: prod\nresources: [binding.yaml]\n")
                .file("binding.yaml", """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        metadata: {name: b}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}
                        subjects:
                        - {kind: ServiceAccount, name: default, namespace: old}
                        - {kind: ServiceAccount, name: other, namespace: old}
                        """)
                .yaml();

        assertThat(yaml).contains("name: default\n  namespace: prod").contains("name: other\n  namespace: old");
    }

    @Test
    void refusesTwoObjectsThatOneNamespaceMakesTheSame() {
        BuildProblem problem = kustomization("namespace: prod\nresources: [a.yaml]\n")
                .file(
                        "a.yaml",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: x}\n---\n"
                                + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: y}\n")
                .problem();

        assertThat(problem.code()).isEqualTo(Code.OBJECT_INVALID);
        assertThat(problem.place()).isEqualTo("a.yaml:5");
        assertThat(problem.object()).contains("ConfigMap/prod/c");
    }

    @Test
    void prefixAndSuffixLeaveNamespacesAndDefinitionsAlone() {
        String yaml = kustomization("namePrefix: a-\nnameSuffix: -z\nresources: [service.yaml, ns.yaml]\n")
                .service()
                .file("ns.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: team}\n")
                .yaml();

        assertThat(yaml).contains("name: a-web-z").contains("name: team\n");
    }

    @Test
    void aConfiguredPrefixOfSomeKindsTakesThePlaceOfThatOfAllKinds() {
        String yaml = kustomization("namePrefix: a-\nnameSuffix: -z\nconfigurations: [c.yaml]\n"
                        + "resources: [service.yaml, deployment.yaml]\n")
                .service()
                .deployment()
                .file("c.yaml", "namePrefix: [{path: metadata/name, kind: Deployment}]\n")
                .yaml();

        assertThat(yaml).contains("kind: Service\nmetadata:\n  name: web-z\n").contains("name: a-web-z\n");
    }

    @Test
    void aComponentMakesAConfiguredPrefixTakeThePlaceOfThatOfTheBase() {
        assertThat(prefixedOverABase("")).contains("name: a-web\n");
        assertThat(prefixedOverABase("components: [part]\n")).contains("name: web\n");
    }

    private static String prefixedOverABase(String more) {
        return kustomization("namePrefix: a-\nconfigurations: [c.yaml]\nresources: [base]\n" + more)
                .file("c.yaml", "namePrefix: [{path: metadata/name, kind: Deployment}]\n")
                .file("base/kustomization.yaml", "resources: [map.yaml]\n")
                .file("base/map.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n")
                .file(
                        "part/kustomization.yaml",
                        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: []\n")
                .yaml();
    }

    @Test
    void labelsReachSelectorsOnlyWhenAsked() {
        String plain = kustomization("labels: [{pairs: {team: x}}]\nresources: [deployment.yaml]\n")
                .deployment()
                .yaml();
        String all = kustomization(
                        "labels: [{pairs: {team: x}, includeSelectors: true}]\nresources: [deployment.yaml]\n")
                .deployment()
                .yaml();

        assertThat(plain.split("team: x", -1)).hasSize(2);
        assertThat(all.split("team: x", -1)).hasSize(4);
    }

    @Test
    void aLabelIsOneValueAtAllItsPlacesAsInKustomize() {
        String yaml = kustomization("""
                        resources: [base]
                        patches:
                        - patch: |
                            apiVersion: apps/v1
                            kind: Deployment
                            metadata: {name: web, labels: {team: changed}}
                        """)
                .file("base/kustomization.yaml", "commonLabels: {team: x}\nresources: [deployment.yaml]\n")
                .file("base/deployment.yaml", BuildScenario.DEPLOYMENT)
                .yaml();

        assertThat(yaml).doesNotContain("team: x").contains("team: changed");
    }

    @Test
    void commonAnnotationsReachTemplates() {
        String yaml = kustomization("commonAnnotations: {note: '1'}\nresources: [deployment.yaml]\n")
                .deployment()
                .yaml();

        assertThat(yaml.split("note: \"1\"", -1)).hasSize(3);
    }

    @Test
    void changesNameTagAndDigestOfImages() {
        String yaml = kustomization(
                        "images: [{name: nginx, newName: reg:5000/n, newTag: '2'}]\nresources: [deployment.yaml]\n")
                .deployment()
                .yaml();
        String digest = kustomization("images: [{name: nginx, digest: 'sha256:abc'}]\nresources: [deployment.yaml]\n")
                .deployment()
                .yaml();

        assertThat(yaml).contains("image: reg:5000/n:2\n");
        assertThat(digest).contains("image: nginx@sha256:abc\n");
    }

    @Test
    void setsReplicasAndNamesAnUnknownObject() {
        String yaml = kustomization("replicas: [{name: web, count: 5}]\nresources: [deployment.yaml]\n")
                .deployment()
                .yaml();
        BuildProblem problem = kustomization("replicas:\n- name: wep\n  count: 5\nresources: [deployment.yaml]\n")
                .deployment()
                .problem();

        assertThat(yaml).contains("replicas: 5\n");
        assertThat(problem.describe()).startsWith("kustomization.yaml:2:3: ").contains("wep");
    }

    @Test
    void ordersByKindOrAsRead() {
        BuildScenario scenario = kustomization("resources: [deployment.yaml, service.yaml]\n")
                .deployment()
                .service();

        assertThat(scenario.yaml()).startsWith("apiVersion: v1\nkind: Service");
        assertThat(scenario.with(BuildOptions.defaults().withOrder(BuildOptions.ObjectOrder.NONE))
                        .yaml())
                .startsWith("apiVersion: apps/v1\nkind: Deployment");
    }

    @Test
    void sortOptionsOfTheFileWin() {
        String yaml = kustomization("sortOptions: {order: fifo}\nresources: [deployment.yaml, service.yaml]\n")
                .deployment()
                .service()
                .yaml();

        assertThat(yaml).startsWith("apiVersion: apps/v1");
    }

    @Test
    void localConfigIsNotPartOfTheResult() {
        String yaml = kustomization("resources: [service.yaml, local.yaml]\n")
                .service()
                .file(
                        "local.yaml",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: l\n  annotations:\n"
                                + "    config.kubernetes.io/local-config: 'true'\n")
                .yaml();

        assertThat(yaml).doesNotContain("ConfigMap");
    }

    @Test
    void recordsOriginsWhenAsked() {
        String yaml = kustomization("buildMetadata: [originAnnotations]\nresources: [base]\n")
                .file("base/kustomization.yaml", "resources: [service.yaml]\n")
                .file("base/service.yaml", BuildScenario.SERVICE)
                .yaml();

        assertThat(yaml).contains("config.kubernetes.io/origin: |\n      path: base/service.yaml\n");
    }

    @Test
    void componentsWorkOnWhatTheirParentHasGathered() {
        String yaml = kustomization("resources: [service.yaml]\ncomponents: [extra]\n")
                .service()
                .file(
                        "extra/kustomization.yaml",
                        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnamePrefix: c-\n")
                .yaml();

        assertThat(yaml).contains("name: c-web");
    }

    @Test
    void builtInTransformersCanBeConfiguredInline() {
        String yaml = kustomization("""
                        resources: [service.yaml]
                        transformers:
                        - |-
                          apiVersion: builtin
                          kind: PrefixTransformer
                          metadata: {name: p}
                          prefix: x-
                          fieldSpecs: [{path: metadata/name}]
                        """).service().yaml();

        assertThat(yaml).contains("name: x-web");
    }

    @Test
    void aValidatorThatChangesSomethingFails() {
        BuildProblem problem = kustomization("resources: [service.yaml]\nvalidators: [v.yaml]\n")
                .service()
                .file(
                        "v.yaml",
                        "apiVersion: builtin\nkind: LabelTransformer\nmetadata: {name: v}\nlabels: {a: b}\n"
                                + "fieldSpecs: [{path: metadata/labels, create: true}]\n")
                .problem();

        assertThat(problem.describe()).contains("validator").contains("v.yaml:1");
    }
}
