package dev.capstan.helm.release;

import static dev.capstan.helm.release.ReleaseFixture.TIMEOUT;
import static dev.capstan.helm.release.ReleaseFixture.configMap;
import static dev.capstan.helm.release.ReleaseFixture.content;
import static dev.capstan.helm.release.ReleaseFixture.done;
import static dev.capstan.helm.release.ReleaseFixture.end;
import static dev.capstan.helm.release.ReleaseFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.adapter.Fabric8ClusterApi;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.helm.release.record.ReleaseContent;
import dev.capstan.helm.release.state.ReleaseState;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Records that are too large, damaged, kept or in the way: what is said of them, and how the release goes on. */
class StuckRecordIT extends ReleaseScenario {

    @Test
    void aRecordThatIsTooLarge() {
        byte[] noise = new byte[1_200_000];
        new Random(1).nextBytes(noise);
        ObjectNode chart = Records.chart();
        chart.putArray("files")
                .addObject()
                .put("name", "dump.bin")
                .put("data", Base64.getEncoder().encodeToString(noise));
        ReleaseContent large =
                new ReleaseContent(chart, JsonNodeFactory.instance.objectNode(), configMap("one", "1"), List.of(), "");

        ActionFailure failure = failure(release.install(large));

        assertThat(failure.message()).contains("a Secret holds at most", "the chart's file dump.bin");
        assertThat(failure.advice()).contains(".helmignore");
        assertThat(client.configMaps().inNamespace(namespace).withName("one").get())
                .isNull();
        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
    }

    @Test
    void saysWhatIsInTheWayOfARecord() {
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("sh.helm.release.v1.shop.v1")
                        .endMetadata()
                        .build())
                .create();

        ActionFailure failure = failure(release.install(content(configMap("one", "1"))));

        assertThat(failure.message()).contains("sh.helm.release.v1.shop.v1", "is in the way");
        assertThat(failure.advice()).contains("Delete the Secret", "owner=helm and name=shop");
        assertThat(failure.isTransient()).isFalse();
        client.secrets()
                .inNamespace(namespace)
                .withName("sh.helm.release.v1.shop.v1")
                .delete();
        done(release.install(content(configMap("one", "1"))));
    }

    @Test
    void aRecordThatIsDamaged() {
        done(release.install(content(configMap("one", "1"))));
        String secret = "sh.helm.release.v1.shop.v1";
        damage(secret);

        for (ActionOutcome outcome : List.of(
                release.install(content(configMap("two", "1"))),
                release.upgrade(content(configMap("two", "1"))),
                release.uninstall())) {
            assertThat(failure(outcome).message())
                    .contains("Secret " + secret + ", cannot be read")
                    .contains("damaged");
            assertThat(failure(outcome).advice()).contains("Restore the Secret from a backup, or delete it");
        }
        assertThat(client.configMaps().inNamespace(namespace).withName("one").get())
                .isNotNull();
        assertThat(client.configMaps().inNamespace(namespace).withName("two").get())
                .isNull();
        client.secrets().inNamespace(namespace).withName(secret).delete();
        done(release.install(content(configMap("one", "1"))));
    }

    /** Only the newest one counts; the damaged one goes with the release, or nothing could be said of it afterwards. */
    @Test
    void anOlderRecordThatIsDamaged() {
        done(release.install(content(configMap("one", "1"))));
        done(release.upgrade(content(configMap("one", "2"))));
        damage("sh.helm.release.v1.shop.v1");

        done(release.upgrade(content(configMap("one", "3"))));
        assertThat(release.history().unreadable()).hasSize(1);
        done(release.uninstall());

        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
        assertThat(client.secrets().inNamespace(namespace).list().getItems()).isEmpty();
    }

    private void damage(String secret) {
        String text = Base64.getEncoder().encodeToString("H4sIAAAAAAAA".getBytes(StandardCharsets.UTF_8));
        client.secrets()
                .inNamespace(namespace)
                .withName(secret)
                .edit(whole ->
                        new SecretBuilder(whole).addToData("release", text).build());
    }

    /** The release is deployed; that an older revision says so, too, is put right by the next action. */
    @Test
    void anOlderRevisionThatCannotBeSuperseded() {
        done(release.install(content(configMap("one", "1"))));
        ClusterApi refusing = new ForwardingCluster(Fabric8ClusterApi.of(client)) {
            @Override
            public ApiResult<ObjectNode> jsonPatch(ObjectRef object, JsonNode operations, String fieldManager) {
                return object.name().endsWith(".v1")
                        ? new ApiResult.Refused<>(403, "Forbidden", "not this one", List.of(), Optional.empty())
                        : super.jsonPatch(object, operations, fieldManager);
            }
        };
        try (ReleaseFixture refused = new ReleaseFixture(Fabric8ClusterApi.of(client), refusing, release.target)) {
            assertThat(refused.upgrade(content(configMap("one", "2"))))
                    .isInstanceOfSatisfying(
                            ActionOutcome.Done.class,
                            done -> assertThat(done.notices())
                                    .singleElement()
                                    .asString()
                                    .contains(
                                            "an older revision still counts as deployed",
                                            "sh.helm.release.v1.shop.v1"));
        }
        assertThat(release.statuses()).containsExactly("1 deployed", "2 deployed");
        done(release.upgrade(content(configMap("one", "3"))));
        assertThat(release.statuses()).containsExactly("1 superseded", "2 superseded", "3 deployed");
    }

    /** It is deleted, and only its number is still taken. */
    @Test
    void aRecordThatAFinalizerKeeps() {
        done(release.install(content(configMap("one", "1"))));
        String secret = "sh.helm.release.v1.shop.v1";
        client.secrets()
                .inNamespace(namespace)
                .withName(secret)
                .edit(record -> new SecretBuilder(record)
                        .editMetadata()
                        .addToFinalizers("example.org/keep")
                        .endMetadata()
                        .build());

        assertThat(release.uninstall())
                .isInstanceOfSatisfying(
                        ActionOutcome.Done.class,
                        done -> assertThat(done.notices())
                                .containsExactly("the release record " + secret
                                        + " is being deleted and waits for the finalizers example.org/keep:"
                                        + " whoever set them must remove them"));

        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
        done(release.install(content(configMap("one", "2"))));
        assertThat(release.statuses()).containsExactly("2 deployed");
        done(release.upgrade(content(configMap("one", "3"))));
        assertThat(release.statuses()).containsExactly("2 superseded", "3 deployed");
        client.secrets()
                .inNamespace(namespace)
                .withName(secret)
                .edit(record -> new SecretBuilder(record)
                        .editMetadata()
                        .withFinalizers()
                        .endMetadata()
                        .build());
    }

    /** What is not read at first is read when it is needed, and goes when it is too much. */
    @Test
    void aHistoryThatIsNotReadAsAWhole() {
        UpgradeOptions usual = UpgradeOptions.of(WaitOptions.of(TIMEOUT));
        UpgradeOptions unlimited =
                new UpgradeOptions(usual.waiting(), usual.apply(), true, false, false, 0, "", Map.of());
        done(release.install(content(configMap("one", "1"))));
        for (int version = 2; version <= 18; version++) {
            done(end(release.actions.upgrade(
                    release.target, release.history(), content(configMap("one", "" + version)), unlimited)));
        }
        assertThat(release.history().revisions()).hasSize(10);
        assertThat(release.history().unread()).hasSize(8);

        done(end(release.actions.rollback(
                release.target,
                release.history(),
                2,
                new RollbackOptions(usual.waiting(), usual.apply(), false, false, 0))));
        assertThat(value("one")).isEqualTo("2");
        assertThat(failure(release.rollback(77)).message()).contains("release has no 77 version");

        done(release.upgrade(content(configMap("one", "20"))));
        assertThat(release.statuses())
                .containsExactly("16 superseded", "17 superseded", "18 superseded", "19 superseded", "20 deployed");
        assertThat(release.history().unread()).isEmpty();
        done(release.uninstall());
        assertThat(release.state()).isEqualTo(new ReleaseState.Absent());
    }
}
