package dev.capstan.argo.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.LastApplied;
import dev.capstan.argo.object.Trees;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientSideApplyTest {

    private static final ClientSideApply APPLY = ClientSideApply.load();

    private static final String CONFIG_MAP =
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: ns}, data: ";

    /** The live object of a manifest that was applied and then changed by others. */
    private static ObjectNode live(String applied, String now) {
        ObjectNode live = Trees.yaml(now);
        ObjectNode noted = create(Trees.yaml(applied));
        live.withObject("/metadata/annotations")
                .set(LastApplied.ANNOTATION, noted.at("/metadata/annotations").get(LastApplied.ANNOTATION));
        return live;
    }

    private static ObjectNode create(ObjectNode manifest) {
        return switch (APPLY.plan(manifest, Optional.empty())) {
            case ApplyPlan.Create create -> create.content();
            case ApplyPlan.Patch _, ApplyPlan.Nothing _, ApplyPlan.Refused _ -> throw new AssertionError(manifest);
        };
    }

    private static ApplyPlan plan(String manifest, ObjectNode live) {
        return APPLY.plan(Trees.yaml(manifest), Optional.of(live));
    }

    /** The patch without the annotation. */
    private static JsonNode patch(String manifest, ObjectNode live) {
        if (!(plan(manifest, live) instanceof ApplyPlan.Patch(var patch))) {
            throw new AssertionError(plan(manifest, live));
        }
        ObjectNode copy = patch.deepCopy();
        if (copy.at("/metadata/annotations") instanceof ObjectNode annotations) {
            annotations.remove(LastApplied.ANNOTATION);
            if (annotations.isEmpty()) {
                copy.withObject("/metadata").remove("annotations");
            }
        }
        if (copy.path("metadata").isEmpty()) {
            copy.remove("metadata");
        }
        return copy;
    }

    @Test
    void newObjectIsCreatedWithTheAnnotationThatKubectlWrites() {
        ObjectNode manifest = Trees.yaml("""
                kind: ConfigMap
                apiVersion: v1
                metadata: {namespace: ns, name: c, annotations: {z: "<&>", a: "\\u2028é\\t"}}
                data: {b: "1", a: "quote \\" and slash \\\\"}
                """);

        ObjectNode created = create(manifest);

        assertThat(created.at("/metadata/annotations")
                        .get(LastApplied.ANNOTATION)
                        .textValue())
                .isEqualTo("{\"apiVersion\":\"v1\",\"data\":{\"a\":\"quote \\\" and slash \\\\\",\"b\":\"1\"},"
                        + "\"kind\":\"ConfigMap\",\"metadata\":{\"annotations\":{\"a\":\"\\u2028é\\t\","
                        + "\"z\":\"\\u003c\\u0026\\u003e\"},\"name\":\"c\",\"namespace\":\"ns\"}}\n");
        created.withObject("/metadata/annotations").remove(LastApplied.ANNOTATION);
        assertThat(created).isEqualTo(manifest);
    }

    @Test
    void annotationHoldsAnEmptyMapWhereTheManifestHasNoAnnotations() {
        assertThat(create(Trees.yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {k: x}}"))
                        .at("/metadata/annotations")
                        .get(LastApplied.ANNOTATION)
                        .textValue())
                .isEqualTo("{\"apiVersion\":\"v1\",\"data\":{\"k\":\"x\"},\"kind\":\"ConfigMap\","
                        + "\"metadata\":{\"annotations\":{},\"name\":\"c\"}}\n");
    }

    @Test
    void numbersInTheAnnotationAreWrittenAsGoDoes() {
        assertThat(create(Trees.yaml("{apiVersion: x/v1, kind: X, metadata: {name: c}, spec:"
                                + " [1.0, 0.5, 1e30, 0.0000001, 1234567890123]}"))
                        .at("/metadata/annotations")
                        .get(LastApplied.ANNOTATION)
                        .textValue())
                .contains("\"spec\":[1,0.5,1e+30,1e-7,1234567890123]");
    }

    @Test
    void annotationThatAManifestBringsAlongIsNotNestedIntoTheNextOne() {
        ObjectNode manifest = Trees.yaml(CONFIG_MAP + "{a: x}}");
        ObjectNode exported = create(manifest);
        manifest.withObject("/metadata/annotations");

        assertThat(create(exported)).isEqualTo(create(manifest));
    }

    @Test
    void nothingIsSentWhenNothingIsDifferent() {
        assertThat(plan(CONFIG_MAP + "{a: x}}", live(CONFIG_MAP + "{a: x}}", CONFIG_MAP + "{a: x, b: other}}")))
                .isEqualTo(new ApplyPlan.Nothing());
    }

    @Test
    void changedAddedAndDroppedFieldsArePatchedAndThoseOfOthersStay() {
        ObjectNode live = live(CONFIG_MAP + "{a: x, b: y}}", CONFIG_MAP + "{a: edited, b: y, other: z}}");

        assertThat(patch(CONFIG_MAP + "{a: x, c: new}}", live)).isEqualTo(Trees.yaml("data: {a: x, b: null, c: new}"));
    }

    @Test
    void objectThatNobodyAppliedBeforeLosesNothing() {
        ObjectNode live = Trees.yaml(CONFIG_MAP + "{a: x, other: z}}");

        assertThat(patch(CONFIG_MAP + "{a: y}}", live)).isEqualTo(Trees.yaml("data: {a: y}"));
        assertThat(plan(CONFIG_MAP + "{a: x}}", live)).isInstanceOf(ApplyPlan.Patch.class);
    }

    @Test
    void elementsOfListsWithKeysMergeAndTheListGoesWhole() {
        String pod = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: ";
        ObjectNode live = live(
                pod + "[{name: a, image: 'x:1'}]}}",
                pod + "[{name: a, image: 'x:1', tty: true}, {name: injected, image: i}]}}");

        assertThat(patch(pod + "[{name: a, image: 'x:2'}]}}", live))
                .isEqualTo(Trees.yaml(
                        "spec: {containers: [{name: a, image: 'x:2', tty: true}," + " {name: injected, image: i}]}"));
    }

    @Test
    void listsOfOtherKindsAreReplacedWhenTheyDiffer() {
        String own = "{apiVersion: x.io/v1, kind: X, metadata: {name: x}, spec: {list: ";

        assertThat(patch(
                        own + "[{k: a, v: two}]}}",
                        live(own + "[{k: a, v: one}]}}", own + "[{k: a, v: one}, {k: b}]}}")))
                .isEqualTo(Trees.yaml("spec: {list: [{k: a, v: two}]}"));
    }

    @Test
    void anotherSpellingOfTheSameIsNothing() {
        String pod = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: a, image: x,"
                + " resources: {limits: {cpu: %s}}}]}}";
        ObjectNode live = live(pod.formatted("1000m"), pod.formatted("'1'"));
        String secret = "{apiVersion: v1, kind: Secret, metadata: {name: s}, %s}";
        ObjectNode stored = live(secret.formatted("stringData: {k: very}"), secret.formatted("data: {k: dmVyeQ==}"));

        String policy =
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector:"
                        + " {}, ingress: [{ports: [{port: 80%s}]}]}}";
        ObjectNode defaulted = live(policy.formatted(""), policy.formatted(", protocol: TCP"));

        String slice = "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e}, addressType: IPv4,"
                + " endpoints: [{addresses: [192.0.2.1]%s}]}";

        assertThat(plan(slice.formatted(""), live(slice.formatted(""), slice.formatted(", conditions: {}"))))
                .isEqualTo(new ApplyPlan.Nothing());
        assertThat(plan(policy.formatted(""), defaulted)).isEqualTo(new ApplyPlan.Nothing());
        assertThat(plan(pod.formatted("1000m"), live)).isEqualTo(new ApplyPlan.Nothing());
        assertThat(plan(secret.formatted("stringData: {k: very}"), stored)).isEqualTo(new ApplyPlan.Nothing());
        assertThat(plan(secret.formatted("stringData: {k: other}"), stored)).isInstanceOf(ApplyPlan.Patch.class);
    }

    @Test
    void whatOnlyTheServerSetsIsNotTakenFromExportedManifests() {
        String exported =
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: ns, creationTimestamp:"
                        + " null, generation: 7}, spec: {template: {metadata: {creationTimestamp: null}}}, status: {replicas: 9}}";
        String now = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, namespace: ns, creationTimestamp:"
                + " '2026-01-01T00:00:00Z', generation: 2}, spec: {template: {metadata: {}}}, status: {replicas: 1}}";

        assertThat(plan(exported, live(exported, now))).isEqualTo(new ApplyPlan.Nothing());
    }

    @Test
    void statusOfKindsThatMayHaveItAsAPlainFieldIsApplied() {
        String own = "{apiVersion: x.io/v1, kind: X, metadata: {name: x}, status: {phase: %s}}";

        assertThat(patch(own.formatted("b"), live(own.formatted("a"), own.formatted("a"))))
                .isEqualTo(Trees.yaml("status: {phase: b}"));
    }

    @Test
    void clusterScopedObjectKeepsItsLackOfANamespace() {
        String live = "{apiVersion: v1, kind: Namespace, metadata: {name: x%s}}";

        assertThat(patch(live.formatted(", namespace: ns, labels: {a: b}"), Trees.yaml(live.formatted(""))))
                .isEqualTo(Trees.yaml("metadata: {labels: {a: b}}"));
    }

    @Test
    void patchIsBoundToTheVersionThatItWasMadeFor() {
        ObjectNode live = Trees.yaml(CONFIG_MAP + "{a: x}}");
        String versioned =
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: c, namespace: ns, resourceVersion: '3'}}";

        assertThat(((ApplyPlan.Patch) plan(CONFIG_MAP + "{a: y}}", live))
                        .at("17")
                        .at("/metadata/resourceVersion"))
                .isEqualTo(Trees.yaml("v: '17'").get("v"));
        assertThat(((ApplyPlan.Patch) plan(versioned, live)).at("17").at("/metadata/resourceVersion"))
                .isEqualTo(Trees.yaml("v: '3'").get("v"));
    }

    @Test
    void annotationsThatNoServerTakesAreRefusedInItsWords() {
        String big = "x".repeat(262_200);

        for (Optional<ObjectNode> live :
                List.of(Optional.<ObjectNode>empty(), Optional.of(Trees.yaml(CONFIG_MAP + "{a: y}}")))) {
            assertThat(APPLY.plan(Trees.yaml(CONFIG_MAP + "{a: " + big + "}}"), live))
                    .isInstanceOfSatisfying(
                            ApplyPlan.Refused.class,
                            refused -> assertThat(refused.message())
                                    .startsWith(
                                            "ConfigMap \"c\" is invalid: metadata.annotations: Too long: may not be more"
                                                    + " than 262144 bytes")
                                    .contains("ServerSideApply=true")
                                    .hasSizeLessThan(400));
        }
        assertThat(APPLY.plan(Trees.yaml(CONFIG_MAP + "{a: " + "x".repeat(261_000) + "}}"), Optional.empty()))
                .isInstanceOf(ApplyPlan.Create.class);
    }

    @Test
    void manifestThatIsTooDeepIsRefused() {
        ObjectNode deep = Trees.yaml(CONFIG_MAP + "{a: x}}");
        ObjectNode inner = deep;
        for (int i = 0; i < 300; i++) {
            inner = inner.putObject("in");
        }

        assertThat(APPLY.plan(deep, Optional.empty())).isInstanceOf(ApplyPlan.Refused.class);
    }
}
