package dev.capstan.kustomize;

import static dev.capstan.kustomize.BuildScenario.kustomization;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.kustomize.BuildProblem.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatchesTest {
    private static String patched(String patch) {
        return kustomization("resources: [deployment.yaml]\npatches: [{path: patch.yaml}]\n")
                .deployment()
                .file("patch.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n" + patch)
                .yaml();
    }

    @Test
    void listsMergeByTheKeysOfTheKind() {
        String yaml = patched(
                "spec: {template: {spec: {containers: [{name: side, image: s}, {name: nginx, image: nginx:2}]}}}\n");

        assertThat(yaml)
                .contains(
                        "- image: s\n        name: side\n      - image: nginx:2\n        name: nginx\n        ports:");
    }

    @Test
    void portsMergeByNumberAndProtocol() {
        String yaml = patched("""
                spec:
                  template:
                    spec:
                      containers:
                      - name: nginx
                        ports:
                        - {containerPort: 443, protocol: TCP, name: https}
                """);

        assertThat(yaml)
                .contains("- containerPort: 443\n          name: https\n          protocol: TCP")
                .contains("- containerPort: 80\n");
    }

    @Test
    void directivesDeleteFieldsElementsAndObjects() {
        assertThat(patched("spec: {replicas: null}\n")).doesNotContain("replicas");
        assertThat(patched("spec: {template: {spec: {containers: [{name: nginx, $patch: delete}]}}}\n"))
                .contains("containers: []");
        assertThat(patched("$patch: delete\n")).isEmpty();
    }

    @Test
    void replaceDirectiveReplacesAMap() {
        String yaml = patched("spec: {template: {metadata: {labels: {$patch: replace, b: c}}}}\n");

        assertThat(yaml).contains("template:\n    metadata:\n      labels:\n        b: c\n    spec:");
    }

    @Test
    void listsOfUnknownKindsAreReplaced() {
        String yaml = kustomization("resources: [my.yaml]\npatches: [{path: p.yaml}]\n")
                .file("my.yaml", "apiVersion: e.com/v1\nkind: My\nmetadata: {name: m}\nlist: [{name: a, x: 1}]\n")
                .file("p.yaml", "apiVersion: e.com/v1\nkind: My\nmetadata: {name: m}\nlist: [{name: a, y: 2}]\n")
                .yaml();

        assertThat(yaml).contains("list:\n- name: a\n  \"y\": 2\n");
    }

    @Test
    void anOpenApiDocumentSaysHowListsOfCustomKindsMerge() {
        String yaml = kustomization("openapi: {path: schema.yaml}\nresources: [my.yaml]\npatches: [{path: p.yaml}]\n")
                .file("schema.yaml", """
                        definitions:
                          my:
                            x-kubernetes-group-version-kind: [{group: e.com, version: v1, kind: My}]
                            properties:
                              list:
                                type: array
                                x-kubernetes-patch-strategy: merge
                                x-kubernetes-patch-merge-key: name
                                items: {type: object}
                        """)
                .file("my.yaml", "apiVersion: e.com/v1\nkind: My\nmetadata: {name: m}\nlist: [{name: a, x: 1}]\n")
                .file("p.yaml", "apiVersion: e.com/v1\nkind: My\nmetadata: {name: m}\nlist: [{name: a, z: 2}]\n")
                .yaml();

        assertThat(yaml).contains("- name: a\n  x: 1\n  z: 2\n");
    }

    @Test
    void anOpenApiDocumentMayReferToBuiltInTypesThatTheBuildHasUsed() {
        String yaml = kustomization("resources: [base]\ncomponents: [component]\n")
                .file("base/kustomization.yaml", "resources: [my.yaml]\nnamespace: prod\n")
                .file("base/my.yaml", """
                        apiVersion: e.com/v1
                        kind: My
                        metadata: {name: m}
                        spec: {containers: [{name: a, image: i}]}
                        """)
                .file("component/kustomization.yaml", """
                        apiVersion: kustomize.config.k8s.io/v1alpha1
                        kind: Component
                        openapi: {path: schema.yaml}
                        patches: [{path: p.yaml}]
                        """)
                .file("component/schema.yaml", """
                        definitions:
                          my:
                            x-kubernetes-group-version-kind: [{group: e.com, version: v1, kind: My}]
                            properties: {spec: {$ref: '#/definitions/io.k8s.api.core.v1.PodSpec'}}
                        """)
                .file("component/p.yaml", """
                        apiVersion: e.com/v1
                        kind: My
                        metadata: {name: m}
                        spec: {containers: [{name: a, tty: true}]}
                        """)
                .yaml();

        assertThat(yaml).contains("- image: i\n    name: a\n    tty: true\n");
    }

    @Test
    void jsonPatchesRunTheirOperationsInOrder() {
        String yaml = kustomization("""
                        resources: [deployment.yaml]
                        patches:
                        - target: {kind: Deployment, name: w.*}
                          patch: |-
                            - {op: test, path: /spec/replicas, value: 1}
                            - {op: replace, path: /spec/replicas, value: 4}
                            - {op: add, path: /spec/template/spec/containers/-, value: {name: b, image: i}}
                            - {op: copy, from: /metadata/name, path: /spec/copied}
                            - {op: move, from: /spec/copied, path: /spec/moved}
                            - {op: add, path: /metadata/annotations, value: {a~1b: 'yes'}}
                            - {op: remove, path: /spec/selector}
                        """).deployment().yaml();

        assertThat(yaml)
                .contains("replicas: 4", "moved: web", "name: b", "a~1b: \"yes\"")
                .doesNotContain("selector", "copied");
    }

    @Test
    void aFailingOperationNamesPatchLineAndObject() {
        BuildProblem problem = kustomization(
                        "resources: [deployment.yaml]\npatches: [{path: p.yaml, target: {kind: Deployment}}]\n")
                .deployment()
                .file(
                        "p.yaml",
                        "- {op: replace, path: /spec/replicas, value: 1}\n- {op: remove, path: /spec/nothing}\n")
                .problem();

        assertThat(problem.code()).isEqualTo(Code.PATCH_FAILED);
        assertThat(problem.place()).isEqualTo("p.yaml:2");
        assertThat(problem.field()).contains("/spec/nothing");
        assertThat(problem.object()).contains("Deployment/web");
    }

    @Test
    void aPatchWithoutItsObjectSaysWhatIsThere() {
        BuildProblem problem = kustomization("resources: [deployment.yaml]\npatches: [{path: p.yaml}]\n")
                .deployment()
                .file("p.yaml", "apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: web}\n")
                .problem();

        assertThat(problem.place()).isEqualTo("p.yaml:1");
        assertThat(problem.advice().orElse("")).contains("Deployment.v1.apps/web");
    }

    @Test
    void targetsSelectByLabelsAndAnnotations() {
        String yaml = kustomization("""
                        resources: [service.yaml, other.yaml]
                        patches:
                        - target: {labelSelector: 'tier in (front, back),!old'}
                          patch: '[{"op": "add", "path": "/metadata/annotations", "value": {"hit": "1"}}]'
                        """)
                .service()
                .file("other.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: o, labels: {tier: back}}\n")
                .yaml();

        assertThat(yaml).contains("annotations:\n    hit: \"1\"\n  labels:\n    tier: back\n  name: o");
        assertThat(yaml.split("hit", -1)).hasSize(2);
    }

    @Test
    void onlyAnAllowedPatchChangesTheName() {
        String files = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: renamed}\n";
        String refused = kustomization("resources: [deployment.yaml]\npatches: [{path: p.yaml, target: {name: web}}]\n")
                .deployment()
                .file("p.yaml", files)
                .yaml();
        String allowed = kustomization("resources: [deployment.yaml]\n"
                        + "patches: [{path: p.yaml, target: {name: web}, options: {allowNameChange: true}}]\n")
                .deployment()
                .file("p.yaml", files)
                .yaml();

        assertThat(refused).contains("  name: web\n");
        assertThat(allowed).contains("  name: renamed\n");
    }

    @Test
    void y043_patternsThatWouldBacktrackEndAtOnce() {
        String longName = "a".repeat(4000);

        String yaml = kustomization("resources: [s.yaml]\npatches: [{path: p.yaml, target: {name: '(a+)+x'}}]\n")
                .file("s.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: " + longName + "}\n")
                .file("p.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: any, labels: {hit: yes}}\n")
                .yaml();

        assertThat(yaml).doesNotContain("hit");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{op: add, path: /metadata/annotations/a.b~1c, value: '1'} | a.b/c: \"1\"",
                "{op: replace, path: /metadata/annotations/x, value: z} | x: z",
                "{op: copy, from: /data/k, path: /metadata/annotations/x} | x: v",
                "{op: move, from: /data/k, path: /metadata/annotations/x} | x: v",
                "{op: add, path: /metadata/annotations, value: {x: z}} | x: z"
            })
    void annotationsAreThereForAJsonPatchEvenWhenThereAreNone(String operation, String line) {
        for (String annotations : List.of("", ", annotations: {}", ", annotations: null")) {
            assertThat(annotated(annotations, operation).yaml())
                    .contains("metadata:\n  annotations:\n    " + line + "\n  name: app\n")
                    .doesNotContain("internal.config");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{op: remove, path: /metadata/annotations}",
                "{op: test, path: /metadata/annotations/x, value: null}"
            })
    void anEmptyMapOfAnnotationsIsNotLeftBehind(String operation) {
        assertThat(annotated("", operation).yaml()).endsWith("metadata:\n  name: app\n");
    }

    @Test
    void notesOfKustomizeAreCopiedOutOfTheAnnotationsAsKustomizeDoes() {
        assertThat(annotated("", "{op: copy, from: /metadata/annotations, path: /data/z}")
                        .yaml())
                .contains("  z:\n    internal.config.kubernetes.io/previousKinds: ConfigMap\n"
                        + "    internal.config.kubernetes.io/previousNames: app\n"
                        + "    internal.config.kubernetes.io/previousNamespaces: default\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{op: remove, path: /metadata/annotations/x}",
                "{op: add, path: /metadata/annotations/x/y, value: z}",
                "{op: test, path: /metadata/annotations, value: {}}",
                "{op: add, path: /metadata/labels/x, value: z}",
                "{op: replace, path: /metadata/labels/x, value: z}",
                "{op: copy, from: /data/k, path: /metadata/labels/x}",
                "{op: remove, path: /metadata/labels}"
            })
    void whatIsNotThereWhileKustomizePatchesIsRefused(String operation) {
        assertThat(annotated("", operation).problem().code()).isEqualTo(Code.PATCH_FAILED);
    }

    private static BuildScenario annotated(String annotations, String operation) {
        return kustomization(
                        "resources: [app.yaml]\npatches:\n- target: {kind: .*}\n  patch: |-\n    - " + operation + "\n")
                .file(
                        "app.yaml",
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: app" + annotations + "}, data: {k: v}}");
    }

    @Test
    void warnsOfElementsThatAMergeDropsAsKustomizeDoes() {
        BuildOutcome.Built built = kustomization("resources: [svc.yaml]\npatches: [{path: p.yaml}]\n")
                .file(
                        "svc.yaml",
                        "{apiVersion: v1, kind: Service, metadata: {name: dns}, spec: {ports: ["
                                + "{name: dns-tcp, port: 53, protocol: TCP}, {name: dns-udp, port: 53, protocol: UDP}]}}")
                .file("p.yaml", """
                        apiVersion: v1
                        kind: Service
                        metadata: {name: dns}
                        spec:
                          ports:
                          - {name: media-u, port: 1986, protocol: UDP}
                          - {name: ctl, port: 1935}
                          - {name: ctl-u, port: 1935, protocol: UDP}
                          - {port: 53, targetPort: 5353}
                        """)
                .built();

        assertThat(built.toYaml())
                .contains("name: media-u", "name: ctl-u", "name: dns-tcp", "name: dns-udp")
                .doesNotContain("name: ctl\n", "5353");
        assertThat(built.warnings()).hasSize(2);
        assertThat(built.warnings().getFirst().describe())
                .startsWith("p.yaml:7: the element {name: ctl, port: 1935} is dropped")
                .contains("object Service/dns, field spec.ports")
                .endsWith("Write protocol in every element of the list.");
        assertThat(built.warnings().getLast().describe()).startsWith("p.yaml:9: the element {port: 53} is dropped");
    }

    @Test
    void warnsOfElementsOfTheBaseThatDisappearWithAPatchOfSomethingElse() {
        String web = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}, spec: {%s}}";
        BuildOutcome.Built built = kustomization("resources: [web.yaml]\npatches: [{path: p.yaml}]\n")
                .file(
                        "web.yaml",
                        web.formatted("template: {spec: {containers: [{name: c, image: i, ports: ["
                                + "{containerPort: 8080, name: http}, {containerPort: 8080, name: mon}]}]}}"))
                .file("p.yaml", web.formatted("template: {spec: {containers: [{name: c, image: other}]}}"))
                .built();

        assertThat(built.warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.file()).isEqualTo("web.yaml");
            assertThat(warning.message()).contains("containerPort: 8080");
            assertThat(warning.field()).isEqualTo("spec.template.spec.containers.ports");
        });
    }

    @Test
    void aMergeThatLosesNothingWarnsOfNothing() {
        BuildOutcome.Built built = kustomization("resources: [deployment.yaml]\npatches: [{path: patch.yaml}]\n")
                .deployment()
                .file("patch.yaml", """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: web}
                        spec:
                          template:
                            spec:
                              containers:
                              - {name: nginx, image: 'nginx:2', ports: [{containerPort: 80, name: web}], $patch: merge}
                              - {name: gone, $patch: delete}
                              - {name: side, image: s}
                        """)
                .built();

        assertThat(built.warnings()).isEmpty();
    }
}
