package dev.capstan.argo.set.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.cluster.ClusterSecrets;
import dev.capstan.argo.cluster.Clusters;
import dev.capstan.argo.set.SetYaml;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetPlannerTest {
    private static final String OWNER =
            "{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, name: apps, uid: u-1, controller: true, blockOwnerDeletion: true}";
    private static final String SPEC =
            "{project: p, source: {repoURL: r, targetRevision: main}, destination: {server: s}}";

    @Test
    void anApplicationThatIsMissingIsCreatedWithItsOwner() {
        SetPlan plan = plan("{}", List.of(generated("web", SPEC)), List.of());

        assertThat(plan.create()).singleElement().satisfies(application -> {
            assertThat(application.at("/metadata/ownerReferences/0")).isEqualTo(SetYaml.of(OWNER));
            assertThat(application.path("spec")).isEqualTo(SetYaml.of(SPEC));
        });
        assertThat(plan.change()).isEmpty();
    }

    @Test
    void whatMeansTheSameIsNoChange() {
        ObjectNode live = live("web", """
                {project: p, source: {repoURL: r, targetRevision: main, helm: {values: "", skipCrds: false}},
                 destination: {server: s, name: ""}, syncPolicy: {}, info: []}
                """);

        assertThat(plan("{}", List.of(generated("web", SPEC)), List.of(live)).isEmpty())
                .isTrue();
    }

    @Test
    void automationThatIsOnBySayingNothingIsAChange() {
        ObjectNode wanted = generated("web", "{project: p, syncPolicy: {automated: {}}}");
        ObjectNode off = live("web", "{project: p, syncPolicy: {automated: {enabled: false}}}");

        assertThat(plan("{}", List.of(wanted), List.of(live("web", "{project: p}")))
                        .change()
                        .getFirst()
                        .patch())
                .isEqualTo(SetYaml.of("{spec: {syncPolicy: {automated: {}}}}"));
        assertThat(plan("{}", List.of(wanted), List.of(off)).change().getFirst().patch())
                .isEqualTo(SetYaml.of("{spec: {syncPolicy: {automated: {enabled: null}}}}"));
    }

    @Test
    void aChangeIsAMergePatchOfWhatTheSetDecidesOn() {
        ObjectNode live = live("web", "{project: p, source: {repoURL: r, path: old}, info: [{name: a, value: b}]}");
        ((ObjectNode) live.path("metadata")).set("labels", SetYaml.of("{mine: x, other: y}"));
        live.set("status", SetYaml.of("{sync: {status: Synced}}"));
        live.set("operation", SetYaml.of("{sync: {}}"));
        ObjectNode wanted = generated("web", "{project: p, source: {repoURL: r, path: new}}");
        ((ObjectNode) wanted.path("metadata")).set("labels", SetYaml.of("{mine: z}"));

        assertThat(plan("{}", List.of(wanted), List.of(live)).change())
                .containsExactly(new SetPlan.Change("web", "5", SetYaml.of("""
                        metadata: {labels: {mine: z, other: null}}
                        spec: {source: {path: new}, info: null}
                        """)));
    }

    @Test
    void whatOthersSetIsPreserved() {
        ObjectNode live = live("web", SPEC);
        ((ObjectNode) live.path("metadata")).setAll(SetYaml.of("""
                        annotations: {argocd.argoproj.io/refresh: hard, keep: a, drop: b}
                        labels: {team: a}
                        finalizers: [post-delete-finalizer.argocd.argoproj.io/cleanup, other/x]
                        """));

        SetPlan plan = plan(
                "{preservedFields: {annotations: [keep], labels: [team]}}",
                List.of(generated("web", SPEC)),
                List.of(live));

        assertThat(plan.change().getFirst().patch()).isEqualTo(SetYaml.of("""
                metadata:
                  annotations: {drop: null}
                  finalizers: [post-delete-finalizer.argocd.argoproj.io/cleanup]
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            [{jsonPointers: [/spec/source/targetRevision]}]                | none
            [{name: web, jsonPointers: [/spec/source/targetRevision]}]     | none
            [{name: api, jsonPointers: [/spec/source/targetRevision]}]     | {spec: {source: {targetRevision: main}}}
            [{jsonPointers: [/spec/source]}]                               | none
            [{jsonPointers: [/spec/sources/0, /nowhere/x]}]                | {spec: {source: {targetRevision: main}}}
            [{jqPathExpressions: [.spec.source.targetRevision]}]           | none
            """)
    void fieldsThatAreLeftToOthersAreNoChange(String ignored, String patch) {
        ObjectNode live = live("web", SPEC.replace("main", "other"));

        SetPlan plan =
                plan("{ignoreApplicationDifferences: " + ignored + "}", List.of(generated("web", SPEC)), List.of(live));

        assertThat(plan.change())
                .extracting(SetPlan.Change::patch)
                .isEqualTo(patch == null ? List.of() : List.of(SetYaml.of(patch)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsonPointers: [spec/x]", "jqPathExpressions: ['.spec[']"})
    void whatIsNoPathIsNamed(String rule) {
        assertThat(IgnoredFields.of(SetYaml.set("ignoreApplicationDifferences: [{" + rule + "}]")))
                .isInstanceOfSatisfying(
                        IgnoredFields.Read.Refused.class,
                        refused -> assertThat(refused.problem())
                                .startsWith("ignoreApplicationDifferences cannot be used: ")
                                .contains("spec"));
    }

    @Test
    void y044_anApplicationWhoseFieldsCannotBeToldIsLeftAloneAlone() {
        SetPlan plan = plan(
                "{ignoreApplicationDifferences: [{name: web, jqPathExpressions: ['.spec | .. | .. | .. | .. | .. | .a?']}]}",
                List.of(generated("web", deep()), generated("api", SPEC)),
                List.of(live("web", deep()), live("api", "{project: old}")));

        assertThat(plan.change()).extracting(SetPlan.Change::name).containsExactly("api");
        assertThat(plan.leftAlone())
                .singleElement()
                .asString()
                .startsWith("the Application web is left alone: ignoreApplicationDifferences cannot be used:");
    }

    private static String deep() {
        return "{source: {helm: {valuesObject: " + "{a: ".repeat(80) + "1" + "}".repeat(80) + "}}}";
    }

    @Test
    void anApplicationOfAnotherIsLeftAloneAndOneOfNobodyIsTakenOver() {
        ObjectNode foreign = live("web", "{project: other}");
        ((ObjectNode) foreign.at("/metadata/ownerReferences/0")).put("name", "others");
        ObjectNode free = live("api", SPEC);
        ((ObjectNode) free.path("metadata")).remove("ownerReferences");

        SetPlan plan = plan("{}", List.of(generated("web", SPEC), generated("api", SPEC)), List.of(foreign, free));

        assertThat(plan.leftAlone())
                .containsExactly(
                        "the Application web belongs to ApplicationSet others and is left alone; give the one of"
                                + " ApplicationSet apps another name");
        assertThat(plan.change()).singleElement().satisfies(change -> {
            assertThat(change.name()).isEqualTo("api");
            assertThat(change.patch().at("/metadata/ownerReferences/0")).isEqualTo(SetYaml.of(OWNER));
        });
        assertThat(plan.delete()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sync, 1, 1, 1",
        "create-only, 1, 0, 0",
        "create-update, 1, 1, 0",
        "create-delete, 1, 0, 1",
        "odd, 1, 0, 0"
    })
    void thePolicySaysWhatMayBeDone(String policy, int created, int changed, int deleted) {
        SetPlan plan = plan(
                "{syncPolicy: {applicationsSync: " + policy + "}}",
                List.of(generated("new", SPEC), generated("web", SPEC)),
                List.of(live("web", "{project: q}"), live("gone", SPEC)));

        assertThat(List.of(
                        plan.create().size(),
                        plan.change().size(),
                        plan.delete().size()))
                .containsExactly(created, changed, deleted);
    }

    @Test
    void theControllersPolicyHoldsUnlessSetsMayOverrideIt() {
        ObjectNode set = SetYaml.set("syncPolicy: {applicationsSync: sync}");

        assertThat(SetPolicy.of(set, Optional.of(SetPolicy.CREATE_ONLY), false)).isEqualTo(SetPolicy.CREATE_ONLY);
        assertThat(SetPolicy.of(set, Optional.of(SetPolicy.CREATE_ONLY), true)).isEqualTo(SetPolicy.SYNC);
        assertThat(SetPolicy.of(SetYaml.set("{}"), Optional.of(SetPolicy.CREATE_UPDATE), true))
                .isEqualTo(SetPolicy.CREATE_UPDATE);
    }

    @Test
    void whatIsGeneratedButNotValidIsNotDeleted() {
        SetPlan plan = planner("{}").plan(List.of(), List.of("web"), List.of(live("web", SPEC)));

        assertThat(plan.isEmpty()).isTrue();
    }

    @Test
    void anApplicationWithoutItsClusterIsDeletedWithoutWaitingForItsObjects() {
        ObjectNode lost = withFinalizer(live("lost", "{destination: {name: gone}}"));
        ObjectNode here = withFinalizer(live("here", "{destination: {server: 'https://kubernetes.default.svc'}}"));
        ObjectNode known = withFinalizer(live("known", "{destination: {name: prod}}"));
        ObjectNode broken = withFinalizer(live("broken", "{destination: {name: exec}}"));

        assertThat(plan("{}", List.of(), List.of(lost, here, known, broken)).delete())
                .containsExactly(
                        new SetPlan.Deletion("broken", "uid-broken", false),
                        new SetPlan.Deletion("here", "uid-here", false),
                        new SetPlan.Deletion("known", "uid-known", false),
                        new SetPlan.Deletion("lost", "uid-lost", true));
    }

    @Test
    void f120_aMassDeletionIsHeldBackUntilItIsApproved() {
        List<ObjectNode> live =
                IntStream.range(0, 20).mapToObj(i -> live("app-" + i, SPEC)).toList();
        List<ObjectNode> wanted =
                IntStream.range(0, 9).mapToObj(i -> generated("app-" + i, SPEC)).toList();

        SetPlan plan = plan("{}", wanted, live);
        assertThat(plan.delete()).isEmpty();
        assertThat(plan.heldBack())
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("11 of 20 Applications would be deleted, which is more than 50 %; they stay."));

        String message = plan.heldBack().orElseThrow();
        String token = message.substring(message.indexOf("approve-deletions=") + 18, message.indexOf(", or with"));
        assertThat(annotated("capstan.dev/approve-deletions", token, wanted, live)
                        .delete())
                .hasSize(11);
        assertThat(annotated("capstan.dev/approve-deletions", token, wanted.subList(0, 8), live)
                        .heldBack())
                .isPresent();
        assertThat(annotated("capstan.dev/deletion-brake", "off", wanted, live).delete())
                .hasSize(11);
    }

    @Test
    void fewDeletionsAndAHalfAreNotHeldBack() {
        List<ObjectNode> ten =
                IntStream.range(0, 10).mapToObj(i -> live("app-" + i, SPEC)).toList();
        List<ObjectNode> thirty =
                IntStream.range(0, 30).mapToObj(i -> live("app-" + i, SPEC)).toList();
        List<ObjectNode> half = IntStream.range(0, 15)
                .mapToObj(i -> generated("app-" + i, SPEC))
                .toList();

        assertThat(plan("{}", List.of(), ten).delete()).hasSize(10);
        assertThat(plan("{}", half, thirty).delete()).hasSize(15);
    }

    @Test
    void whatIsBeingDeletedIsNotChanged() {
        ObjectNode going = live("web", "{project: other}");
        ((ObjectNode) going.path("metadata")).put("deletionTimestamp", "2026-01-02T03:04:05Z");

        assertThat(plan("{}", List.of(generated("web", SPEC)), List.of(going)).isEmpty())
                .isTrue();
    }

    @Test
    void whatIsBeingDeletedIsNotDeletedAgain() {
        ObjectNode going = live("web", SPEC);
        ((ObjectNode) going.path("metadata")).put("deletionTimestamp", "2026-01-02T03:04:05Z");

        assertThat(plan("{}", List.of(), List.of(going)).isEmpty()).isTrue();
    }

    @Test
    void applicationsOfASetThatDeletesNoneStayWhenItIsDeleted() {
        ObjectNode set = SetYaml.set("{}");
        ObjectNode web = live("web", SPEC);
        ((ArrayNode) web.at("/metadata/ownerReferences")).add(SetYaml.of("{kind: Team, name: a}"));
        ObjectNode foreign = live("api", SPEC);
        ((ObjectNode) foreign.at("/metadata/ownerReferences/0")).put("name", "others");

        assertThat(SetRemoval.lettingGo(set, SetPolicy.CREATE_UPDATE, List.of(web, foreign)))
                .containsExactly(new SetPlan.Change(
                        "web", "5", SetYaml.of("{metadata: {ownerReferences: [{kind: Team, name: a}]}}")));
        assertThat(SetRemoval.lettingGo(set, SetPolicy.SYNC, List.of(web))).isEmpty();
    }

    private static SetPlan annotated(String key, String value, List<ObjectNode> wanted, List<ObjectNode> live) {
        ObjectNode set = SetYaml.set("{}");
        ((ObjectNode) set.path("metadata")).putObject("annotations").put(key, value);
        return planner(set).plan(wanted, names(wanted), live);
    }

    private static SetPlan plan(String spec, List<ObjectNode> wanted, List<ObjectNode> live) {
        return planner(spec).plan(wanted, names(wanted), live);
    }

    private static List<String> names(List<ObjectNode> applications) {
        return applications.stream().map(it -> it.at("/metadata/name").asText()).toList();
    }

    private static SetPlanner planner(String spec) {
        return planner(SetYaml.set(spec));
    }

    private static SetPlanner planner(ObjectNode set) {
        return new SetPlanner(
                set,
                SetPolicy.of(set, Optional.empty(), true),
                DeletionBrake.STANDARD,
                ((IgnoredFields.Read.Usable) IgnoredFields.of(set)).fields(),
                Clusters.of(
                        List.of(
                                ClusterSecrets.secret("prod", "https://1", "{}"),
                                ClusterSecrets.secret("exec", "https://2", "{\"execProviderConfig\":{}}")),
                        true));
    }

    private static ObjectNode generated(String name, String spec) {
        ObjectNode application = SetYaml.of("{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: "
                + name + ", namespace: argocd}}");
        application.set("spec", SetYaml.of(spec));
        return application;
    }

    private static ObjectNode live(String name, String spec) {
        ObjectNode application = generated(name, spec);
        ((ObjectNode) application.path("metadata"))
                .setAll(SetYaml.of("{resourceVersion: '5', uid: uid-" + name + ", ownerReferences: [" + OWNER + "]}"));
        return application;
    }

    private static ObjectNode withFinalizer(ObjectNode application) {
        ((ObjectNode) application.path("metadata"))
                .putArray("finalizers")
                .add("resources-finalizer.argocd.argoproj.io");
        return application;
    }
}
