package dev.capstan.argo.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.compare.ignore.IgnoreRule;
import dev.capstan.argo.compare.ignore.IgnoreRules;
import dev.capstan.argo.object.Trees;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Comparison COMPARISON = Comparison.load();
    private static final CompareOptions PLAIN = CompareOptions.byDefault();

    private static boolean isModified(String target, String live, CompareOptions options) {
        return modified(COMPARISON.compare(Optional.of(Trees.yaml(target)), Optional.of(Trees.yaml(live)), options));
    }

    private static boolean isModified(String target, String live) {
        return isModified(target, live, PLAIN);
    }

    private static boolean modified(Difference difference) {
        return switch (difference) {
            case Difference.Compared compared -> compared.isModified();
            case Difference.Failed failed -> throw new AssertionError(failed.message());
        };
    }

    private static String configMap(String metadata, String data) {
        return "{apiVersion: v1, kind: ConfigMap, metadata: {name: c" + metadata + "}, data: " + data + "}";
    }

    private static String lastApplied(String manifest) {
        String json = Trees.yaml(manifest).toString().replace("'", "''");
        return ", annotations: {kubectl.kubernetes.io/last-applied-configuration: '" + json + "'}";
    }

    @Test
    void whatOnlyTheClusterHasIsNoDifference() {
        assertThat(isModified(configMap("", "{a: x}"), configMap(", uid: u, labels: {l: m}", "{a: x, b: y}")))
                .isFalse();
        assertThat(isModified(configMap("", "{a: x}"), configMap("", "{a: z}"))).isTrue();
    }

    @Test
    void whatWasAppliedAndIsNotWantedAnyMoreIsOne() {
        String live = configMap(lastApplied(configMap("", "{a: x, b: y}")), "{a: x, b: y}");

        assertThat(isModified(configMap("", "{a: x}"), live)).isTrue();
        assertThat(isModified(configMap("", "{a: x, b: y}"), live)).isFalse();
    }

    @Test
    void anAnnotationThatNobodyCanReadCountsAsNone() {
        String live = configMap(
                ", annotations: {kubectl.kubernetes.io/last-applied-configuration: '{broken'}", "{a: x, b: y}");

        assertThat(isModified(configMap("", "{a: x}"), live)).isFalse();
    }

    @Test
    void namespacesAndEmptyAnnotationsAreNoDifference() {
        assertThat(isModified(configMap(", annotations: {}", "{a: x}"), configMap(", namespace: n", "{a: x}")))
                .isFalse();
        assertThat(isModified(configMap(", annotations: null", "{a: x}"), configMap("", "{a: x}")))
                .isFalse();
    }

    @Test
    void quantitiesAndDefaultsAreNoDifference() {
        String target = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  containers: [{name: c, image: i, resources: {limits: {cpu: 1000m}}}]
                  volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: t}}]}}]
                """;
        String live = """
                apiVersion: v1
                kind: Pod
                metadata: {name: p}
                spec:
                  containers: [{name: c, image: i, resources: {limits: {cpu: "1"}}}]
                  volumes:
                  - {name: v, projected: {defaultMode: 420, sources: [{serviceAccountToken: {path: t,
                      expirationSeconds: 3600}}]}}
                """;

        assertThat(isModified(target, live)).isFalse();
        assertThat(isModified(target.replace("path: t", "path: u"), live)).isTrue();
    }

    @Test
    void falseAndAbsentAreTheSameOnlyWhereTheTypeSaysSo() {
        String live = "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: []}}";

        assertThat(isModified(live.replace("containers", "hostNetwork: false, containers"), live))
                .isFalse();
        assertThat(isModified(live.replace("containers", "automountServiceAccountToken: false, containers"), live))
                .isTrue();
    }

    @Test
    void secretsAreComparedByTheirData() {
        String live = "{apiVersion: v1, kind: Secret, metadata: {name: s}, type: Opaque, data: {a: eA==}}";

        assertThat(isModified("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: x}}", live))
                .isFalse();
        assertThat(isModified("{apiVersion: v1, kind: Secret, metadata: {name: s}, stringData: {a: y}}", live))
                .isTrue();
    }

    @Test
    void endpointsHaveNoOrder() {
        String one = "{apiVersion: v1, kind: Endpoints, metadata: {name: e}, subsets: [{addresses: [{ip: 1.1.1.1},"
                + " {ip: 2.2.2.2}], ports: [{port: 1}]}, {addresses: [{ip: 3.3.3.3}]}]}";
        String other = "{apiVersion: v1, kind: Endpoints, metadata: {name: e}, subsets: [{addresses: [{ip: 3.3.3.3}]},"
                + " {addresses: [{ip: 2.2.2.2}, {ip: 1.1.1.1}], ports: [{port: 1, protocol: TCP}]}]}";

        assertThat(isModified(one, other)).isFalse();
        assertThat(isModified(one, other.replace("3.3.3.3", "4.4.4.4"))).isTrue();
    }

    @Test
    void fieldsOfEndpointsHaveNoOrderEither() {
        String target = """
                apiVersion: v1
                kind: Endpoints
                metadata: {name: e}
                subsets:
                - ports: [{port: 1, name: b}, {port: 2, name: a}]
                  addresses: [{nodeName: n, ip: 2.2.2.2}, {ip: 1.1.1.1}]
                - addresses: [{ip: 3.3.3.3}]
                """;
        String live = """
                apiVersion: v1
                kind: Endpoints
                metadata: {name: e}
                subsets:
                - addresses: [{ip: 1.1.1.1}, {ip: 2.2.2.2, nodeName: n}]
                  ports: [{name: a, port: 2, protocol: TCP}, {name: b, port: 1, protocol: TCP}]
                - addresses: [{ip: 3.3.3.3}]
                """;

        assertThat(isModified(target, live)).isFalse();
        assertThat(isModified(target.replace("name: a", "name: c"), live)).isTrue();
    }

    @Test
    void rulesOfAggregatedRolesMayBeIgnored() {
        String role = "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: r},"
                + " aggregationRule: {clusterRoleSelectors: []}, rules: ";

        assertThat(isModified(role + "[]}", role + "[{verbs: [get]}]}")).isTrue();
        assertThat(isModified(role + "[]}", role + "[{verbs: [get]}]}", PLAIN.withAggregatedRolesIgnored(true)))
                .isFalse();
    }

    @Test
    void podsOfARolloutAreReadAsPods() {
        String rollout = "{apiVersion: argoproj.io/v1alpha1, kind: Rollout, metadata: {name: r}, spec: {template:"
                + " {spec: {containers: [{name: c, resources: {limits: {cpu: CPU}}}]}}}}";

        assertThat(isModified(rollout.replace("CPU", "1000m"), rollout.replace("CPU", "'1'")))
                .isFalse();
        assertThat(isModified(rollout.replace("CPU", "1001m"), rollout.replace("CPU", "'1'")))
                .isTrue();
    }

    @Test
    void ignoredFieldsAreNoDifference() {
        String target = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 1}}";
        CompareOptions options = PLAIN.with(IgnoreRules.of(
                List.of(new IgnoreRule("apps", "Deployment", "", "", List.of(), List.of(".spec.replicas"), List.of())),
                System::nanoTime));

        assertThat(isModified(target, target.replace("1}", "2}"))).isTrue();
        assertThat(isModified(target, target.replace("1}", "2}"), options)).isFalse();
    }

    @Test
    void fieldsOfTrustedManagersAreNoDifference() {
        String target = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {replicas: 1}}";
        String live = "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d, managedFields: [{manager: hpa,"
                + " operation: Update, fieldsV1: {'f:spec': {'f:replicas': {}}}}]}, spec: {replicas: 2}}";
        CompareOptions options = PLAIN.with(IgnoreRules.of(
                List.of(new IgnoreRule("*", "*", "", "", List.of(), List.of(), List.of("hpa"))), System::nanoTime));

        assertThat(isModified(target, live)).isTrue();
        assertThat(isModified(target, live, options)).isFalse();
    }

    @Test
    void serverSideApplyIsPredictedWhereItIsAskedFor() {
        String live = configMap(
                ", managedFields: [{manager: argocd-controller, operation: Apply, fieldsV1: {'f:data': {'f:a': {},"
                        + " 'f:b': {}}}}]",
                "{a: x, b: y}");

        assertThat(isModified(configMap("", "{a: x}"), live)).isFalse();
        assertThat(isModified(configMap("", "{a: x}"), live, PLAIN.withServerSideApply(true)))
                .isTrue();
        assertThat(isModified(
                        configMap(", annotations: {argocd.argoproj.io/sync-options: ServerSideApply=true}", "{a: x}"),
                        live.replace(
                                "name: c",
                                "name: c, annotations: {argocd.argoproj.io/sync-options:" + " ServerSideApply=true}")))
                .isTrue();
    }

    @Test
    void aDryRunIsComparedWithoutBookkeeping() {
        ObjectNode live = Trees.yaml(configMap(", resourceVersion: '1'" + lastApplied("{kind: X}"), "{a: x}"));
        ObjectNode same = Trees.yaml(configMap(
                ", resourceVersion: '2', managedFields: [{manager: argocd-controller, fieldsV1: {'f:data': {'f:a':"
                        + " {}}}}]",
                "{a: x}"));
        ObjectNode other = same.deepCopy();
        ((ObjectNode) other.path("data")).put("a", "y");

        assertThat(modified(COMPARISON.compareDryRun(same, live, PLAIN))).isFalse();
        assertThat(modified(COMPARISON.compareDryRun(other, live, PLAIN))).isTrue();
    }

    @Test
    void oneSideAloneIsShownAsItIs() {
        ObjectNode object = Trees.configMap("c", "1");

        Difference missing = COMPARISON.compare(Optional.of(object), Optional.empty(), PLAIN);
        Difference extra = COMPARISON.compare(Optional.empty(), Optional.of(object), PLAIN);

        assertThat(missing).isEqualTo(new Difference.Compared(true, Optional.empty(), Optional.of(object)));
        assertThat(extra).isEqualTo(new Difference.Compared(false, Optional.of(object), Optional.empty()));
    }

    @Test
    void objectsNestedTooDeeplyFailByName() {
        ObjectNode deep = Trees.configMap("deep", "1");
        ObjectNode inner = deep;
        for (int i = 0; i < 300; i++) {
            inner = inner.putObject("a");
        }

        assertThat(COMPARISON.compare(Optional.of(deep), Optional.of(deep), PLAIN))
                .isEqualTo(new Difference.Failed(
                        "/ConfigMap/deep is nested deeper than 256 levels, so it is not compared"));
    }

    @Test
    void anExpressionThatTakesTooLongFailsByName() {
        ObjectNode large = Trees.configMap("large", "1");
        for (int i = 0; i < 3_000; i++) {
            ((ObjectNode) large.path("data")).put("k" + i, "v");
        }
        CompareOptions options = PLAIN.with(IgnoreRules.of(
                List.of(new IgnoreRule(
                        "", "ConfigMap", "", "", List.of(), List.of("select(.data[] == .data[])"), List.of())),
                () -> 0));

        assertThat(COMPARISON.compare(Optional.of(large), Optional.of(large), options))
                .isInstanceOfSatisfying(
                        Difference.Failed.class,
                        failed -> assertThat(failed.message())
                                .startsWith("the jq path expression 'select(.data[] == .data[])' took more than")
                                .endsWith("on /ConfigMap/large; make the expression simpler"));
    }

    @Test
    void comparingChangesNothingThatItWasGiven() {
        ObjectNode target =
                Trees.yaml("{apiVersion: v1, kind: Secret, metadata: {creationTimestamp: null}, stringData: {a: b}}");
        ObjectNode before = target.deepCopy();

        COMPARISON.compare(Optional.of(target), Optional.of(target), PLAIN);

        assertThat(target).isEqualTo(before);
    }

    @Test
    void oddObjectsAreNoReasonToFail() {
        for (String odd : List.of(
                "{apiVersion: v1, kind: Secret, data: 5, stringData: [1]}",
                "{apiVersion: v1, kind: Endpoints, subsets: [1, {ports: 2}]}",
                "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, rules: x, aggregationRule: 3}",
                "{apiVersion: v1, kind: Pod, spec: {containers: {a: b}, volumes: 1}}",
                "{apiVersion: apps/v1, kind: StatefulSet, spec: {volumeClaimTemplates: [null, 1]}}",
                "{kind: [], apiVersion: {}}",
                "{metadata: 7}")) {
            assertThat(isModified(odd, odd)).as(odd).isFalse();
            assertThat(isModified(odd, odd, PLAIN.withServerSideApply(true)))
                    .as(odd)
                    .isFalse();
        }
        ObjectNode empty = JsonNodeFactory.instance.objectNode();
        assertThat(modified(COMPARISON.compare(Optional.of(empty), Optional.of(empty), PLAIN)))
                .isFalse();
    }

    @Test
    void aSyncThatRespectsIgnoredDifferencesKeepsLiveValues() {
        ObjectNode target = Trees.configMap("c", "wanted");
        ObjectNode live = Trees.configMap("c", "live");
        CompareOptions options = PLAIN.with(IgnoreRules.of(
                List.of(new IgnoreRule("", "ConfigMap", "", "", List.of("/data/a"), List.of(), List.of())),
                System::nanoTime));

        assertThat(COMPARISON.respectIgnored(target, live, options)).isEqualTo(new Comparison.Respected.Manifest(live));
    }

    @Test
    void aSyncLeavesFieldsToTrustedManagersWhereNumbersTellElementsApart() {
        ObjectNode target = Trees.yaml("""
                apiVersion: v1
                kind: Service
                metadata: {name: s}
                spec: {ports: [{protocol: TCP, nodePort: 30001}]}
                """);
        ObjectNode live = Trees.yaml("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: s
                  managedFields:
                  - manager: m
                    operation: Update
                    fieldsV1: {"f:spec": {"f:ports": {'k:{"port":80,"protocol":"TCP"}': {"f:nodePort": {}}}}}
                spec: {ports: [{protocol: TCP, nodePort: 30002}]}
                """);
        ((ObjectNode) target.at("/spec/ports/0")).put("port", 80);
        ((ObjectNode) live.at("/spec/ports/0")).put("port", 80);
        CompareOptions options = PLAIN.with(IgnoreRules.of(
                List.of(new IgnoreRule("*", "*", "", "", List.of(), List.of(), List.of("m"))), System::nanoTime));

        assertThat(COMPARISON.respectIgnored(target, live, options))
                .isInstanceOfSatisfying(
                        Comparison.Respected.Manifest.class,
                        respected -> assertThat(respected
                                        .manifest()
                                        .at("/spec/ports/0/nodePort")
                                        .asInt())
                                .isEqualTo(30_002));
    }
}
