package dev.capstan.kustomize;

import static dev.capstan.kustomize.BuildScenario.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomize.BuildProblem.Code;
import org.junit.jupiter.api.Test;

class ReferencesTest {
    private static final String POD = """
            apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec:
              containers:
              - name: c
                image: i
                args: [$(HOST), 'port=$(PORT)', $(PORT), $$(HOST)]
                envFrom: [{configMapRef: {name: settings}}]
            """;

    @Test
    void referencesFollowGeneratedNames() {
        String yaml = kustomization(
                        "namePrefix: a-\nresources: [pod.yaml]\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n")
                .file("pod.yaml", POD)
                .yaml();

        String name = yaml.lines()
                .filter(line -> line.startsWith("  name: a-settings-"))
                .findFirst()
                .orElseThrow()
                .strip();
        assertThat(name).matches("name: a-settings-[a-z0-9]{10}");
        assertThat(yaml).contains("- configMapRef:\n        " + name);
    }

    @Test
    void hashesAreThoseOfKustomize() {
        String yaml = kustomization(
                        "configMapGenerator: [{name: c, literals: [a=b]}]\nsecretGenerator: [{name: s, literals: [a=b]}]\n")
                .yaml();

        assertThat(yaml).contains("name: c-4h2mbtbbt6").contains("name: s-k695gkmbtk");
    }

    @Test
    void aRoleReferenceFollowsTheRoleOfItsKind() {
        String role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: %s\nmetadata: {name: r}\n";
        String yaml = kustomization("resources: [base, binding.yaml]\nnamePrefix: x-\n")
                .file("base/kustomization.yaml", "namePrefix: b-\nresources: [r.yaml]\n")
                .file("base/r.yaml", role.formatted("Role"))
                .file("binding.yaml", """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: RoleBinding
                        metadata: {name: b}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: b-r}
                        """)
                .yaml();

        assertThat(yaml).contains("kind: Role\n  name: x-b-r");
    }

    @Test
    void anAmbiguousReferenceNamesTheCandidates() {
        String account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: robot}\n";
        BuildScenario scenario = kustomization("resources: [a, b, binding.yaml]\n")
                .file("a/kustomization.yaml", "namespace: a\nresources: [sa.yaml]\n")
                .file("b/kustomization.yaml", "namespace: b\nresources: [sa.yaml]\n")
                .file("a/sa.yaml", account)
                .file("b/sa.yaml", account)
                .file("binding.yaml", """
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata: {name: all}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r}
                        subjects: [{kind: ServiceAccount, name: robot}]
                        """);

        BuildProblem problem = scenario.problem();

        assertThat(problem.code()).isEqualTo(Code.REFERENCE_FAILED);
        assertThat(problem.describe())
                .contains("a/sa.yaml")
                .contains("b/sa.yaml")
                .contains("ClusterRoleBinding/all");
    }

    @Test
    void variablesKeepTheTypeOfTheirValue() {
        String yaml = kustomization("""
                        resources: [pod.yaml, service.yaml]
                        vars:
                        - {name: HOST, objref: {apiVersion: v1, kind: Service, name: web}}
                        - name: PORT
                          objref: {apiVersion: v1, kind: Service, name: web}
                          fieldref: {fieldPath: 'spec.ports[0].port'}
                        """).file("pod.yaml", POD).service().yaml();

        assertThat(yaml).contains("- args:\n    - web\n    - port=80\n    - 80\n    - $(HOST)\n");
    }

    @Test
    void aVariableWithoutObjectSaysWhichOneIsMissing() {
        BuildProblem problem = kustomization(
                        "resources: [service.yaml]\nvars:\n- {name: A, objref: {apiVersion: v1, kind: Secret, name: s}}\n")
                .service()
                .problem();

        assertThat(problem.describe())
                .startsWith("kustomization.yaml:3:")
                .contains("'A'")
                .contains("Secret");
    }

    @Test
    void replacementsCopyPartsOfFields() {
        String yaml = kustomization("""
                        resources: [deployment.yaml, service.yaml]
                        replacements:
                        - source: {kind: Service, name: web, fieldPath: 'spec.ports.0.port'}
                          targets:
                          - select: {kind: Deployment}
                            fieldPaths: ['spec.template.spec.containers.[name=nginx].ports.0.containerPort']
                          - select: {kind: Deployment}
                            fieldPaths: ['spec.template.spec.containers.*.image']
                            options: {delimiter: ':', index: 1}
                          - select: {kind: Deployment}
                            fieldPaths: ['metadata.annotations.port']
                            options: {create: true}
                        """).deployment().service().yaml();

        assertThat(yaml)
                .contains("image: nginx:80\n")
                .contains("containerPort: 80\n")
                .contains("port: \"80\"\n");
    }

    @Test
    void aReplacementPutsValuesIntoTextsThatHoldYaml() {
        String yaml = kustomization("""
                        resources: [service.yaml, cm.yaml]
                        replacements:
                        - source: {kind: Service, fieldPath: metadata.name}
                          targets:
                          - select: {kind: ConfigMap}
                            fieldPaths: ['data.app\\.yaml.host.name']
                        """)
                .service()
                .file(
                        "cm.yaml",
                        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata:\n  app.yaml: |-\n"
                                + "    host: {name: \"old\"}\n    port: '1'\n")
                .yaml();

        assertThat(yaml).contains("    host: {name: \"web\"}\n    port: '1'\n");
    }

    @Test
    void replacementErrorsNameTheMissingField() {
        BuildProblem problem = kustomization("""
                        resources: [service.yaml]
                        replacements:
                        - source: {kind: Service, fieldPath: spec.nothing}
                          targets: [{select: {kind: Service}}]
                        """).service().problem();

        assertThat(problem.describe()).contains("spec.nothing").contains("kustomization.yaml:3:");
    }

    @Test
    void configuredReferencesAreFollowed() {
        String yaml = kustomization("namePrefix: a-\nconfigurations: [c.yaml]\nresources: [service.yaml, my.yaml]\n")
                .service()
                .file("c.yaml", "nameReference:\n- kind: Service\n  fieldSpecs: [{kind: My, path: spec/target}]\n")
                .file("my.yaml", "apiVersion: example.com/v1\nkind: My\nmetadata: {name: m}\nspec: {target: web}\n")
                .yaml();

        assertThat(yaml).contains("target: a-web");
    }

    @Test
    void crdDefinitionsSayWhatFieldsHold() {
        String yaml = kustomization("namePrefix: a-\ncrds: [crd.json]\nresources: [service.yaml, my.yaml]\n")
                .service()
                .file("crd.json", """
                        {"example.com/v1.My": {"Schema": {"properties": {"apiVersion": {}, "kind": {}, "metadata": {},
                          "spec": {"$ref": "example.com/v1.MySpec"}}}},
                         "example.com/v1.MySpec": {"Schema": {"properties": {"ref": {
                          "x-kubernetes-object-ref-api-version": "v1", "x-kubernetes-object-ref-kind": "Service"}}}}}
                        """)
                .file(
                        "my.yaml",
                        "apiVersion: example.com/v1\nkind: My\nmetadata: {name: m}\nspec: {ref: {name: web}}\n")
                .yaml();

        assertThat(yaml).contains("ref:\n    name: a-web");
    }
}
