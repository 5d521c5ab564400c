package dev.capstan.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.application.live.KnownObjects.Change;
import dev.capstan.apply.cluster.ResourceVersion;
import dev.capstan.argo.health.assess.HealthRules;
import dev.capstan.argo.object.ObjectKey;
import dev.capstan.argo.settings.ArgoSettings;
import dev.capstan.argo.tracking.Tracking;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KnownObjectsTest {

    private static final LiveRules RULES = new LiveRules(ArgoSettings.DEFAULT, HealthRules.shipped());
    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final Scope ALL = new Scope(CONFIG_MAP, "");
    private static final ObjectKey A = key("a");

    private final Interest interest = new Interest();
    private final KeptBytes contents = new KeptBytes(100_000);
    private final KnownObjects known = new KnownObjects(interest, contents);

    @BeforeEach
    void open() {
        known.open(ALL);
    }

    private static ObjectKey key(String name) {
        return new ObjectKey("", "ConfigMap", "ns", name);
    }

    private static ResourceVersion version(String text) {
        return new ResourceVersion(text);
    }

    /** A ConfigMap of an application; of nobody when that is empty. */
    private static ObjectNode configMap(String application, String name, String uid, String version, String value) {
        ObjectNode object =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata = object.putObject("metadata")
                .put("name", name)
                .put("namespace", "ns")
                .put("uid", uid)
                .put("resourceVersion", version);
        if (!application.isEmpty()) {
            metadata.putObject("annotations").put(Tracking.ID, application + ":/ConfigMap:ns/" + name);
        }
        object.putObject("data").put("k", value);
        return object;
    }

    private static Sighting seen(String application, String version, String value) {
        return RULES.look(A, configMap(application, "a", "u1", version, value));
    }

    private Optional<Change> saw(String application, String version, String value) {
        return known.saw(ALL, seen(application, version, value));
    }

    private static Optional<Change> told(String... applications) {
        return Optional.of(new Change(A, Set.of(applications)));
    }

    private String value() {
        return known.find(A)
                .map(object -> object.content().at("/data/k").asText())
                .orElse("nothing");
    }

    @Test
    void objectOfAnApplicationIsKeptWithItsContent() {
        assertThat(saw("shop", "5", "blue")).isEqualTo(told("shop"));

        assertThat(known.find(A).orElseThrow().content()).isEqualTo(configMap("shop", "a", "u1", "5", "blue"));
        assertThat(known.keysOf("shop")).containsExactly(A);
        assertThat(known.keysOf("other")).isEmpty();
    }

    @Test
    void objectOfOthersThatSomebodyBeganToWantIsAChange() {
        assertThat(known.sawForeign(ALL, A, "u1", version("5"))).isEmpty();
        interest.put(new Wanted("shop", Set.of(), Set.of(A)));

        assertThat(known.sawForeign(ALL, A, "u1", version("6"))).isEqualTo(told("shop"));
    }

    @Test
    void onlyWhatAComparisonMaySeeIsAChange() {
        saw("shop", "5", "blue");

        assertThat(saw("shop", "6", "blue")).isEmpty();
        assertThat(saw("shop", "7", "red")).isEqualTo(told("shop"));
        assertThat(known.find(A).orElseThrow().resourceVersion()).isEqualTo("7");
    }

    @Test
    void objectThatWasMadeAnewIsAChange() {
        saw("shop", "5", "blue");

        assertThat(known.saw(ALL, RULES.look(A, configMap("shop", "a", "u2", "9", "blue"))))
                .isEqualTo(told("shop"));
    }

    @Test
    void healthIsAChange() {
        ObjectKey web = new ObjectKey("apps", "Deployment", "ns", "web");
        Scope scope = new Scope(GroupKind.of(web), "");
        known.open(scope);
        ObjectNode deployment = configMap("shop", "web", "u1", "5", "x");
        deployment.put("apiVersion", "apps/v1").put("kind", "Deployment");
        deployment.putObject("spec").put("replicas", 1);
        known.saw(scope, RULES.look(web, deployment));
        ObjectNode counted = deployment.deepCopy();
        counted.withObject("/metadata").put("resourceVersion", "6");
        counted.withObject("/status")
                .put("observedGeneration", 0)
                .put("updatedReplicas", 1)
                .put("replicas", 1);
        ObjectNode healthy = counted.deepCopy();
        healthy.withObject("/metadata").put("resourceVersion", "7");
        healthy.withObject("/status").put("availableReplicas", 1);

        assertThat(known.saw(scope, RULES.look(web, counted)))
                .as("another message")
                .isPresent();
        assertThat(known.saw(scope, RULES.look(web, healthy))).as("healthy").isPresent();
        healthy.withObject("/metadata").put("resourceVersion", "8");
        healthy.withObject("/status").put("observedGeneration", 1);
        assertThat(known.saw(scope, RULES.look(web, healthy)))
                .as("nothing of that")
                .isEmpty();
    }

    @Test
    void ofOthersOnlyTheirPresenceIsKnown() {
        assertThat(known.sawForeign(ALL, A, "u1", version("5"))).isEmpty();

        assertThat(known.isThere(ALL, A)).isTrue();
        assertThat(known.find(A)).isEmpty();
        assertThat(contents.size()).isZero();
        assertThat(known.gone(ALL, A, version("6"))).isEmpty();
        assertThat(known.isThere(ALL, A)).isFalse();
    }

    @Test
    void markThatIsTakenAwayIsAChangeForWhoHadIt() {
        saw("shop", "5", "blue");

        assertThat(saw("other", "6", "blue")).isEqualTo(told("shop", "other"));
        assertThat(known.sawForeign(ALL, A, "u1", version("7"))).isEqualTo(told("other"));
        assertThat(known.keysOf("other")).isEmpty();
        assertThat(contents.size()).isZero();
    }

    @Test
    void objectThatIsWantedByKeyConcernsWhoWantsIt() {
        interest.put(new Wanted("shop", Set.of(), Set.of(A)));

        assertThat(saw("", "5", "blue")).isEqualTo(told("shop"));
        assertThat(known.keysOf("shop")).containsExactly(A);
        interest.remove("shop");
        known.release(ALL, Set.of(A));
        assertThat(known.find(A)).isEmpty();
        assertThat(known.isThere(ALL, A)).isTrue();
    }

    @Test
    void answerToAWriteIsNotOverwrittenByOlderEvents() {
        saw("shop", "5", "blue");

        known.wrote(ALL, seen("shop", "9", "red"), version("5"));

        assertThat(saw("shop", "8", "green")).isEmpty();
        assertThat(known.gone(ALL, A, version("7"))).isEmpty();
        assertThat(known.listed(ALL, Set.of(), version("8"))).isEmpty();
        assertThat(value()).isEqualTo("red");
        assertThat(known.isKnown(A, version("9"))).isTrue();
    }

    @Test
    void answerThatTheWatchHasPassedDoesNotBringADeletedObjectBack() {
        saw("shop", "5", "blue");
        known.gone(ALL, A, version("9"));

        known.wrote(ALL, seen("shop", "8", "red"), version("9"));

        assertThat(known.find(A)).isEmpty();
    }

    @Test
    void whatWeDeletedDoesNotComeBackByEventsThatAreUnderWay() {
        saw("shop", "5", "blue");

        assertThat(known.deleted(ALL, A, "u1")).isEqualTo(told("shop"));

        assertThat(saw("shop", "6", "red")).isEmpty();
        assertThat(known.sawForeign(ALL, A, "u1", version("7"))).isEmpty();
        assertThat(known.isThere(ALL, A)).isFalse();
        known.gone(ALL, A, version("8"));
        assertThat(known.saw(ALL, RULES.look(A, configMap("shop", "a", "u2", "9", "new"))))
                .isPresent();
    }

    @Test
    void deletionOfAnotherIncarnationChangesNothing() {
        saw("shop", "5", "blue");

        assertThat(known.deleted(ALL, A, "u0")).isEmpty();
        assertThat(value()).isEqualTo("blue");
    }

    @Test
    void listSaysWhatIsGoneAndWhichObjectsOfOthersThereAre() {
        saw("shop", "5", "blue");
        known.sawForeign(ALL, key("old"), "u2", version("4"));

        assertThat(known.listed(ALL, Set.of(key("new")), version("9"))).containsExactly(new Change(A, Set.of("shop")));
        assertThat(known.isThere(ALL, key("old"))).isFalse();
        assertThat(known.isThere(ALL, key("new"))).isTrue();
    }

    @Test
    void listOfOneNamespaceSaysNothingOfOthers() {
        Scope other = new Scope(CONFIG_MAP, "other");
        known.open(other);
        saw("shop", "5", "blue");

        assertThat(known.listed(other, Set.of(), version("9"))).isEmpty();
        assertThat(value()).isEqualTo("blue");
    }

    @Test
    void versionsMeanNothingAfterTheClusterWentBack() {
        saw("shop", "500", "blue");

        known.wentBack(ALL);

        assertThat(saw("shop", "5", "red")).isEqualTo(told("shop"));
        assertThat(value()).isEqualTo("red");
    }

    @Test
    void nothingIsKnownOfAScopeThatIsClosed() {
        saw("shop", "5", "blue");

        known.close(ALL);

        assertThat(known.keysOf("shop")).isEmpty();
        assertThat(contents.size()).isZero();
        assertThat(saw("shop", "6", "late")).isEmpty();
        assertThat(known.find(A)).isEmpty();
    }

    @Test
    void contentThatHadToGoComesBackWhenItIsAskedFor() {
        KnownObjects poor = new KnownObjects(interest, new KeptBytes(0));
        poor.open(ALL);
        poor.saw(ALL, seen("shop", "5", "blue"));

        assertThat(poor.find(A)).isEmpty();
        assertThat(poor.isThere(ALL, A)).isTrue();
        assertThat(poor.isKnown(A, version("5"))).isFalse();
        assertThat(poor.keysOf("shop")).containsExactly(A);
    }

    @Test
    void objectThatWasAskedForIsKeptUnlessItHasGoneInTheMeantime() {
        interest.put(new Wanted("shop", Set.of(), Set.of(A)));
        known.sawForeign(ALL, A, "u1", version("5"));

        known.asked(ALL, seen("", "5", "blue"));
        assertThat(value()).isEqualTo("blue");

        known.gone(ALL, A, version("6"));
        known.asked(ALL, seen("", "5", "blue"));
        assertThat(value()).isEqualTo("nothing");
    }

    @Test
    void copiesThatOtherObjectsOwnBelongToNobody() {
        ObjectNode copy = configMap("shop", "a", "u1", "5", "blue");
        copy.withArray("/metadata/ownerReferences").addObject().put("name", "web");

        assertThat(RULES.owner(copy)).isEmpty();
        assertThat(RULES.owner(configMap("shop", "a", "u1", "5", "blue"))).contains("shop");
    }

    @Test
    void contentsAreInNoText() {
        assertThat(RULES.look(A, configMap("shop", "a", "u1", "5", "very-secret"))
                        .object())
                .hasToString("/ConfigMap/ns/a in version 5");
    }
}
